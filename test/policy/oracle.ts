import type { DisclosureRequest, Scope, WithheldReason } from '#policy';
import {
  CEILING,
  CONSENT_SAYS,
  FIELDS_OF,
  NEED,
  OWNER_ROLE,
  RECIPIENT_ROLE,
  REFERRAL_SAYS,
  serves,
} from './expected-tables.js';

// A second opinion on every disclosure: one field at a time, one plain `if` after the other, slow and obvious.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RANK: readonly WithheldReason[] = [
  'ABOVE_CEILING',
  'NOT_NEEDED_FOR_PURPOSE',
  'NO_AGREEMENT',
  'NOT_YET_ACCEPTED',
  'REFERRAL_CLOSED',
  'NO_CONSENT',
  'CONSENT_WITHDRAWN',
  'CONSENT_EXPIRED',
  'ROLE_NOT_PERMITTED',
  'STEP_UP_REQUIRED',
];

export type FieldAnswer = 'OWNER' | 'CONSENT' | 'EMERGENCY' | WithheldReason;

export function expectedField(q: DisclosureRequest, scope: Scope, field: string): FieldAnswer {
  const byRule = ruleFor(q, scope, field);
  if (byRule === 'OWNER' || byRule === 'CONSENT') return byRule;
  return emergencyNames(q, scope, field) ? 'EMERGENCY' : byRule;
}

function ruleFor(q: DisclosureRequest, scope: Scope, field: string): 'OWNER' | 'CONSENT' | WithheldReason {
  const { reader, referral, consent, agreement } = q;
  const now = q.at.getTime();
  const conflicted = q.case.conflictedPersonIds.includes(reader.personId);

  if (q.case.ownerAgencyId === reader.agencyId) {
    if (scope === 'IDENTITY' && q.case.jurisdictionForbidsIdentity) return 'ABOVE_CEILING';
    if (reader.agencyKind === 'LAW_ENFORCEMENT') return 'ABOVE_CEILING';
    const worksOnIt = q.case.assignedPersonIds.includes(reader.personId);
    const reach = reader.roles.map((role) => OWNER_ROLE[role]);
    if (!reach.includes('all') && !(reach.includes('its own') && worksOnIt)) return 'ROLE_NOT_PERMITTED';
    if (conflicted) return 'ROLE_NOT_PERMITTED';
    return lacksStepUp(q, scope) ? 'STEP_UP_REQUIRED' : 'OWNER';
  }

  if (referral?.recipientAgencyId !== reader.agencyId) return 'NO_CONSENT';
  const says = REFERRAL_SAYS[referral.state];
  if (says === 'secret') return 'NO_CONSENT';

  if (q.case.jurisdictionForbidsIdentity) return 'ABOVE_CEILING';
  if (!CEILING[reader.agencyKind].has(scope)) return 'ABOVE_CEILING';
  if (reader.agencyKind === 'RELIGIOUS' && scope === 'IDENTITY' && field !== 'preferredName') return 'ABOVE_CEILING';
  if (!serves(reader.agencyKind, referral.purpose)) return 'ABOVE_CEILING';
  if (!NEED[referral.purpose].has(scope)) return 'NOT_NEEDED_FOR_PURPOSE';

  if (!agreement?.active || now >= agreement.expiresAt.getTime()) return 'NO_AGREEMENT';
  if (!agreement.scopes.includes(scope) || !agreement.purposes.includes(referral.purpose)) return 'NO_AGREEMENT';

  if (says === 'not yet') return 'NOT_YET_ACCEPTED';
  if (says === 'over') return 'REFERRAL_CLOSED';
  if (says === 'withdrawn') return 'CONSENT_WITHDRAWN';

  if (consent?.purpose !== referral.purpose) return 'NO_CONSENT';
  if (consent.recipientAgencyId !== reader.agencyId) return 'NO_CONSENT';
  const word = CONSENT_SAYS[consent.state];
  if (word === 'nothing' || !consent.scopes.includes(scope)) return 'NO_CONSENT';
  if (consent.excludedFields.some((path) => path === `${scope}.${field}`)) return 'NO_CONSENT';
  if (now < consent.validFrom.getTime()) return 'NO_CONSENT';
  if (word === 'withdrawn') return 'CONSENT_WITHDRAWN';
  if (word === 'expired' || now >= consent.expiresAt.getTime()) return 'CONSENT_EXPIRED';

  if (!reader.roles.some((role) => RECIPIENT_ROLE[role].has(scope))) return 'ROLE_NOT_PERMITTED';
  for (const unit of [referral.recipientUnitId, consent.recipientUnitId]) {
    if (unit !== null && unit !== reader.unitId) return 'ROLE_NOT_PERMITTED';
  }
  if (scope === 'LOCATION' && consent.namedPersonId !== reader.personId) return 'ROLE_NOT_PERMITTED';
  if (conflicted) return 'ROLE_NOT_PERMITTED';
  return lacksStepUp(q, scope) ? 'STEP_UP_REQUIRED' : 'CONSENT';
}

