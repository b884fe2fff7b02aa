import { fieldWithinCeiling, mayOwnCases, needsNamedPerson, withinCeiling } from './ceilings.js';
import type { FieldPath } from './fields.js';
import { mayServe, purposeNeeds } from './purposes.js';
import { RECIPIENT_SEES } from './referral-states.js';
import type { DisclosureRequest, Side } from './request.js';
import { ownerRoleReads, recipientRoleReads } from './roles.js';
import { needsStepUp, steppedUp } from './step-up.js';
import type { Scope } from './vocabulary/case.js';
import type { WithheldReason } from './vocabulary/disclosure.js';

export const GATE_NAMES = [
  'HAS_A_PART_IN_IT',
  'JURISDICTION',
  'CEILING',
  'KIND_SERVES_PURPOSE',
  'PURPOSE_NEEDS_SCOPE',
  'AGREEMENT',
  'REFERRAL_ACCEPTED',
  'CONSENT_COVERS',
  'CONSENT_NOT_WITHDRAWN',
  'CONSENT_IN_TIME',
  'ROLE',
  'ASSIGNED',
  'UNIT',
  'NAMED_PERSON',
  'NO_CONFLICT',
  'STEP_UP',
] as const;
export type GateName = (typeof GATE_NAMES)[number];

/** One conjunct: all gates of a side must be open. */
export interface Gate {
  readonly name: GateName;
  /** Why a field is withheld if this is the first gate that is shut. */
  readonly reason: (request: DisclosureRequest) => WithheldReason;
  readonly opens: (request: DisclosureRequest, scope: Scope) => boolean;
  /** Where single fields of an opened scope may stay shut. */
  readonly opensField?: (request: DisclosureRequest, path: FieldPath) => boolean;
}

const says = (reason: WithheldReason) => () => reason;

const noConflict: Gate = {
  name: 'NO_CONFLICT',
  reason: says('ROLE_NOT_PERMITTED'),
  opens: ({ reader, case: file }) => !file.conflictedPersonIds.includes(reader.personId),
};

const stepUp: Gate = {
  name: 'STEP_UP',
  reason: says('STEP_UP_REQUIRED'),
  opens: ({ reader, at }, scope) => !needsStepUp(scope) || steppedUp(reader.stepUpAt, at),
};

const ownerGates: readonly Gate[] = [
  {
    name: 'JURISDICTION',
    reason: says('ABOVE_CEILING'),
    opens: ({ case: file }, scope) => scope !== 'IDENTITY' || !file.jurisdictionForbidsIdentity,
  },
  {
    name: 'CEILING',
    reason: says('ABOVE_CEILING'),
    opens: ({ reader }) => mayOwnCases(reader.agencyKind),
  },
  {
    name: 'ROLE',
    reason: says('ROLE_NOT_PERMITTED'),
    opens: ({ reader }, scope) => ownerRoleReads(reader.roles, scope, true),
  },
  {
    name: 'ASSIGNED',
    reason: says('ROLE_NOT_PERMITTED'),
    opens: ({ reader, case: file }, scope) =>
      ownerRoleReads(reader.roles, scope, file.assignedPersonIds.includes(reader.personId)),
  },
  noConflict,
  stepUp,
];

