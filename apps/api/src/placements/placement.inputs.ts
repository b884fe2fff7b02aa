import { ArgsType, Field, InputType } from '@nestjs/graphql';
import type { PlacementService } from '#placements';
import type { HandOff, MeetingPoint, Outcome, PlacementSide, PlacementState, RejectReason, Urgency } from '#policy';
import { enums, MutationInput, PageArgs, UUID, VersionedInput } from '../graphql/index.js';

@ArgsType()
export class PlacementRequestsArgs extends PageArgs {
  @Field(() => enums.PlacementSide, {
    description: 'OWNER: what your agency asked for. SHELTER: what it was asked for.',
  })
  side!: PlacementSide;

  @Field(() => [enums.PlacementState], { nullable: true, description: 'Only requests in one of these states.' })
  states?: PlacementState[] | null;
}

@InputType()
export class RequestPlacementInput extends MutationInput {
  @Field(() => UUID)
  caseId!: string;

  @Field(() => [UUID], {
    description: 'At most ten. Each must be active and bound to yours by an agreement that covers the service.',
  })
  shelterAgencyIds!: string[];

  @Field(() => enums.ServiceType, {
    nullable: true,
    description: 'SHELTER, which is meant when absent, or TRANSITIONAL_HOUSING.',
  })
  serviceType?: PlacementService | null;

  @Field(() => enums.Urgency, { nullable: true, description: 'That of the needs card when absent.' })
  urgency?: Urgency | null;
}

@InputType()
export class AcceptPlacementInput extends VersionedInput {
  @Field(() => UUID)
  offerId!: string;

  @Field(() => UUID, { description: 'One bed of this category is held.' })
  bedCategoryId!: string;
}

@InputType()
export class DeclinePlacementInput extends VersionedInput {
  @Field(() => UUID)
  offerId!: string;

  @Field(() => enums.RejectReason)
  reason!: RejectReason;
}

@InputType({ description: '`version` is that of the request.' })
export class ConfirmPlacementInput extends VersionedInput {
  @Field(() => UUID, { description: 'The offer of the shelter that is chosen; it must hold a bed.' })
  offerId!: string;

  @Field(() => UUID, {
    nullable: true,
    description: 'The survivor’s consent for this shelter and this service; the newest that stands when absent.',
  })
  consentId?: string | null;

  @Field(() => enums.HandOff)
  handOff!: HandOff;

  @Field(() => enums.MeetingPoint)
  meetingPoint!: MeetingPoint;
}

@InputType()
export class CancelPlacementInput extends VersionedInput {
  @Field(() => UUID)
  requestId!: string;
}

@InputType()
export class RecordArrivalInput extends VersionedInput {
  @Field(() => UUID)
  offerId!: string;
}

@InputType()
export class RecordDepartureInput extends VersionedInput {
  @Field(() => UUID)
  offerId!: string;

  @Field(() => enums.Outcome)
  outcome!: Outcome;
}
