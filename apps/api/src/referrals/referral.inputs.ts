import { ArgsType, Field, InputType } from '@nestjs/graphql';
import type {
  HandOff,
  HoldReason,
  NeedsCardItem,
  Outcome,
  PurgeAnswer,
  ReferralKind,
  ReferralState,
  RejectReason,
  RetentionBasis,
  ServiceType,
  Urgency,
} from '#policy';
import { NeedsCardInput } from '../disclosure/index.js';
import { enums, PageArgs, UUID, VersionedInput } from '../graphql/index.js';

const maybe = { nullable: true } as const;
const unlessDraft = {
  nullable: true,
  description: 'Required, unless a draft is named, which has it already.',
} as const;

@InputType()
export class ReferralFilter {
  @Field(() => enums.ReferralState, maybe) state?: ReferralState | null;
  @Field(() => enums.Urgency, maybe) urgency?: Urgency | null;
  @Field(() => enums.ReferralKind, maybe) kind?: ReferralKind | null;
}

@ArgsType()
export class ReferralListArgs extends PageArgs {
  @Field(() => ReferralFilter, maybe)
  filter?: ReferralFilter | null;
}

@InputType({ description: 'A new referral, or a draft by its id.' })
export class SendReferralInput extends VersionedInput {
  @Field(() => UUID, { nullable: true, description: 'Sends this draft; `consentId` and `needsCard` may come with it.' })
  draftId?: string | null;

  @Field(() => UUID, unlessDraft)
  caseId?: string | null;

  @Field(() => UUID, unlessDraft)
  recipientAgencyId?: string | null;

  @Field(() => UUID, { nullable: true, description: 'The unit the consent names, or the whole agency, unless told.' })
  recipientUnitId?: string | null;

  @Field(() => enums.ServiceType, unlessDraft)
  serviceType?: ServiceType | null;

  @Field(() => enums.HandOff, unlessDraft)
  handOff?: HandOff | null;

  @Field(() => enums.Urgency, { nullable: true, description: 'That of the needs card, unless told.' })
  urgency?: Urgency | null;

  @Field(() => UUID, { nullable: true, description: 'The newest consent that fits, unless told.' })
  consentId?: string | null;

  @Field(() => NeedsCardInput, {
    nullable: true,
    description: 'The draft’s, or else the case’s present one, unless told.',
  })
  needsCard?: NeedsCardInput | null;

  @Field(() => Boolean, { nullable: true, description: 'Keeps it, and tells nobody.' })
  saveAsDraft?: boolean | null;
}

@InputType({ description: 'A referral as it would be sent, or a draft by its id.' })
export class DisclosurePreviewInput {
  @Field(() => UUID, maybe)
  draftId?: string | null;

  @Field(() => UUID, unlessDraft)
  caseId?: string | null;

  @Field(() => UUID, unlessDraft)
  recipientAgencyId?: string | null;

  @Field(() => UUID, maybe)
  recipientUnitId?: string | null;

  @Field(() => enums.ServiceType, unlessDraft)
  serviceType?: ServiceType | null;

  @Field(() => UUID, { nullable: true, description: 'The newest consent that fits, unless told.' })
  consentId?: string | null;

  @Field(() => NeedsCardInput, maybe)
  needsCard?: NeedsCardInput | null;
}

@InputType({ isAbstract: true })
abstract class ReferralChangeInput extends VersionedInput {
  @Field(() => UUID)
  referralId!: string;
}

@InputType()
export class AcknowledgeReferralInput extends ReferralChangeInput {}

@InputType()
export class RequestReferralInfoInput extends ReferralChangeInput {
  @Field(() => [enums.NeedsCardItem], { description: 'What is to be told more exactly.' })
  items!: NeedsCardItem[];
}

@InputType()
export class AnswerReferralInfoInput extends ReferralChangeInput {
  @Field(() => NeedsCardInput, {
    nullable: true,
    description: 'The whole card anew; the case’s present one, unless told.',
  })
  needsCard?: NeedsCardInput | null;
}

@InputType()
export class WaitlistReferralInput extends ReferralChangeInput {}

@InputType()
export class AcceptReferralInput extends ReferralChangeInput {}

@InputType()
export class RejectReferralInput extends ReferralChangeInput {
  @Field(() => enums.RejectReason)
  reason!: RejectReason;
}

@InputType()
export class StartReferralInput extends ReferralChangeInput {}

@InputType()
export class HoldReferralInput extends ReferralChangeInput {
  @Field(() => enums.HoldReason)
  reason!: HoldReason;
}

@InputType()
export class CompleteReferralInput extends ReferralChangeInput {
  @Field(() => enums.Outcome)
  outcome!: Outcome;

  @Field(() => Boolean, { nullable: true, description: 'False closes it as FAILED; true unless told.' })
  succeeded?: boolean | null;
}

@InputType()
export class CancelReferralInput extends ReferralChangeInput {
  @Field(() => Boolean, { nullable: true, description: 'It should never have been sent: ENTERED_IN_ERROR.' })
  enteredInError?: boolean | null;
}

@InputType()
export class AnswerPurgeInput extends VersionedInput {
  @Field(() => UUID)
  purgeRequestId!: string;

  @Field(() => enums.PurgeAnswer)
  answer!: PurgeAnswer;

  @Field(() => enums.RetentionBasis, { nullable: true, description: 'With RETAINED, and only with it.' })
  legalBasis?: RetentionBasis | null;
}
