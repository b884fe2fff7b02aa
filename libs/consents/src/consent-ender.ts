import type { Actor } from '#policy';
import type { Tx } from '#platform/database';
import type { Consent } from './consent.js';

/** The consent as it stood when it ended. */
export type EndedConsent = Consent;
export type ConsentEnding = 'CONSENT_WITHDRAWN' | 'EXPIRED';

/**
 * What a consent's end means to another feature. Runs in the transaction that ends it, after the consent's own row has
 * changed; an error undoes both.
 */
export interface ConsentEnder {
  /** @param actor null when the clock ended it */
  consentEnded(tx: Tx, actor: Actor | null, consent: EndedConsent, why: ConsentEnding): Promise<void>;
}

/** Every `ConsentEnder` of the product. */
export const CONSENT_ENDERS = Symbol('CONSENT_ENDERS');
