import { Args, Info, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { liveTopics } from '#notifications';
import type { Actor } from '#policy';
import type { Page } from '#platform/database';
import { ListReferrals, ReadReferral, type ReferralView } from '#referrals';
import { CurrentActor, Live, type LiveStream, LiveStreams, Requires, UUID } from '../graphql/index.js';
import { ReferralListArgs } from './referral.inputs.js';
import { ReferralConnection, ReferralObject } from './referral.types.js';
import { wantsOf } from './referral-wants.js';

/** Reading referrals, once or live. */
@Resolver()
export class ReferralResolver {
  constructor(
    private readonly lists: ListReferrals,
    private readonly readings: ReadReferral,
  ) {}

  @Requires('list', 'Referral')
  @Query(() => ReferralConnection, { description: 'What other agencies sent to yours, newest first.' })
  async referralInbox(
    @Args() { filter, ...page }: ReferralListArgs,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ReferralView>> {
    return this.lists.execute(actor, { box: 'INBOX', filter }, page, wantsOf(info));
  }

  @Requires('list', 'Referral')
  @Query(() => ReferralConnection, { description: 'What your agency sent, and its drafts, newest first.' })
  async referralOutbox(
    @Args() { filter, ...page }: ReferralListArgs,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ReferralView>> {
    return this.lists.execute(actor, { box: 'OUTBOX', filter }, page, wantsOf(info));
  }

  @Requires('read', 'Referral')
  @Query(() => ReferralObject)
  async referral(
    @Args('id', { type: () => UUID }) id: string,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.readings.execute(actor, id, wantsOf(info));
  }

  @Requires('watch', 'Referral')
  @Subscription(() => ReferralObject, {
    description: 'Each referral you may read, as you may read it at that moment, whenever something about it changes.',
  })
  async referralChanged(
    @Args('id', { type: () => UUID, nullable: true, description: 'Only this one.' }) only: string | null,
    @Live() live: LiveStreams,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LiveStream<ReferralView>> {
    const wants = wantsOf(info);
    return live.stream(
      (actor) => [liveTopics.referrals(actor.agencyId)],
      async (actor, id) => ((only ?? id) === id ? this.readings.execute(actor, id, wants) : null),
    );
  }
}
