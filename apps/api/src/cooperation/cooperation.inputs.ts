import { Field, InputType } from '@nestjs/graphql';
import type {
  ContactMode,
  CooperationAsk,
  NeutralVenue,
  ReviewFinding,
  SurvivorCondition,
  SurvivorDecision,
} from '#policy';
import { DateTime, enums, MutationInput, UUID, VersionedInput } from '../graphql/index.js';

@InputType()
export class SubmitCooperationRequestInput extends MutationInput {
  @Field(() => UUID, { description: 'The agency that is asked: one that stands beside survivors.' })
  agencyId!: string;

  @Field(() => String, { description: 'The number of your own file, up to 60 characters.' })
  reference!: string;

  @Field(() => [enums.CooperationAsk])
  asked!: CooperationAsk[];

  @Field(() => String, { description: 'Who is sought and why, up to 2,000 characters. Sealed for you and the agency.' })
  matter!: string;

  @Field(() => [enums.ContactMode], { description: 'Ways to talk that you propose, each through the advocate.' })
  contactModes!: ContactMode[];
}

@InputType()
export class ReviewCooperationRequestInput extends VersionedInput {
  @Field(() => UUID)
  id!: string;

  @Field(() => enums.ReviewFinding)
  finding!: ReviewFinding;

  @Field(() => UUID, { nullable: true, description: 'With OWN_CASE: a case of your agency that you may read.' })
  caseId?: string | null;
}

@InputType()
export class OpenReflectionInput extends VersionedInput {
  @Field(() => UUID)
  id!: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'What the jurisdiction gives if left out, 30 days at least. A period that runs can only be made longer.',
  })
  until?: Date | null;
}

@InputType()
export class RecordSurvivorDecisionInput extends VersionedInput {
  @Field(() => UUID)
  id!: string;

  @Field(() => enums.SurvivorDecision, {
    description: 'To DECLINE after agreeing is a withdrawal: what was arranged ends at once.',
  })
  decision!: SurvivorDecision;

  @Field(() => [enums.SurvivorCondition], { nullable: true, description: 'With AGREE_WITH_CONDITIONS only.' })
  conditions?: SurvivorCondition[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The survivor wishes to end a reflection period that still runs. Then the advocate must be present.',
  })
  endedBySurvivor?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'The advocate was with the survivor.' })
  advocatePresent?: boolean | null;
}

@InputType()
export class ArrangeCooperationInput extends VersionedInput {
  @Field(() => UUID)
  id!: string;

  @Field(() => enums.ContactMode)
  contactMode!: ContactMode;

  @Field(() => enums.NeutralVenue, { nullable: true, description: 'With MEETING_AT_NEUTRAL_VENUE only.' })
  venue?: NeutralVenue | null;

  @Field(() => DateTime, { description: 'Not before the police hear of it, which is with the next batch of answers.' })
  startsAt!: Date;

  @Field(() => DateTime, { description: 'At most 31 days after it starts.' })
  endsAt!: Date;
}
