import { Args, Info, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import {
  ArrangeCooperation,
  ListCooperationRequests,
  OpenReflection,
  ReadCooperationRequest,
  RecordSurvivorDecision,
  ReviewCooperationRequest,
  SubmitCooperationRequest,
  type AgencyRequest,
  type CooperationView,
  type PoliceRequest,
} from '#cooperation';
import type { Actor } from '#policy';
import type { Page } from '#platform/database';
import { selects } from '../disclosure/index.js';
import { CurrentActor, PageArgs, Requires, UUID } from '../graphql/index.js';
import {
  ArrangeCooperationInput,
  OpenReflectionInput,
  RecordSurvivorDecisionInput,
  ReviewCooperationRequestInput,
  SubmitCooperationRequestInput,
} from './cooperation.inputs.js';
import {
  AgencyCooperationRequestType,
  CooperationRequestConnection,
  CooperationRequestType,
  PoliceCooperationRequestType,
} from './cooperation.types.js';

@Resolver()
export class CooperationResolver {
  constructor(
    private readonly lists: ListCooperationRequests,
    private readonly readings: ReadCooperationRequest,
    private readonly submissions: SubmitCooperationRequest,
    private readonly reviews: ReviewCooperationRequest,
    private readonly reflections: OpenReflection,
    private readonly decisions: RecordSurvivorDecision,
    private readonly arrangements: ArrangeCooperation,
  ) {}

  @Requires('list', 'Cooperation')
  @Query(() => CooperationRequestConnection, {
    description: 'What the police asked of your agency or, for the police, what your agency asked; newest first.',
  })
  cooperationRequests(
    @Args() page: PageArgs,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<CooperationView>> {
    return this.lists.execute(actor, page, { matter: selects(info, 'matter') });
  }

  @Requires('read', 'Cooperation')
  @Query(() => CooperationRequestType)
  cooperationRequest(
    @Args('id', { type: () => UUID }) id: string,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CooperationView> {
    return this.readings.execute(actor, id, { matter: selects(info, 'matter') });
  }

  @Requires('submit', 'Cooperation')
  @Mutation(() => PoliceCooperationRequestType, {
    description: 'Asks an agency, never a survivor. The answer comes at the moment named, whatever it is.',
  })
  submitCooperationRequest(
    @Args('input') input: SubmitCooperationRequestInput,
    @CurrentActor() actor: Actor,
  ): Promise<PoliceRequest> {
    return this.submissions.execute(actor, input);
  }

  @Requires('review', 'Cooperation')
  @Mutation(() => AgencyCooperationRequestType, {
    description: 'Links one of your own cases, or writes down that nobody is known. The police hear of neither.',
  })
  reviewCooperationRequest(
    @Args('input') input: ReviewCooperationRequestInput,
    @CurrentActor() actor: Actor,
  ): Promise<AgencyRequest> {
    return this.reviews.execute(actor, input);
  }

  @Requires('openReflection', 'Cooperation')
  @Mutation(() => AgencyCooperationRequestType, { description: 'Gives the survivor time, or more of it.' })
  openReflection(@Args('input') input: OpenReflectionInput, @CurrentActor() actor: Actor): Promise<AgencyRequest> {
    return this.reflections.execute(actor, input);
  }

  @Requires('recordDecision', 'Cooperation')
  @Mutation(() => AgencyCooperationRequestType, { description: 'What the survivor said. It changes no service.' })
  recordSurvivorDecision(
    @Args('input') input: RecordSurvivorDecisionInput,
    @CurrentActor() actor: Actor,
  ): Promise<AgencyRequest> {
    return this.decisions.execute(actor, input);
  }

  @Requires('arrange', 'Cooperation')
  @Mutation(() => AgencyCooperationRequestType, {
    description: 'Offers the police a way to talk through your relay. Only after the survivor has agreed.',
  })
  arrangeCooperation(
    @Args('input') input: ArrangeCooperationInput,
    @CurrentActor() actor: Actor,
  ): Promise<AgencyRequest> {
    return this.arrangements.execute(actor, input);
  }
}
