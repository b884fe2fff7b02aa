import { InvalidInput, RISK_LEVELS, RISK_REVIEW_DAYS, type Actor, type RiskLevel } from '#policy';
import { text } from '#platform/database';
import { z } from 'zod';
import type { RiskAssessment } from './sections.js';
import { moment, oneOf, orNull } from './shapes.js';

const dayMs = 86_400_000;

/** A new assessment. Without a date the next review is due as late as the level allows. */
export const riskSchema = z.strictObject({
  level: oneOf(RISK_LEVELS),
  survivorView: orNull(text({ max: 2_000 })),
  nextReviewAt: orNull(moment),
});

export interface AssessedRisk {
  readonly level: RiskLevel;
  readonly reviewDueAt: Date;
  readonly assessment: RiskAssessment;
}

/** @throws InvalidInput if the next review lies in the past, or later than 30, 7 or 1 days from now by the level */
export function assessRisk(actor: Actor, risk: z.output<typeof riskSchema>, now: Date): AssessedRisk {
  const latest = new Date(now.getTime() + RISK_REVIEW_DAYS[risk.level] * dayMs);
  const reviewDueAt = risk.nextReviewAt === null ? latest : new Date(risk.nextReviewAt);
  if (reviewDueAt.getTime() <= now.getTime() || reviewDueAt.getTime() > latest.getTime()) {
    throw new InvalidInput(
      `At ${risk.level} the next review is due within ${RISK_REVIEW_DAYS[risk.level]} days from now, and after now.`,
      { path: ['input', 'risk', 'nextReviewAt'], limit: RISK_REVIEW_DAYS[risk.level] },
    );
  }
  return {
    level: risk.level,
    reviewDueAt,
    assessment: {
      level: risk.level,
      survivorView: risk.survivorView,
      assessorId: actor.personId,
      assessor: actor.displayName,
      assessedAt: now.toISOString(),
      nextReviewAt: reviewDueAt.toISOString(),
    },
  };
}
