import { Injectable } from '@nestjs/common';
import { CaseReader } from '#cases';
import { may, NotFound, ofCase, type Actor, type ReviewFinding } from '#policy';
import { parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { ChangeReview, type ReviewInput } from './change-review.js';
import type { AgencyRequest } from './cooperation-views.js';
import { reviewFields } from './inputs.js';
import { linked, notKnown } from './review.js';

const schema = z.discriminatedUnion('finding', [
  z.strictObject({ ...reviewFields, finding: z.literal('OWN_CASE'), caseId: z.uuid() }),
  z.strictObject({ ...reviewFields, finding: z.literal('NOT_KNOWN'), caseId: z.null().optional() }),
]);

export interface ReviewCooperationRequestInput extends ReviewInput {
  readonly finding: ReviewFinding;
  /** With OWN_CASE, and with nothing else. */
  readonly caseId?: string | null | undefined;
}

/** The advocate finds out whether the agency knows the person: one of its own cases, or nobody. The police hear of neither. */
@Injectable()
export class ReviewCooperationRequest {
  constructor(
    private readonly changeReview: ChangeReview,
    private readonly cases: CaseReader,
  ) {}

  /** @throws NotFound for a request or a case that is not the actor's to see @throws IllegalMove @throws StaleVersion */
  execute(actor: Actor, given: ReviewCooperationRequestInput): Promise<AgencyRequest> {
    const input = parseInput(schema, given);
    return this.changeReview.execute(actor, input, {
      verb: 'review',
      action: 'reviewCooperationRequest',
      take: async (tx, review, _, now) => {
        const details = { finding: input.finding };
        if (input.finding === 'NOT_KNOWN') return { after: notKnown(review, actor.personId, now), details };
        await this.demandReadable(tx, actor, input.caseId);
        return { after: linked(review, input.caseId, actor.personId, now), details };
      },
    });
  }

  private async demandReadable(tx: Tx, actor: Actor, caseId: string): Promise<void> {
    const file = await this.cases.facts(tx, caseId);
    if (!may(actor, 'read', ofCase('Case', file))) throw new NotFound();
  }
}
