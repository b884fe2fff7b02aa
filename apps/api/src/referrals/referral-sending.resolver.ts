import { Args, Info, Mutation, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '#policy';
import { AnswerReferralInfo, CancelReferral, SendReferral, type ReferralView } from '#referrals';
import { CurrentActor, Requires } from '../graphql/index.js';
import { AnswerReferralInfoInput, CancelReferralInput, SendReferralInput } from './referral.inputs.js';
import { ReferralObject } from './referral.types.js';
import { wantsOf } from './referral-wants.js';

/** What the sender does. */
@Resolver()
export class ReferralSendingResolver {
  constructor(
    private readonly sendings: SendReferral,
    private readonly answers: AnswerReferralInfo,
    private readonly cancellations: CancelReferral,
  ) {}

  @Requires('send', 'Referral')
  @Mutation(() => ReferralObject, { description: 'Sends a referral, keeps one as a draft, or sends a draft.' })
  async sendReferral(
    @Args('input') input: SendReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.sendings.execute(actor, input, wantsOf(info));
  }

  @Requires('answerInfo', 'Referral')
  @Mutation(() => ReferralObject, { description: 'INFO_REQUESTED → REQUESTED, with a needs card brought up to date.' })
  async answerReferralInfo(
    @Args('input') input: AnswerReferralInfoInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.answers.execute(actor, input, wantsOf(info));
  }

  @Requires('cancel', 'Referral')
  @Mutation(() => ReferralObject, { description: 'Any open state → CANCELLED or ENTERED_IN_ERROR.' })
  async cancelReferral(
    @Args('input') input: CancelReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.cancellations.execute(actor, input, wantsOf(info));
  }
}
