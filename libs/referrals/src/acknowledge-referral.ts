import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { changeOfReferral } from './input.js';
import { MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const acknowledgeReferralInput = z.strictObject(changeOfReferral);
export type AcknowledgeReferralInput = z.input<typeof acknowledgeReferralInput>;

/** "We have it": stops the first deadline, decides nothing. Said twice it stays as it was said first. */
@Injectable()
export class AcknowledgeReferral {
  constructor(private readonly referrals: MoveReferral) {}

  async execute(actor: Actor, input: AcknowledgeReferralInput, wants?: ReferralWants): Promise<ReferralView> {
    return this.referrals.execute(
      actor,
      parseInput(acknowledgeReferralInput, input),
      {
        mutation: 'acknowledgeReferral',
        verb: 'acknowledge',
        to: null,
        from: ['REQUESTED', 'INFO_REQUESTED', 'WAITLISTED'],
        needsConsent: false,
        write: (held, at) => ({ acknowledgedAt: held.acknowledgedAt ?? at }),
      },
      wants,
    );
  }
}
