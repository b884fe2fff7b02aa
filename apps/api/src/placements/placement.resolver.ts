import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  AcceptPlacement,
  CancelPlacement,
  ConfirmPlacement,
  type DeclinedPlacement,
  DeclinePlacement,
  ListPlacements,
  type Placement,
  RecordArrival,
  RecordDeparture,
  RequestPlacement,
} from '#placements';
import type { Page } from '#platform/database';
import type { Actor } from '#policy';
import { CurrentActor, Requires } from '../graphql/index.js';
import {
  AcceptPlacementInput,
  CancelPlacementInput,
  ConfirmPlacementInput,
  DeclinePlacementInput,
  PlacementRequestsArgs,
  RecordArrivalInput,
  RecordDepartureInput,
  RequestPlacementInput,
} from './placement.inputs.js';
import { DeclinedPlacementObject, PlacementRequestConnection, PlacementRequestObject } from './placement.types.js';

@Resolver()
export class PlacementResolver {
  constructor(
    private readonly list: ListPlacements,
    private readonly request: RequestPlacement,
    private readonly accept: AcceptPlacement,
    private readonly decline: DeclinePlacement,
    private readonly confirm: ConfirmPlacement,
    private readonly cancel: CancelPlacement,
    private readonly arrive: RecordArrival,
    private readonly depart: RecordDeparture,
  ) {}

  @Requires('list', 'Placement')
  @Query(() => PlacementRequestConnection, { description: 'Requests for a bed, newest first.' })
  placementRequests(
    @Args() { side, states, first, after }: PlacementRequestsArgs,
    @CurrentActor() actor: Actor,
  ): Promise<Page<Placement>> {
    return this.list.execute(actor, { side, states }, { first, after });
  }

  @Requires('request', 'Placement')
  @Mutation(() => PlacementRequestObject, {
    description: 'Asks several shelters for a bed; none learns of the others.',
  })
  requestPlacement(@Args('input') input: RequestPlacementInput, @CurrentActor() actor: Actor): Promise<Placement> {
    return this.request.execute(actor, input);
  }

  @Requires('accept', 'Placement')
  @Mutation(() => PlacementRequestObject, { description: 'Holds one bed for the request, for twelve hours.' })
  acceptPlacement(@Args('input') input: AcceptPlacementInput, @CurrentActor() actor: Actor): Promise<Placement> {
    return this.accept.execute(actor, input);
  }

  @Requires('decline', 'Placement')
  @Mutation(() => DeclinedPlacementObject, {
    description: 'Answers no, also after a bed was held. Your shelter loses sight of it.',
  })
  declinePlacement(
    @Args('input') input: DeclinePlacementInput,
    @CurrentActor() actor: Actor,
  ): Promise<DeclinedPlacement> {
    return this.decline.execute(actor, input);
  }

  @Requires('confirm', 'Placement')
  @Mutation(() => PlacementRequestObject, {
    description: 'Chooses one shelter that holds a bed and sends it the referral; the others’ holds are given back.',
  })
  confirmPlacement(@Args('input') input: ConfirmPlacementInput, @CurrentActor() actor: Actor): Promise<Placement> {
    return this.confirm.execute(actor, input);
  }

  @Requires('cancel', 'Placement')
  @Mutation(() => PlacementRequestObject, {
    description:
      'Ends a request before a shelter was chosen: every hold is given back. Afterwards cancel the referral.',
  })
  cancelPlacement(@Args('input') input: CancelPlacementInput, @CurrentActor() actor: Actor): Promise<Placement> {
    return this.cancel.execute(actor, input);
  }

  @Requires('recordArrival', 'Placement')
  @Mutation(() => PlacementRequestObject, { description: 'The survivor has come: the bed is occupied.' })
  recordArrival(@Args('input') input: RecordArrivalInput, @CurrentActor() actor: Actor): Promise<Placement> {
    return this.arrive.execute(actor, input);
  }

  @Requires('recordDeparture', 'Placement')
  @Mutation(() => PlacementRequestObject, {
    description: 'The survivor has left: the bed is free, the referral completed.',
  })
  recordDeparture(@Args('input') input: RecordDepartureInput, @CurrentActor() actor: Actor): Promise<Placement> {
    return this.depart.execute(actor, input);
  }
}
