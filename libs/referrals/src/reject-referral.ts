import { Injectable } from '@nestjs/common';
import { type Actor, REJECT_REASONS } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { changeOfReferral } from './input.js';
import { MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const rejectReferralInput = z.strictObject({ ...changeOfReferral, reason: z.enum(REJECT_REASONS) });
export type RejectReferralInput = z.input<typeof rejectReferralInput>;

/**
 * Declines. The reason stays out of the audit entry, which the sender's privacy officer reads: SAFETY_CONFLICT is shown to the
 * sender as CANNOT_MEET_NEED, or it would learn who else the recipient serves.
 */
@Injectable()
export class RejectReferral {
  constructor(private readonly referrals: MoveReferral) {}

  async execute(actor: Actor, input: RejectReferralInput, wants?: ReferralWants): Promise<ReferralView> {
    const rejection = parseInput(rejectReferralInput, input);
    return this.referrals.execute(
      actor,
      rejection,
      {
        mutation: 'rejectReferral',
        verb: 'reject',
        to: 'REJECTED',
        needsConsent: false,
        write: (held, at) => ({
          rejectReason: rejection.reason,
          acknowledgedAt: held.acknowledgedAt ?? at,
          decidedAt: at,
          closedAt: at,
        }),
      },
      wants,
    );
  }
}
