import { fieldPathsOf, scopeOf, type FieldPath } from './fields.js';
import { PURPOSES_OF_KIND, purposeNeeds } from './purposes.js';
import { AGENCY_KINDS, type AgencyKind } from './vocabulary/agency.js';
import { SCOPES, type Scope } from './vocabulary/case.js';
import type { Purpose } from './vocabulary/purpose.js';

/** What an agency of a kind may ever receive. A jurisdiction profile may lower this, never raise it. */
export const CEILINGS = {
  NGO: ['IDENTITY', 'CONTACT', 'LOCATION', 'HEALTH', 'LEGAL', 'ACCOUNT', 'RISK', 'FAMILY', 'SUPPORT'],
  LEGAL_AID: ['IDENTITY', 'CONTACT', 'LOCATION', 'LEGAL', 'ACCOUNT', 'FAMILY'],
  SHELTER: ['IDENTITY', 'CONTACT', 'LOCATION', 'HEALTH', 'RISK', 'FAMILY', 'SUPPORT'],
  HEALTH: ['IDENTITY', 'CONTACT', 'LOCATION', 'HEALTH', 'RISK'],
  RELIGIOUS: ['IDENTITY', 'CONTACT', 'SUPPORT'],
  GOVERNMENT: ['IDENTITY', 'LOCATION', 'LEGAL', 'ACCOUNT'],
  LAW_ENFORCEMENT: ['IDENTITY', 'ACCOUNT'],
} as const satisfies Record<AgencyKind, readonly Scope[]>;

/** Where a kind may receive a part of a scope only. A scope that is not named here has all its fields. */
export const FIELD_CEILINGS: Readonly<
  Partial<Record<AgencyKind, Readonly<Partial<Record<Scope, readonly FieldPath[]>>>>>
> = {
  RELIGIOUS: { IDENTITY: ['IDENTITY.preferredName'] },
};

/** These go to one named person of the recipient at a time, not to the agency. */
export const NAMED_PERSON_SCOPES: readonly Scope[] = ['LOCATION'];

/** What a kind never receives, not even in an emergency: no police-facing type has a place for it. */
export const NEVER: Readonly<Partial<Record<AgencyKind, readonly Scope[]>>> = {
  LAW_ENFORCEMENT: ['LOCATION', 'CONTACT', 'HEALTH'],
  RELIGIOUS: ['LOCATION'],
};

/** Police ask the agency that stands beside a survivor; they never hold a case of their own here. */
export const CASE_OWNING_KINDS: readonly AgencyKind[] = AGENCY_KINDS.filter((kind) => kind !== 'LAW_ENFORCEMENT');

/** One allowed combination, as the database's copy of the tables holds it. */
export interface CeilingRow {
  readonly kind: AgencyKind;
  readonly purpose: Purpose;
  readonly scope: Scope;
}

const rows: readonly CeilingRow[] = AGENCY_KINDS.flatMap((kind) =>
  PURPOSES_OF_KIND[kind].flatMap((purpose) =>
    SCOPES.filter((scope) => withinCeiling(kind, scope) && purposeNeeds(purpose, scope)).map((scope) =>
      Object.freeze({ kind, purpose, scope }),
    ),
  ),
);

/** Every triple both tables allow, in a fixed order, for the database wall to read the same data. */
export function ceilingRows(): readonly CeilingRow[] {
  return rows;
}

export function withinCeiling(kind: AgencyKind, scope: Scope): boolean {
  return (CEILINGS[kind] as readonly Scope[]).includes(scope);
}

/** Whether a kind whose ceiling holds the scope may receive this field of it. */
export function fieldWithinCeiling(kind: AgencyKind, path: FieldPath): boolean {
  return FIELD_CEILINGS[kind]?.[scopeOf(path)]?.includes(path) ?? true;
}

/** The fields of a scope a kind may ever receive; none if the scope itself is above its ceiling. */
export function fieldsWithinCeiling(kind: AgencyKind, scope: Scope): readonly FieldPath[] {
  if (!withinCeiling(kind, scope)) return [];
  return fieldPathsOf(scope).filter((path) => fieldWithinCeiling(kind, path));
}

export function neverReceives(kind: AgencyKind, scope: Scope): boolean {
  return NEVER[kind]?.includes(scope) ?? false;
}

export function mayOwnCases(kind: AgencyKind): boolean {
  return CASE_OWNING_KINDS.includes(kind);
}

export function needsNamedPerson(scope: Scope): boolean {
  return NAMED_PERSON_SCOPES.includes(scope);
}
