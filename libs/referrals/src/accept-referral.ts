import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { NoAgreement } from './errors.js';
import { changeOfReferral } from './input.js';
import { MoveReferral } from './move-referral.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const acceptReferralInput = z.strictObject(changeOfReferral);
export type AcceptReferralInput = z.input<typeof acceptReferralInput>;

/** Takes the referral on. From this moment the recipient sees what consent covers, and is asked to purge it when consent ends. */
@Injectable()
export class AcceptReferral {
  constructor(private readonly referrals: MoveReferral) {}

  async execute(actor: Actor, input: AcceptReferralInput, wants?: ReferralWants): Promise<ReferralView> {
    return this.referrals.execute(
      actor,
      parseInput(acceptReferralInput, input),
      {
        mutation: 'acceptReferral',
        verb: 'accept',
        to: 'ACCEPTED',
        needsConsent: true,
        check: (held) => {
          if (held.agreementScopes === null) throw new NoAgreement();
        },
        write: (held, at) => ({ acknowledgedAt: held.acknowledgedAt ?? at, decidedAt: at }),
      },
      wants,
    );
  }
}
