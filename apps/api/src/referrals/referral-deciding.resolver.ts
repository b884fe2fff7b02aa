import { Args, Info, Mutation, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '#policy';
import {
  AcceptReferral,
  AcknowledgeReferral,
  RejectReferral,
  RequestReferralInfo,
  WaitlistReferral,
  type ReferralView,
} from '#referrals';
import { CurrentActor, Requires } from '../graphql/index.js';
import {
  AcceptReferralInput,
  AcknowledgeReferralInput,
  RejectReferralInput,
  RequestReferralInfoInput,
  WaitlistReferralInput,
} from './referral.inputs.js';
import { ReferralObject } from './referral.types.js';
import { wantsOf } from './referral-wants.js';

/** What the recipient does until it has decided. */
@Resolver()
export class ReferralDecidingResolver {
  constructor(
    private readonly acknowledgements: AcknowledgeReferral,
    private readonly questions: RequestReferralInfo,
    private readonly waitlists: WaitlistReferral,
    private readonly acceptances: AcceptReferral,
    private readonly rejections: RejectReferral,
  ) {}

  @Requires('acknowledge', 'Referral')
  @Mutation(() => ReferralObject, { description: 'Says that it has arrived; the state stays.' })
  async acknowledgeReferral(
    @Args('input') input: AcknowledgeReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.acknowledgements.execute(actor, input, wantsOf(info));
  }

  @Requires('requestInfo', 'Referral')
  @Mutation(() => ReferralObject, {
    description: 'REQUESTED → INFO_REQUESTED. Items of the needs card; there is no question in words.',
  })
  async requestReferralInfo(
    @Args('input') input: RequestReferralInfoInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.questions.execute(actor, input, wantsOf(info));
  }

  @Requires('waitlist', 'Referral')
  @Mutation(() => ReferralObject, { description: 'REQUESTED → WAITLISTED. The deadline to decide runs on.' })
  async waitlistReferral(
    @Args('input') input: WaitlistReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.waitlists.execute(actor, input, wantsOf(info));
  }

  @Requires('accept', 'Referral')
  @Mutation(() => ReferralObject, { description: 'REQUESTED or WAITLISTED → ACCEPTED. Opens what consent covers.' })
  async acceptReferral(
    @Args('input') input: AcceptReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.acceptances.execute(actor, input, wantsOf(info));
  }

  @Requires('reject', 'Referral')
  @Mutation(() => ReferralObject, { description: 'REQUESTED or WAITLISTED → REJECTED.' })
  async rejectReferral(
    @Args('input') input: RejectReferralInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReferralView> {
    return this.rejections.execute(actor, input, wantsOf(info));
  }
}
