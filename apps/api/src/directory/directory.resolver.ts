import { Args, Query, Resolver } from '@nestjs/graphql';
import { FindServices, type FoundService } from '#directory';
import type { Page } from '#platform/database';
import type { Actor } from '#policy';
import { CurrentActor, Requires } from '../graphql/index.js';
import { FoundServiceConnection, ServicesArgs } from './directory.types.js';

@Resolver()
export class DirectoryResolver {
  constructor(private readonly find: FindServices) {}

  @Requires('list', 'Service')
  @Query(() => FoundServiceConnection, {
    description: 'Services that agencies offer, those of the newest agency first.',
  })
  services(
    @Args() { first, after, ...wanted }: ServicesArgs,
    @CurrentActor() actor: Actor,
  ): Promise<Page<FoundService>> {
    return this.find.execute(actor, wanted, { first, after });
  }
}