const recipientGates: readonly Gate[] = [
  {
    name: 'JURISDICTION',
    reason: says('ABOVE_CEILING'),
    // Without identity on the platform the hand-off is by voice, and nothing but the needs card travels.
    opens: ({ case: file }) => !file.jurisdictionForbidsIdentity,
  },
  {
    name: 'CEILING',
    reason: says('ABOVE_CEILING'),
    opens: ({ reader }, scope) => withinCeiling(reader.agencyKind, scope),
    opensField: ({ reader }, path) => fieldWithinCeiling(reader.agencyKind, path),
  },
  {
    name: 'KIND_SERVES_PURPOSE',
    reason: says('ABOVE_CEILING'),
    opens: ({ reader, referral }) => referral !== null && mayServe(reader.agencyKind, referral.purpose),
  },
  {
    name: 'PURPOSE_NEEDS_SCOPE',
    reason: says('NOT_NEEDED_FOR_PURPOSE'),
    opens: ({ referral }, scope) => referral !== null && purposeNeeds(referral.purpose, scope),
  },
  {
    name: 'AGREEMENT',
    reason: says('NO_AGREEMENT'),
    opens: ({ agreement, referral, at }, scope) =>
      agreement !== null &&
      referral !== null &&
      agreement.active &&
      at.getTime() < agreement.expiresAt.getTime() &&
      agreement.purposes.includes(referral.purpose) &&
      agreement.scopes.includes(scope),
  },
  {
    name: 'REFERRAL_ACCEPTED',
    reason: ({ referral }) => {
      if (referral === null) return 'NOT_YET_ACCEPTED';
      if (referral.state === 'CONSENT_WITHDRAWN') return 'CONSENT_WITHDRAWN';
      return RECIPIENT_SEES[referral.state] === 'STATUS' ? 'REFERRAL_CLOSED' : 'NOT_YET_ACCEPTED';
    },
    opens: ({ referral }) => referral !== null && RECIPIENT_SEES[referral.state] === 'CONTENT',
  },
  {
    name: 'CONSENT_COVERS',
    reason: says('NO_CONSENT'),
    opens: ({ consent, referral, reader, at }, scope) =>
      consent !== null &&
      referral !== null &&
      (consent.state === 'ACTIVE' || consent.state === 'WITHDRAWN' || consent.state === 'EXPIRED') &&
      consent.recipientAgencyId === reader.agencyId &&
      consent.purpose === referral.purpose &&
      consent.scopes.includes(scope) &&
      at.getTime() >= consent.validFrom.getTime(),
    opensField: ({ consent }, path) => consent !== null && !consent.excludedFields.includes(path),
  },
  {
    name: 'CONSENT_NOT_WITHDRAWN',
    reason: says('CONSENT_WITHDRAWN'),
    opens: ({ consent }) => consent !== null && consent.state !== 'WITHDRAWN',
  },
  {
    name: 'CONSENT_IN_TIME',
    reason: says('CONSENT_EXPIRED'),
    opens: ({ consent, at }) =>
      consent !== null && consent.state !== 'EXPIRED' && at.getTime() < consent.expiresAt.getTime(),
  },
  {
    name: 'ROLE',
    reason: says('ROLE_NOT_PERMITTED'),
    opens: ({ reader }, scope) => recipientRoleReads(reader.roles, scope),
  },
  {
    name: 'UNIT',
    reason: says('ROLE_NOT_PERMITTED'),
    opens: ({ reader, referral, consent }) =>
      isInUnit(reader.unitId, referral?.recipientUnitId ?? null) &&
      isInUnit(reader.unitId, consent?.recipientUnitId ?? null),
  },
  {
    name: 'NAMED_PERSON',
    reason: says('ROLE_NOT_PERMITTED'),
    opens: ({ reader, consent }, scope) =>
      !needsNamedPerson(scope) || (consent !== null && consent.namedPersonId === reader.personId),
  },
  noConflict,
  stepUp,
];

/** A stranger meets one gate with one reason, the same for every scope and every case. */
const strangerGates: readonly Gate[] = [{ name: 'HAS_A_PART_IN_IT', reason: says('NO_CONSENT'), opens: () => false }];

/** The gates of each side in their order; the first that is shut gives the reason. */
export const GATES: Readonly<Record<Side, readonly Gate[]>> = {
  OWNER: ownerGates,
  RECIPIENT: recipientGates,
  STRANGER: strangerGates,
};

/** A gate that can shut single fields, and where it stands among the gates of its side. */
export interface FieldGate {
  readonly index: number;
  readonly opensField: NonNullable<Gate['opensField']>;
}

// Few gates know single fields, and the kernel asks them for every field of every referral.
export const FIELD_GATES: Readonly<Record<Side, readonly FieldGate[]>> = {
  OWNER: fieldGatesAmong(ownerGates),
  RECIPIENT: fieldGatesAmong(recipientGates),
  STRANGER: fieldGatesAmong(strangerGates),
};

function fieldGatesAmong(gates: readonly Gate[]): readonly FieldGate[] {
  return gates.flatMap(({ opensField }, index) => (opensField === undefined ? [] : [{ index, opensField }]));
}

function isInUnit(unitId: string | null, named: string | null): boolean {
  return named === null || unitId === named;
}
