import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { changeOfReferral } from './input.js';
import { type Move, MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const startReferralInput = z.strictObject(changeOfReferral);
export type StartReferralInput = z.input<typeof startReferralInput>;

/** ACCEPTED or ON_HOLD → IN_PROGRESS. */
export const start: Move = {
  mutation: 'startReferral',
  verb: 'start',
  to: 'IN_PROGRESS',
  needsConsent: true,
  write: () => ({ stateReason: null }),
};

/** Begins the work, or takes it up again after a hold. */
@Injectable()
export class StartReferral {
  constructor(private readonly referrals: MoveReferral) {}

  async execute(actor: Actor, input: StartReferralInput, wants?: ReferralWants): Promise<ReferralView> {
    return this.referrals.execute(actor, parseInput(startReferralInput, input), start, wants);
  }
}
