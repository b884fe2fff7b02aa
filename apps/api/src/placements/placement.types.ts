import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { NeedsCard } from '#cases';
import type {
  MeetingPoint,
  OfferState,
  PlacementSide,
  PlacementState,
  RejectReason,
  ServiceType,
  Urgency,
} from '#policy';
import { NeedsCardType } from '../disclosure/index.js';
import { Connection, DateTime, enums, UUID } from '../graphql/index.js';
import { OfferedBedsObject, ShelterObject } from './beds.types.js';

@ObjectType('PlacementOffer', { description: 'One shelter’s part in a request.' })
export class PlacementOfferObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => ShelterObject)
  shelter!: ShelterObject;

  @Field(() => enums.OfferState)
  state!: OfferState;

  @Field(() => OfferedBedsObject, { nullable: true, description: 'What the shelter holds; null until it accepts.' })
  beds!: OfferedBedsObject | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From this moment on the hold is over and cannot be confirmed.',
  })
  heldUntil!: Date | null;

  @Field(() => enums.RejectReason, {
    nullable: true,
    description: 'A SAFETY_CONFLICT reads CANNOT_MEET_NEED to the agency that asked: it would reveal another resident.',
  })
  declineReason!: RejectReason | null;

  @Field(() => enums.MeetingPoint, { nullable: true, description: 'Where the shelter meets the survivor.' })
  meetingPoint!: MeetingPoint | null;

  @Field(() => UUID, {
    nullable: true,
    description: 'The referral that opens the record to the shelter that was chosen.',
  })
  referralId!: string | null;

  @Field(() => DateTime, { nullable: true })
  answeredAt!: Date | null;

  @Field(() => DateTime, { nullable: true })
  arrivedAt!: Date | null;

  @Field(() => DateTime, { nullable: true })
  departedAt!: Date | null;

  @Field(() => Int)
  version!: number;
}

@ObjectType('PlacementRequest', {
  description:
    'A blind request for a bed. The agency that asks sees it whole; a shelter sees its own part, and nothing that tells who else was asked.',
})
export class PlacementRequestObject {
  @Field(() => UUID, { description: 'To a shelter, the id of its own offer.' })
  id!: string;

  @Field(() => enums.PlacementSide, { description: 'From which side it is seen here.' })
  side!: PlacementSide;

  @Field(() => UUID, { nullable: true, description: 'Null to a shelter.' })
  caseId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name under which this shelter alone knows the case. Null to the agency that asks.',
  })
  caseAlias!: string | null;

  @Field(() => enums.ServiceType)
  serviceType!: ServiceType;

  @Field(() => enums.Urgency)
  urgency!: Urgency;

  @Field(() => NeedsCardType)
  needsCard!: NeedsCard;

  @Field(() => enums.PlacementState)
  state!: PlacementState;

  @Field(() => [PlacementOfferObject], { description: 'To a shelter, its own and no other.' })
  offers!: readonly PlacementOfferObject[];

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true })
  closedAt!: Date | null;

  @Field(() => Int)
  version!: number;
}

export const PlacementRequestConnection = Connection('PlacementRequest', PlacementRequestObject);

@ObjectType('DeclinedPlacement', {
  description: 'What a shelter keeps of a request it declined. It has lost sight of the rest.',
})
export class DeclinedPlacementObject {
  @Field(() => UUID, { description: 'The id of the offer.' })
  id!: string;

  @Field(() => enums.OfferState)
  state!: OfferState;

  @Field(() => enums.RejectReason)
  declineReason!: RejectReason;
}
