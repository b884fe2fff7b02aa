import { Injectable } from '@nestjs/common';
import { type Actor, OPEN_REFERRAL_STATES, type Outcome } from '#policy';
import type { Tx } from '#platform/database';
import { complete } from './complete-referral.js';
import { MoveReferral } from './move-referral.js';
import { ReferralReader } from './referral-reader.js';
import { start } from './start-referral.js';

/** The moves that a bed makes: an arrival begins the work, a departure completes it. Both in the transaction that counts the bed. */
@Injectable()
export class PlacementReferrals {
  constructor(
    private readonly referrals: MoveReferral,
    private readonly reader: ReferralReader,
  ) {}

  /** ACCEPTED → IN_PROGRESS; if work has begun already, nothing. */
  async start(tx: Tx, actor: Actor, referralId: string): Promise<void> {
    const { state } = await this.reader.hold(tx, actor, referralId);
    if (state === 'IN_PROGRESS' || state === 'ON_HOLD') return;
    await this.referrals.move(tx, actor, { referralId }, start);
  }

  /** IN_PROGRESS or ON_HOLD → COMPLETED; if it has ended already, nothing. */
  async complete(tx: Tx, actor: Actor, referralId: string, outcome: Outcome): Promise<void> {
    const { state } = await this.reader.hold(tx, actor, referralId);
    if (!OPEN_REFERRAL_STATES.includes(state)) return;
    await this.referrals.move(tx, actor, { referralId }, complete(outcome, 'COMPLETED'));
  }
}
