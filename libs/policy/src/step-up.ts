import type { Scope } from './vocabulary/case.js';

/** Scopes that ask for a second factor proved lately, on both sides of a referral. */
export const STEP_UP_SCOPES: readonly Scope[] = ['IDENTITY', 'LOCATION', 'ACCOUNT'];
export const STEP_UP_MINUTES = 5;

const windowMs = STEP_UP_MINUTES * 60_000;

export function needsStepUp(scope: Scope): boolean {
  return STEP_UP_SCOPES.includes(scope);
}

/** A step-up ends exactly five minutes after it; one dated in the future proves nothing. */
export function steppedUp(stepUpAt: Date | null, at: Date): boolean {
  if (stepUpAt === null) return false;
  const age = at.getTime() - stepUpAt.getTime();
  return age >= 0 && age < windowMs;
}
