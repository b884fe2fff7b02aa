import { Args, Query, Resolver } from '@nestjs/graphql';
import { ListAgencies, ReadMe, type AgencyView, type MeView } from '#agencies';
import type { Actor } from '#policy';
import type { Page } from '#platform/database';
import { CurrentActor, Requires } from '../graphql/index.js';
import { AgenciesArgs } from './agency.inputs.js';
import { AgencyConnection, MeObject } from './agency.types.js';

@Resolver()
export class AgencyResolver {
  constructor(
    private readonly readMe: ReadMe,
    private readonly listAgencies: ListAgencies,
  ) {}

  @Requires('read', 'Me')
  @Query(() => MeObject, { description: 'Who is signed in.' })
  me(@CurrentActor() actor: Actor): Promise<MeView> {
    return this.readMe.execute(actor);
  }

  @Requires('list', 'Agency')
  @Query(() => AgencyConnection, { description: 'The agencies on the platform, newest first.' })
  agencies(
    @Args() { kind, serviceType, ...page }: AgenciesArgs,
    @CurrentActor() actor: Actor,
  ): Promise<Page<AgencyView>> {
    return this.listAgencies.execute(actor, { kind, serviceType }, page);
  }
}