function lacksStepUp(q: DisclosureRequest, scope: Scope): boolean {
  if (scope !== 'IDENTITY' && scope !== 'LOCATION' && scope !== 'ACCOUNT') return false;
  if (q.reader.stepUpAt === null) return true;
  const minutes = (q.at.getTime() - q.reader.stepUpAt.getTime()) / MINUTE;
  return minutes < 0 || minutes >= 5;
}

function emergencyNames(q: DisclosureRequest, scope: Scope, field: string): boolean {
  const { emergency, reader } = q;
  if (!emergency?.open) return false;
  const now = q.at.getTime();
  const opened = emergency.opensAt.getTime();
  if (now < opened || now >= opened + 24 * HOUR || now >= emergency.expiresAt.getTime()) return false;
  if (!emergency.readerPersonIds.includes(reader.personId)) return false;
  if (!emergency.fields.some((path) => path === `${scope}.${field}`)) return false;
  const content = ['CASEWORKER', 'SUPERVISOR', 'INTAKE', 'LIAISON'];
  if (!reader.roles.some((role) => content.includes(role))) return false;
  if (reader.agencyKind === 'LAW_ENFORCEMENT' && ['LOCATION', 'CONTACT', 'HEALTH'].includes(scope)) return false;
  if (reader.agencyKind === 'RELIGIOUS' && scope === 'LOCATION') return false;
  if (q.case.jurisdictionForbidsIdentity && scope === 'IDENTITY') return false;
  return !q.case.conflictedPersonIds.includes(reader.personId);
}

export interface ExpectedScope {
  readonly state: 'OPEN' | 'PARTIAL' | 'WITHHELD';
  readonly reason: WithheldReason | null;
  readonly openFields: readonly string[];
  readonly basisKind: 'OWNER' | 'CONSENT' | 'EMERGENCY' | null;
}

export function expectedScope(q: DisclosureRequest, scope: Scope): ExpectedScope {
  const open: string[] = [];
  const bases = new Set<FieldAnswer>();
  let furthest: WithheldReason | null = null;
  for (const field of FIELDS_OF[scope]) {
    const answer = expectedField(q, scope, field);
    if (isReason(answer)) {
      if (furthest === null || RANK.indexOf(answer) > RANK.indexOf(furthest)) furthest = answer;
    } else {
      open.push(`${scope}.${field}`);
      bases.add(answer);
    }
  }
  return {
    state: furthest === null ? 'OPEN' : open.length === 0 ? 'WITHHELD' : 'PARTIAL',
    reason: furthest,
    openFields: open,
    basisKind: (['OWNER', 'CONSENT', 'EMERGENCY'] as const).find((kind) => bases.has(kind)) ?? null,
  };
}

function isReason(answer: FieldAnswer): answer is WithheldReason {
  return answer !== 'OWNER' && answer !== 'CONSENT' && answer !== 'EMERGENCY';
}
