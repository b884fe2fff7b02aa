import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor, Scope } from '#policy';
import {
  AnswerPurge,
  ExplainDisclosure,
  PreviewDisclosure,
  type DisclosurePreview,
  type PurgeRequestView,
} from '#referrals';
import { CurrentActor, enums, Requires, UUID } from '../graphql/index.js';
import { DisclosureExplanationObject, DisclosurePreviewObject } from './disclosure-preview.types.js';
import { AnswerPurgeInput, DisclosurePreviewInput } from './referral.inputs.js';
import { PurgeRequestObject } from './referral.types.js';

/** What a referral discloses: before it is sent, while it stands, and after consent has ended. */
@Resolver()
export class DisclosurePreviewResolver {
  constructor(
    private readonly previews: PreviewDisclosure,
    private readonly explanations: ExplainDisclosure,
    private readonly purges: AnswerPurge,
  ) {}

  @Requires('preview', 'Disclosure')
  @Query(() => DisclosurePreviewObject, {
    description: 'Exactly what the recipient will see, before anything is sent.',
  })
  async disclosurePreview(
    @Args('input') input: DisclosurePreviewInput,
    @CurrentActor() actor: Actor,
  ): Promise<DisclosurePreview> {
    return this.previews.execute(actor, input);
  }

  @Requires('explain', 'Disclosure')
  @Query(() => DisclosureExplanationObject, {
    description:
      'Each condition for the recipient to see a scope, as of now. For the sender’s case team and privacy officer.',
  })
  async explainDisclosure(
    @Args('referralId', { type: () => UUID }) referralId: string,
    @Args('scope', { type: () => enums.Scope }) scope: Scope,
    @CurrentActor() actor: Actor,
  ): Promise<DisclosureExplanationObject> {
    const { gates, disclosure } = await this.explanations.execute(actor, { referralId, scope });
    const conjuncts = gates.map(({ gate, open, reason, shutFields }) => ({
      name: gate,
      holds: open,
      reason,
      withheldFields: shutFields,
    }));
    return { referralId, scope, disclosure, conjuncts };
  }

  @Requires('answerPurge', 'Consent')
  @Mutation(() => PurgeRequestObject, { description: 'Says that it is purged, or on what basis something is kept.' })
  async answerPurge(@Args('input') input: AnswerPurgeInput, @CurrentActor() actor: Actor): Promise<PurgeRequestView> {
    return this.purges.execute(actor, input);
  }
}
