import { SCOPES, type Scope } from './vocabulary/case.js';

/** Every field of a case that can be consented to, by scope. What is not named here cannot be disclosed. */
export const FIELDS = {
  IDENTITY: ['legalName', 'preferredName', 'aliases', 'dateOfBirth', 'nationalities', 'documents', 'photo'],
  CONTACT: ['channels', 'doNotContact'],
  LOCATION: ['address', 'areaNote'],
  HEALTH: ['conditions', 'medications', 'allergies', 'notes'],
  LEGAL: ['immigrationStatus', 'proceedings', 'representation'],
  ACCOUNT: ['exploitationTypes', 'meansOfControl', 'relationshipToTrafficker', 'narrative'],
  RISK: ['assessments', 'safetyPlan', 'peopleToKeepAway'],
  FAMILY: ['dependants', 'nextOfKin'],
  SUPPORT: ['carePlan', 'services', 'education', 'livelihood'],
} as const satisfies Record<Scope, readonly string[]>;

export type FieldOf<S extends Scope> = (typeof FIELDS)[S][number];
export type FieldName = FieldOf<Scope>;
/** `IDENTITY.photo`: the form in which consents, ledger and emergencies name a field. */
export type FieldPath = { [S in Scope]: `${S}.${FieldOf<S>}` }[Scope];

/** The paths of a scope in the order of the catalogue. */
const pathsByScope = Object.fromEntries(
  SCOPES.map((scope) => [scope, Object.freeze(FIELDS[scope].map((field) => `${scope}.${field}`))]),
) as unknown as { readonly [S in Scope]: readonly FieldPath[] };

export const FIELD_PATHS: readonly FieldPath[] = Object.freeze(SCOPES.flatMap((scope) => pathsByScope[scope]));

const scopeByPath = new Map<string, Scope>(SCOPES.flatMap((scope) => pathsByScope[scope].map((path) => [path, scope])));
const pathsByName = new Map<string, readonly FieldPath[]>();
for (const path of FIELD_PATHS) {
  const name = path.slice(path.indexOf('.') + 1);
  pathsByName.set(name, [...(pathsByName.get(name) ?? []), path]);
}

export function fieldPathsOf(scope: Scope): readonly FieldPath[] {
  return pathsByScope[scope];
}

export function isFieldPath(text: string): text is FieldPath {
  return scopeByPath.has(text);
}

export function scopeOf(path: FieldPath): Scope {
  const scope = scopeByPath.get(path);
  if (scope === undefined) throw new RangeError(`${path} is not in the field catalogue`);
  return scope;
}

export function fieldOf(path: FieldPath): FieldName {
  return path.slice(path.indexOf('.') + 1) as FieldName;
}

/**
 * Reads a field as people write it: a full path, or a bare name (`photo`) where only one scope has it.
 * Null if there is no such field or the bare name is ambiguous.
 */
export function parseFieldPath(text: string): FieldPath | null {
  if (isFieldPath(text)) return text;
  const [only, ...others] = pathsByName.get(text) ?? [];
  return only !== undefined && others.length === 0 ? only : null;
}
