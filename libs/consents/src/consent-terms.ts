import {
  CONSENT_HOURS,
  DEFAULT_CONSENT_DURATION,
  fieldPathsOf,
  InvalidInput,
  MAX_CONSENT_HOURS,
  mayServe,
  needsNamedPerson,
  parseFieldPath,
  purposeNeeds,
  PURPOSES_OF_KIND,
  scopeOf,
  SCOPES,
  UNSIGNED_LAPSE_HOURS,
  withinCeiling,
  type AgencyKind,
  type AgeStatus,
  type FieldPath,
} from '#policy';
import type { ConsentToRecord } from './consent-input.js';
import { GuardianRulesUnmet, PurposeNotAllowed, ScopeAboveCeiling } from './errors.js';
import { UNDERSTANDINGS } from './understanding.js';

const hourMs = 3_600_000;
/** Clocks differ by a little; a consent that begins "now" by the caller's clock is not one in the past. */
const clockToleranceMs = 5 * 60_000;
const latestStartDays = 30;

export interface Term {
  readonly validFrom: Date;
  readonly expiresAt: Date;
}

/**
 * From when until when the consent stands. One given by word of mouth lapses after 72 hours whatever was agreed.
 * @throws InvalidInput if it begins in the past or ends later than 90 days after it begins
 */
export function termOf(
  input: Pick<ConsentToRecord, 'validFrom' | 'duration' | 'expiresAt' | 'method'>,
  now: Date,
): Term {
  const validFrom = startOf(input.validFrom, now);
  const agreed = endOf(input, validFrom);
  const lapse = UNSIGNED_LAPSE_HOURS[input.method];
  const latest = lapse === null ? agreed : Math.min(agreed, validFrom.getTime() + lapse * hourMs);
  return { validFrom, expiresAt: new Date(latest) };
}

function startOf(asked: Date | null, now: Date): Date {
  const from = asked ?? now;
  if (from.getTime() < now.getTime() - clockToleranceMs)
    throw wrong('validFrom', 'A consent cannot begin in the past.');
  if (from.getTime() > now.getTime() + latestStartDays * 24 * hourMs) {
    throw wrong('validFrom', `A consent begins within ${latestStartDays} days.`, { limit: latestStartDays });
  }
  return from.getTime() < now.getTime() ? now : from;
}

function endOf({ duration, expiresAt }: Pick<ConsentToRecord, 'duration' | 'expiresAt'>, validFrom: Date): number {
  if (expiresAt === null) return validFrom.getTime() + CONSENT_HOURS[duration ?? DEFAULT_CONSENT_DURATION] * hourMs;
  if (duration !== null) throw wrong('expiresAt', 'Give either a duration or an end, not both.');
  const ends = expiresAt.getTime();
  const latest = validFrom.getTime() + MAX_CONSENT_HOURS * hourMs;
  if (ends <= validFrom.getTime()) throw wrong('expiresAt', 'A consent ends after it begins.');
  if (ends > latest + clockToleranceMs) {
    const limit = MAX_CONSENT_HOURS / 24;
    throw wrong('expiresAt', `A consent ends ${limit} days after it begins at the latest; an extension is a new one.`, {
      limit,
    });
  }
  return Math.min(ends, latest);
}

/** @throws PurposeNotAllowed @throws ScopeAboveCeiling */
export function demandWithinCeiling(
  input: Pick<ConsentToRecord, 'purpose' | 'scopes'>,
  kind: AgencyKind,
  jurisdictionForbidsIdentity: boolean,
): void {
  const { purpose, scopes } = input;
  if (!mayServe(kind, purpose)) throw new PurposeNotAllowed(PURPOSES_OF_KIND[kind]);
  // Where identity may not travel nothing does: such a referral carries the needs card only.
  const allowed = jurisdictionForbidsIdentity
    ? []
    : SCOPES.filter((scope) => withinCeiling(kind, scope) && purposeNeeds(purpose, scope));
  const above = scopes.filter((scope) => !allowed.includes(scope));
  if (above.length > 0) throw new ScopeAboveCeiling(above, allowed);
}

/** @returns full paths, in the order they were named @throws InvalidInput for what is no field of the consent's scopes */
export function excludedPaths({
  scopes,
  excludedFields,
}: Pick<ConsentToRecord, 'scopes' | 'excludedFields'>): FieldPath[] {
  const allowed = scopes.flatMap(fieldPathsOf);
  const paths = excludedFields.map((text, index) => {
    const path = parseFieldPath(text);
    if (path === null || !scopes.includes(scopeOf(path))) {
      const where = ['input', 'excludedFields', index];
      throw new InvalidInput('An excluded field is one of the scopes that are consented to.', { path: where, allowed });
    }
    return path;
  });
  return [...new Set(paths)];
}

/** @throws InvalidInput */
export function demandNamedPerson({
  scopes,
  recipientPersonId,
}: Pick<ConsentToRecord, 'scopes' | 'recipientPersonId'>): void {
  const [needing] = scopes.filter(needsNamedPerson);
  if (needing !== undefined && recipientPersonId === null) {
    throw wrong('recipientPersonId', `${needing} goes to one named person: name who.`);
  }
  if (needing === undefined && recipientPersonId !== null) {
    throw wrong('recipientPersonId', 'A person is named for a scope that goes to one person only.');
  }
}

/**
 * Who may grant. A refusal needs nobody's permission.
 * @throws GuardianRulesUnmet
 */
export function demandGrantor(
  ageStatus: AgeStatus,
  input: Pick<ConsentToRecord, 'grantedBy' | 'guardianConflictChecked' | 'minorAssent' | 'refused'>,
): void {
  const { grantedBy, guardianConflictChecked, minorAssent, refused } = input;
  if (refused) return;
  if (ageStatus === 'ADULT') {
    if (grantedBy === 'GUARDIAN') {
      throw new GuardianRulesUnmet('An adult grants it, or a guardian whom a court has appointed.', 'grantedBy', [
        'SELF',
        'COURT_GUARDIAN',
      ]);
    }
    if (minorAssent !== null) throw new GuardianRulesUnmet('Assent is what a child gives.', 'minorAssent');
  } else {
    if (grantedBy === 'SELF') {
      throw new GuardianRulesUnmet('For a child a guardian grants it.', 'grantedBy', ['GUARDIAN', 'COURT_GUARDIAN']);
    }
    if (minorAssent === null) throw new GuardianRulesUnmet('Record what the child itself said.', 'minorAssent');
  }
  if (grantedBy !== 'SELF' && !guardianConflictChecked) {
    throw new GuardianRulesUnmet(
      'Check first that the guardian has no interest of their own in it.',
      'guardianConflictChecked',
    );
  }
}

/** @throws InvalidInput unless everything that a consent rests on was understood; `details.allowed` is what is missing */
export function demandUnderstanding({ understood, refused }: Pick<ConsentToRecord, 'understood' | 'refused'>): void {
  const missing = UNDERSTANDINGS.filter((point) => !understood.includes(point));
  if (refused || missing.length === 0) return;
  throw new InvalidInput('A consent counts once all of this was understood.', {
    path: ['input', 'understood'],
    allowed: missing,
  });
}

function wrong(field: string, message: string, more: { readonly limit?: number } = {}): InvalidInput {
  return new InvalidInput(message, { path: ['input', field], ...more });
}
