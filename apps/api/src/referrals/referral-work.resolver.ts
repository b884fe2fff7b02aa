import { Args, Info, Mutation, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '#policy';
import { CompleteReferral, HoldReferral, StartReferral, type ReferralView } from '#referrals';
import { CurrentActor, Requires } from '../graphql/index.js';
import { CompleteReferralInput, HoldReferralInput, StartReferralInput } from './referral.inputs.js';
import { ReferralObject } from './referral.types.js';
import { wantsOf } from './referral-wants.js';

/** What the recipient does once it has accepted. */
@Resolver()
export class ReferralWorkResolver {
  constructor(
    private readonly starts: StartReferral,
    private readonly holds: HoldReferral,
    private readonly completions: CompleteReferral,
  ) {}

  @Requires('start', 'Referral')
  @Mutation(() => ReferralObject, { description: 'ACCEPTED or ON_HOLD → IN_PROGRESS.' })
  async startReferral(
    @Args('input') input: StartReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.starts.execute(actor, input, wantsOf(info));
  }

  @Requires('hold', 'Referral')
  @Mutation(() => ReferralObject, { description: 'IN_PROGRESS → ON_HOLD.' })
  async holdReferral(
    @Args('input') input: HoldReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.holds.execute(actor, input, wantsOf(info));
  }

  @Requires('complete', 'Referral')
  @Mutation(() => ReferralObject, { description: 'IN_PROGRESS or ON_HOLD → COMPLETED or FAILED, with an outcome.' })
  async completeReferral(
    @Args('input') input: CompleteReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.completions.execute(actor, input, wantsOf(info));
  }
}
