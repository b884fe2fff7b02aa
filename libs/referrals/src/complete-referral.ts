import { Injectable } from '@nestjs/common';
import { type Actor, type Outcome, OUTCOMES } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { RecordDepartureInstead } from './errors.js';
import { changeOfReferral } from './input.js';
import { type Move, MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const completeReferralInput = z.strictObject({
  ...changeOfReferral,
  outcome: z.enum(OUTCOMES),
  /** False closes it as FAILED; true unless told. */
  succeeded: z.boolean().nullish(),
});
export type CompleteReferralInput = z.input<typeof completeReferralInput>;

/** IN_PROGRESS or ON_HOLD → COMPLETED or FAILED, with an outcome. */
export function complete(outcome: Outcome, to: 'COMPLETED' | 'FAILED'): Move {
  return {
    mutation: 'completeReferral',
    verb: 'complete',
    to,
    needsConsent: false,
    write: (_held, at) => ({ outcome, stateReason: null, closedAt: at }),
  };
}

/** Ends the work and says what came of it. */
@Injectable()
export class CompleteReferral {
  constructor(private readonly referrals: MoveReferral) {}

  /** @throws RecordDepartureInstead for a placement: its bed is counted until the departure */
  async execute(actor: Actor, input: CompleteReferralInput, wants?: ReferralWants): Promise<ReferralView> {
    const completion = parseInput(completeReferralInput, input);
    const to = completion.succeeded === false ? 'FAILED' : 'COMPLETED';
    return this.referrals.execute(
      actor,
      completion,
      {
        ...complete(completion.outcome, to),
        check: (held) => {
          if (held.kind === 'PLACEMENT' && to === 'COMPLETED') throw new RecordDepartureInstead();
        },
      },
      wants,
    );
  }
}
