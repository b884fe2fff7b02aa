import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { type Beds, ListBeds, PublishBeds } from '#placements';
import type { Page } from '#platform/database';
import type { Actor } from '#policy';
import { CurrentActor, Requires } from '../graphql/index.js';
import { BedsArgs, PublishBedsInput } from './beds.inputs.js';
import { BedCategoryConnection, BedCategoryObject } from './beds.types.js';

@Resolver()
export class BedsResolver {
  constructor(
    private readonly listBeds: ListBeds,
    private readonly publish: PublishBeds,
  ) {}

  @Requires('list', 'Beds')
  @Query(() => BedCategoryConnection, {
    description: 'Beds that shelters have published, most lately confirmed first.',
  })
  beds(@Args() { first, after, ...filter }: BedsArgs, @CurrentActor() actor: Actor): Promise<Page<Beds>> {
    return this.listBeds.execute(actor, filter, { first, after });
  }

  @Requires('publish', 'Beds')
  @Mutation(() => BedCategoryObject, { description: 'Says what beds your shelter has, or confirms what it said.' })
  publishBeds(@Args('input') input: PublishBedsInput, @CurrentActor() actor: Actor): Promise<Beds> {
    return this.publish.execute(actor, input);
  }
}
