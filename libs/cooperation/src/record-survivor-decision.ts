import { Injectable } from '@nestjs/common';
import { reflectionDays, SURVIVOR_CONDITIONS, SURVIVOR_DECISIONS, type Actor } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { ChangeReview } from './change-review.js';
import type { AgencyRequest } from './cooperation-views.js';
import { reviewFields, someOf } from './inputs.js';
import { decided } from './review.js';

const schema = z
  .strictObject({
    ...reviewFields,
    decision: z.enum(SURVIVOR_DECISIONS),
    /** What the survivor asks for; with AGREE_WITH_CONDITIONS and with nothing else. */
    conditions: someOf(SURVIVOR_CONDITIONS, 0)
      .nullish()
      .transform((given) => given ?? []),
    /** The survivor wishes to end a reflection period that still runs. */
    endedBySurvivor: z
      .boolean()
      .nullish()
      .transform((given) => given ?? false),
    /** The advocate was with the survivor. */
    advocatePresent: z
      .boolean()
      .nullish()
      .transform((given) => given ?? false),
  })
  .refine(({ decision, conditions }) => (decision === 'AGREE_WITH_CONDITIONS') === conditions.length > 0, {
    path: ['conditions'],
    error: 'are named with AGREE_WITH_CONDITIONS, at least one, and with no other decision',
  });

export type RecordSurvivorDecisionInput = z.input<typeof schema>;

/**
 * Writes down what the survivor said. A decision changes no service. To decline after agreeing is a withdrawal: the
 * arrangement ends in the same transaction (the database sees to it), so the police lose it on their next request.
 */
@Injectable()
export class RecordSurvivorDecision {
  constructor(private readonly changeReview: ChangeReview) {}

  /** @throws NotFound @throws IllegalMove @throws ReflectionRunning @throws InvalidInput @throws StaleVersion */
  execute(actor: Actor, given: RecordSurvivorDecisionInput): Promise<AgencyRequest> {
    const input = parseInput(schema, given);
    const { decision, endedBySurvivor, advocatePresent } = input;
    return this.changeReview.execute(actor, input, {
      verb: 'recordDecision',
      action: 'recordSurvivorDecision',
      take: (_tx, review, { jurisdiction }, now) =>
        Promise.resolve({
          after: decided(review, input, reflectionDays(jurisdiction), now),
          details: { decision, endedBySurvivor, advocatePresent },
        }),
    });
  }
}
