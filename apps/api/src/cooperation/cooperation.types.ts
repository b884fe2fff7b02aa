import { Field, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import type { CooperationView } from '#cooperation';
import type {
  ContactMode,
  CooperationAsk,
  CooperationEnding,
  CooperationState,
  NeutralVenue,
  PoliceAnswer,
  SurvivorCondition,
  SurvivorDecision,
} from '#policy';
import { AgencyNameType } from '../disclosure/index.js';
import { Connection, DateTime, enums, UUID } from '../graphql/index.js';

@InterfaceType('CooperationRequest', {
  description: 'What the police ask of an agency. Each side has a type of its own; this is what both see.',
  resolveType: ({ side }: CooperationView) =>
    side === 'POLICE' ? PoliceCooperationRequestType : AgencyCooperationRequestType,
})
export class CooperationRequestType {
  @Field(() => UUID)
  id!: string;

  @Field(() => String, { description: 'The number of the police’s own file.' })
  reference!: string;

  @Field(() => [enums.CooperationAsk])
  asked!: readonly CooperationAsk[];

  @Field(() => [enums.ContactMode], { description: 'Ways to talk that the police propose, each through the advocate.' })
  contactModes!: readonly ContactMode[];

  @Field(() => String, { description: 'Who is sought and why, in the words of the police.' })
  matter!: string | null;

  @Field(() => DateTime)
  submittedAt!: Date;

  @Field(() => DateTime, { description: 'When an answer leaves; fixed when the request was submitted.' })
  answerAt!: Date;
}

@ObjectType('CooperationArrangement', {
  description: 'What is offered: a way to talk through the agency’s relay, and for a meeting a kind of neutral place.',
})
export class CooperationArrangementType {
  @Field(() => enums.ContactMode)
  contactMode!: ContactMode;

  @Field(() => enums.NeutralVenue, {
    nullable: true,
    description: 'Which one it is, advocate and liaison settle by voice.',
  })
  venue!: NeutralVenue | null;

  @Field(() => DateTime)
  startsAt!: Date;

  @Field(() => DateTime)
  endsAt!: Date;

  @Field(() => [enums.SurvivorCondition])
  conditions!: readonly SurvivorCondition[];
}

@ObjectType('CooperationAnswer', {
  description:
    'NO_INFORMATION_AVAILABLE is one answer for everything that is not an arrangement: it does not mean that nobody is known, nor that somebody is.',
})
export class CooperationAnswerType {
  @Field(() => enums.PoliceAnswer)
  status!: PoliceAnswer;

  @Field(() => DateTime, { nullable: true, description: 'Null while PENDING.' })
  releasedAt!: Date | null;

  @Field(() => CooperationArrangementType, { nullable: true })
  arrangement!: CooperationArrangementType | null;
}

@ObjectType('PoliceCooperationRequest', {
  implements: () => [CooperationRequestType],
  description: 'A request as the police see it. Nothing here moves with the work of the agency.',
})
export class PoliceCooperationRequestType extends CooperationRequestType {
  @Field(() => AgencyNameType)
  askedAgency!: AgencyNameType;

  @Field(() => CooperationAnswerType)
  answer!: CooperationAnswerType;
}

@ObjectType('CooperationReview', {
  description: 'What the asked agency does about a request. The police never see it.',
})
export class CooperationReviewType {
  @Field(() => enums.CooperationState)
  state!: CooperationState;

  @Field(() => UUID, {
    nullable: true,
    description: 'The agency’s own case; null while none is linked, and for a reader who may not read it.',
  })
  caseId!: string | null;

  @Field(() => DateTime, { nullable: true })
  reviewedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until then nobody may press.' })
  reflectionUntil!: Date | null;

  @Field(() => enums.SurvivorDecision, { nullable: true })
  decision!: SurvivorDecision | null;

  @Field(() => DateTime, { nullable: true })
  decisionAt!: Date | null;

  @Field(() => [enums.SurvivorCondition])
  conditions!: readonly SurvivorCondition[];

  @Field(() => Boolean, { nullable: true, description: 'Whether the advocate was with the survivor at the decision.' })
  advocatePresent!: boolean | null;

  @Field(() => enums.CooperationEnding, { nullable: true })
  closedReason!: CooperationEnding | null;

  @Field(() => DateTime, { nullable: true })
  closedAt!: Date | null;

  @Field(() => Int, { description: 'Hand it back as `version` with the next step.' })
  version!: number;
}

@ObjectType('AgencyCooperationArrangement', {
  description: 'What was arranged, as the agency that arranged it sees it.',
})
export class AgencyCooperationArrangementType extends CooperationArrangementType {
  @Field(() => DateTime, { description: 'From then on the police know of it.' })
  releaseAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since then it no longer stands, and the police see nothing of it.',
  })
  revokedAt!: Date | null;
}

@ObjectType('AgencyCooperationRequest', {
  implements: () => [CooperationRequestType],
  description: 'A request as the asked agency sees it.',
})
export class AgencyCooperationRequestType extends CooperationRequestType {
  @Field(() => AgencyNameType)
  policeAgency!: AgencyNameType;

  @Field(() => CooperationReviewType)
  review!: CooperationReviewType;

  @Field(() => AgencyCooperationArrangementType, { nullable: true })
  arrangement!: AgencyCooperationArrangementType | null;
}

export const CooperationRequestConnection = Connection('CooperationRequest', CooperationRequestType);
