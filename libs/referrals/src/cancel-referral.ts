import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { changeOfReferral } from './input.js';
import { MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const cancelReferralInput = z.strictObject({
  ...changeOfReferral,
  /** It should never have been sent: ENTERED_IN_ERROR in place of CANCELLED. */
  enteredInError: z.boolean().nullish(),
});
export type CancelReferralInput = z.input<typeof cancelReferralInput>;

/** The sender takes an open referral, or a draft, back. The recipient sees from then on that it ended, and no more. */
@Injectable()
export class CancelReferral {
  constructor(private readonly referrals: MoveReferral) {}

  async execute(actor: Actor, input: CancelReferralInput, wants?: ReferralWants): Promise<ReferralView> {
    const cancellation = parseInput(cancelReferralInput, input);
    return this.referrals.execute(
      actor,
      cancellation,
      {
        mutation: 'cancelReferral',
        verb: 'cancel',
        to: cancellation.enteredInError === true ? 'ENTERED_IN_ERROR' : 'CANCELLED',
        needsConsent: false,
        write: (_held, at) => ({ stateReason: null, closedAt: at }),
      },
      wants,
    );
  }
}
