import { Injectable } from '@nestjs/common';
import { type Actor, HOLD_REASONS } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { changeOfReferral } from './input.js';
import { MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const holdReferralInput = z.strictObject({ ...changeOfReferral, reason: z.enum(HOLD_REASONS) });
export type HoldReferralInput = z.input<typeof holdReferralInput>;

/** Lets the work rest; `StartReferral` takes it up again. */
@Injectable()
export class HoldReferral {
  constructor(private readonly referrals: MoveReferral) {}

  async execute(actor: Actor, input: HoldReferralInput, wants?: ReferralWants): Promise<ReferralView> {
    const hold = parseInput(holdReferralInput, input);
    return this.referrals.execute(
      actor,
      hold,
      {
        mutation: 'holdReferral',
        verb: 'hold',
        to: 'ON_HOLD',
        needsConsent: false,
        write: () => ({ stateReason: hold.reason }),
      },
      wants,
    );
  }
}
