import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { changeOfReferral } from './input.js';
import { MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const waitlistReferralInput = z.strictObject(changeOfReferral);
export type WaitlistReferralInput = z.input<typeof waitlistReferralInput>;

/** "Not now, but we keep your place." It is no decision: the deadline to decide runs on. */
@Injectable()
export class WaitlistReferral {
  constructor(private readonly referrals: MoveReferral) {}

  async execute(actor: Actor, input: WaitlistReferralInput, wants?: ReferralWants): Promise<ReferralView> {
    return this.referrals.execute(
      actor,
      parseInput(waitlistReferralInput, input),
      {
        mutation: 'waitlistReferral',
        verb: 'waitlist',
        to: 'WAITLISTED',
        needsConsent: true,
        write: (held, at) => ({ acknowledgedAt: held.acknowledgedAt ?? at }),
      },
      wants,
    );
  }
}
