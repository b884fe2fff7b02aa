import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import { CaseReader, needsCardInputSchema } from '#cases';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { changeOfReferral } from './input.js';
import { MoveReferral } from './move-referral.js';
import { needsCardOf } from './needs-card-snapshot.js';
import type { ReferralWants } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

const answerReferralInfoInput = z.strictObject({
  ...changeOfReferral,
  /** The whole card anew; the case's present one when left out. */
  needsCard: needsCardInputSchema.nullish(),
});
export type AnswerReferralInfoInput = z.input<typeof answerReferralInfoInput>;

/** Answers what was asked with a needs card brought up to date, and hands the decision back to the recipient. */
@Injectable()
export class AnswerReferralInfo {
  constructor(
    private readonly referrals: MoveReferral,
    private readonly cases: CaseReader,
  ) {}

  async execute(actor: Actor, input: AnswerReferralInfoInput, wants?: ReferralWants): Promise<ReferralView> {
    const answer = parseInput(answerReferralInfoInput, input);
    return this.referrals.execute(
      actor,
      answer,
      {
        mutation: 'answerReferralInfo',
        verb: 'answerInfo',
        to: 'REQUESTED',
        from: ['INFO_REQUESTED'],
        needsConsent: true,
        write: async (held, _at, tx) => {
          const file = await this.cases.facts(tx, held.caseId);
          return { needsCard: needsCardOf(file, answer.needsCard ?? file.needsCard), infoAsked: [] };
        },
      },
      wants,
    );
  }
}
