import { neverReceives } from './ceilings.js';
import { scopeOf, type FieldPath } from './fields.js';
import type { DisclosureRequest } from './request.js';
import { readsContent } from './roles.js';
import { EMERGENCY_MAX_HOURS } from './vocabulary/disclosure.js';

const longestMs = EMERGENCY_MAX_HOURS * 3_600_000;

/** When an emergency disclosure is over: as it says itself, and 24 hours after it opened at the latest. */
export function emergencyEndsAt(emergency: { readonly opensAt: Date; readonly expiresAt: Date }): Date {
  return new Date(Math.min(emergency.expiresAt.getTime(), emergency.opensAt.getTime() + longestMs));
}

/**
 * Whether an open emergency disclosure names this field and this reader. It asks for no consent, no agreement and no
 * step-up, but it gives nobody what their kind never receives, no identity where the jurisdiction keeps identity off
 * the platform, and nothing to people whose role never reads content or to whom the case is closed.
 */
export function emergencyOpens(request: DisclosureRequest, path: FieldPath): boolean {
  const { reader, case: file, emergency, at } = request;
  if (emergency === null) return false;
  const scope = scopeOf(path);
  return (
    emergency.open &&
    emergency.fields.includes(path) &&
    emergency.readerPersonIds.includes(reader.personId) &&
    at.getTime() >= emergency.opensAt.getTime() &&
    at.getTime() < emergencyEndsAt(emergency).getTime() &&
    readsContent(reader.roles) &&
    !neverReceives(reader.agencyKind, scope) &&
    !(scope === 'IDENTITY' && file.jurisdictionForbidsIdentity) &&
    !file.conflictedPersonIds.includes(reader.personId)
  );
}
