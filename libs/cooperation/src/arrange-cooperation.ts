import { Injectable } from '@nestjs/common';
import { CONTACT_MODES, InvalidInput, NEUTRAL_VENUES, type Actor } from '#policy';
import { Config } from '#platform/config';
import { parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { releaseMoment } from './answer-batches.js';
import { ChangeReview } from './change-review.js';
import { CooperationArrangement } from './cooperation-arrangement.js';
import type { AgencyRow } from './cooperation-reader.js';
import type { AgencyRequest } from './cooperation-views.js';
import { reviewFields } from './inputs.js';
import { arranged } from './review.js';

const day = 24 * 3_600_000;
const longestWindowDays = 31;

const schema = z
  .strictObject({
    ...reviewFields,
    contactMode: z.enum(CONTACT_MODES),
    /** A kind of place that is neither side's; for a meeting, and for nothing else. */
    venue: z
      .enum(NEUTRAL_VENUES)
      .nullish()
      .transform((given) => given ?? null),
    startsAt: z.date(),
    endsAt: z.date(),
  })
  .refine(({ contactMode, venue }) => (contactMode === 'MEETING_AT_NEUTRAL_VENUE') === (venue !== null), {
    path: ['venue'],
    error: 'is named for a meeting at a neutral venue and for nothing else',
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, { path: ['endsAt'], error: 'is not after startsAt' })
  .refine(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= longestWindowDays * day, {
    path: ['endsAt'],
    error: `is more than ${longestWindowDays} days after startsAt`,
  });

export type ArrangeCooperationInput = z.input<typeof schema>;
type Parsed = z.output<typeof schema>;

/** Offers the police a way to talk, through the agency's relay, on the survivor's conditions. It leaves with the next batch. */
@Injectable()
export class ArrangeCooperation {
  constructor(
    private readonly changeReview: ChangeReview,
    private readonly config: Config,
  ) {}

  /** @throws NotFound @throws IllegalMove unless the survivor has agreed @throws InvalidInput @throws StaleVersion */
  execute(actor: Actor, given: ArrangeCooperationInput): Promise<AgencyRequest> {
    const input = parseInput(schema, given);
    return this.changeReview.execute(actor, input, {
      verb: 'arrange',
      action: 'arrangeCooperation',
      take: async (tx, review, row, now) => {
        const after = arranged(review, now);
        await this.write(tx, actor, row, input, now);
        return { after, details: { contactMode: input.contactMode, venue: input.venue } };
      },
    });
  }

  private async write(tx: Tx, actor: Actor, row: AgencyRow, input: Parsed, now: Date): Promise<void> {
    const { contactMode, venue, startsAt, endsAt } = input;
    const releaseAt = releaseMoment(now, row.answer_at, {
      batchMinutes: this.config.env.COOPERATION_BATCH_MINUTES,
      answerHours: this.config.env.COOPERATION_ANSWER_HOURS,
    });
    if (startsAt < releaseAt) {
      throw new InvalidInput(`The police hear of it at ${releaseAt.toISOString()}: it cannot start before.`, {
        path: ['input', 'startsAt'],
      });
    }
    await tx.manager.insert(CooperationArrangement, {
      requestId: row.id,
      policeAgencyId: row.police_agency_id,
      askedAgencyId: row.asked_agency_id,
      contactMode,
      venue,
      startsAt,
      endsAt,
      conditions: row.conditions,
      releaseAt,
      revokedAt: null,
      toldAt: null,
      arrangedBy: actor.personId,
      arrangedAt: now,
    });
  }
}
