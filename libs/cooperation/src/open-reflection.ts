import { Injectable } from '@nestjs/common';
import { reflectionDays, type Actor } from '#policy';
import { parseInput } from '#platform/database';
import { z } from 'zod';
import { ChangeReview } from './change-review.js';
import type { AgencyRequest } from './cooperation-views.js';
import { reviewFields } from './inputs.js';
import { reflecting } from './review.js';

const schema = z.strictObject({
  ...reviewFields,
  /** Until when nobody may press; what the jurisdiction gives if it is left out. */
  until: z.date().nullish(),
});

export type OpenReflectionInput = z.input<typeof schema>;

/** Gives the survivor time, or more of it. */
@Injectable()
export class OpenReflection {
  constructor(private readonly changeReview: ChangeReview) {}

  /** @throws NotFound @throws IllegalMove @throws InvalidInput when it would end too early or too late @throws StaleVersion */
  execute(actor: Actor, given: OpenReflectionInput): Promise<AgencyRequest> {
    const input = parseInput(schema, given);
    return this.changeReview.execute(actor, input, {
      verb: 'openReflection',
      action: 'openReflection',
      take: (_tx, review, { jurisdiction }, now) =>
        Promise.resolve({
          after: reflecting(review, input.until ?? null, reflectionDays(jurisdiction), now),
          details: { extended: review.state === 'REFLECTION' },
        }),
    });
  }
}
