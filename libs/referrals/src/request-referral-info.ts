import { Injectable } from '@nestjs/common';
import { type Actor, NEEDS_CARD_ITEMS } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { changeOfReferral, noneTwice } from './input.js';
import { MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const requestReferralInfoInput = z.strictObject({
  ...changeOfReferral,
  items: z
    .array(z.enum(NEEDS_CARD_ITEMS))
    .min(1)
    .max(NEEDS_CARD_ITEMS.length)
    .refine(...noneTwice),
});
export type RequestReferralInfoInput = z.input<typeof requestReferralInfoInput>;

/** Asks to be told items of the needs card more exactly. There is no place for a question in words, which could name somebody. */
@Injectable()
export class RequestReferralInfo {
  constructor(private readonly referrals: MoveReferral) {}

  async execute(actor: Actor, input: RequestReferralInfoInput, wants?: ReferralWants): Promise<ReferralView> {
    const request = parseInput(requestReferralInfoInput, input);
    return this.referrals.execute(
      actor,
      request,
      {
        mutation: 'requestReferralInfo',
        verb: 'requestInfo',
        to: 'INFO_REQUESTED',
        needsConsent: true,
        write: (held, at) => ({ infoAsked: request.items, acknowledgedAt: held.acknowledgedAt ?? at }),
      },
      wants,
    );
  }
}
