import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { CaseRecord, NeedsCard } from '#cases';
import type {
  ConsentState,
  HandOff,
  HoldReason,
  NeedsCardItem,
  Outcome,
  PurgeAnswer,
  Purpose,
  ReferralKind,
  ReferralState,
  RejectReason,
  RetentionBasis,
  Scope,
  ServiceType,
  Urgency,
} from '#policy';
import { AgencyNameType, CaseRecordType, NeedsCardType } from '../disclosure/index.js';
import { Connection, DateTime, enums, UUID } from '../graphql/index.js';

const maybe = { nullable: true } as const;

@ObjectType('ReferralUnit', { description: 'A part of the recipient, such as a night desk.' })
export class ReferralUnitObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => String, { nullable: true, description: 'Null where your agency has signed nothing with this one.' })
  name!: string | null;
}

@ObjectType('ReferralConsent', { description: 'The consent a referral rests on, as far as its reader may know it.' })
export class ReferralConsentObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => enums.ConsentState, { description: 'EXPIRED from the very instant that `expiresAt` names.' })
  state!: ConsentState;

  @Field(() => [enums.Scope], {
    nullable: true,
    description: 'Null to the recipient unless it has accepted and the consent stands.',
  })
  scopes!: readonly Scope[] | null;

  @Field(() => [String], { nullable: true, description: 'Such as IDENTITY.photo; null where `scopes` is.' })
  excludedFields!: readonly string[] | null;

  @Field(() => DateTime)
  validFrom!: Date;

  @Field(() => DateTime)
  expiresAt!: Date;

  @Field(() => DateTime, maybe)
  withdrawnAt!: Date | null;
}

@ObjectType('PurgeRequest', { description: 'The recipient is asked to purge what an ended consent had opened to it.' })
export class PurgeRequestObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => UUID)
  referralId!: string;

  @Field(() => DateTime)
  requestedAt!: Date;

  @Field(() => DateTime)
  dueAt!: Date;

  @Field(() => enums.PurgeAnswer, { nullable: true, description: 'Null until it is answered.' })
  answer!: PurgeAnswer | null;

  @Field(() => enums.RetentionBasis, { nullable: true, description: 'On what something is kept; with RETAINED only.' })
  legalBasis!: RetentionBasis | null;

  @Field(() => DateTime, maybe)
  answeredAt!: Date | null;

  @Field(() => Int)
  version!: number;
}

@ObjectType('Referral', {
  description: 'One agency asks another to serve one survivor. Each side sees its own part of it.',
})
export class ReferralObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => enums.ReferralKind)
  kind!: ReferralKind;

  @Field(() => enums.ServiceType)
  serviceType!: ServiceType;

  @Field(() => enums.Purpose)
  purpose!: Purpose;

  @Field(() => enums.Urgency)
  urgency!: Urgency;

  @Field(() => enums.ReferralState)
  state!: ReferralState;

  @Field(() => String, {
    description: 'The name under which this recipient knows the case; another knows it by another.',
  })
  caseAlias!: string;

  @Field(() => UUID, { nullable: true, description: 'Null to the recipient.' })
  caseId!: string | null;

  @Field(() => enums.HandOff)
  handOff!: HandOff;

  @Field(() => AgencyNameType)
  sender!: AgencyNameType;

  @Field(() => AgencyNameType)
  recipient!: AgencyNameType;

  @Field(() => ReferralUnitObject, { nullable: true, description: 'Null if the whole agency is addressed.' })
  unit!: ReferralUnitObject | null;

  @Field(() => NeedsCardType, {
    nullable: true,
    description: 'Null to the recipient once there is nothing to decide or to do, and once the consent has ended.',
  })
  needsCard!: NeedsCard | null;

  @Field(() => DateTime, { nullable: true, description: 'Null for a draft.' })
  acknowledgeBy!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Null for a draft.' })
  decideBy!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Null for a draft.' })
  sentAt!: Date | null;

  @Field(() => DateTime, maybe)
  acknowledgedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was accepted or rejected.' })
  decidedAt!: Date | null;

  @Field(() => DateTime, maybe)
  closedAt!: Date | null;

  @Field(() => [enums.NeedsCardItem], { description: 'What the recipient has asked to be told more exactly.' })
  infoAsked!: readonly NeedsCardItem[];

  @Field(() => enums.HoldReason, { nullable: true, description: 'Null unless it is ON_HOLD.' })
  holdReason!: HoldReason | null;

  @Field(() => enums.RejectReason, {
    nullable: true,
    description:
      'A SAFETY_CONFLICT reads CANNOT_MEET_NEED to the sender: it would reveal whom else the recipient serves.',
  })
  rejectReason!: RejectReason | null;

  @Field(() => enums.Outcome, maybe)
  outcome!: Outcome | null;

  @Field(() => ReferralConsentObject, {
    nullable: true,
    description: 'Null for a draft without one, and where nothing but the needs card may travel.',
  })
  consent!: ReferralConsentObject | null;

  @Field(() => PurgeRequestObject, maybe)
  purgeRequest!: PurgeRequestObject | null;

  @Field(() => CaseRecordType, {
    nullable: true,
    description:
      'What this reader may see of the case. Each field that is read here is written to the disclosure ledger.',
  })
  record!: CaseRecord | null;

  @Field(() => Int)
  version!: number;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  updatedAt!: Date;
}

export const ReferralConnection = Connection('Referral', ReferralObject);
