import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type ConsentView, RecordConsent, WithdrawConsent } from '#consents';
import type { Actor } from '#policy';
import { CurrentActor, Requires } from '../graphql/index.js';
import { RecordConsentInput, WithdrawConsentInput } from './consent.inputs.js';
import { ConsentType } from './consent.types.js';

@Resolver()
export class ConsentResolver {
  constructor(
    private readonly recordings: RecordConsent,
    private readonly withdrawals: WithdrawConsent,
  ) {}

  @Requires('record', 'Consent')
  @Mutation(() => ConsentType, { description: 'Records what the survivor agreed to, or refused.' })
  recordConsent(@Args('input') input: RecordConsentInput, @CurrentActor() actor: Actor): Promise<ConsentView> {
    return this.recordings.execute(actor, input);
  }

  @Requires('withdraw', 'Consent')
  @Mutation(() => ConsentType, {
    description: 'Ends a consent because the survivor says so. The recipient sees nothing from its next request on.',
  })
  withdrawConsent(@Args('input') input: WithdrawConsentInput, @CurrentActor() actor: Actor): Promise<ConsentView> {
    return this.withdrawals.execute(actor, input);
  }
}
