import { basisOf, emergencyBasisOf, type Basis } from './basis.js';
import { emergencyOpens } from './emergency.js';
import { fieldPathsOf, scopeOf, type FieldPath } from './fields.js';
import { FIELD_GATES, GATES } from './gates.js';
import { sideOf, type DisclosureRequest, type Side } from './request.js';
import { SCOPES, type Scope } from './vocabulary/case.js';
import { WITHHELD_REASONS, type DisclosureState, type WithheldReason } from './vocabulary/disclosure.js';

export type Decision =
  { readonly open: true; readonly basis: Basis } | { readonly open: false; readonly reason: WithheldReason };

/** Fields released on one basis: one row of the ledger. */
export interface Release {
  readonly basis: Basis;
  readonly fields: readonly FieldPath[];
}

export interface ScopeDisclosure {
  readonly scope: Scope;
  readonly state: DisclosureState;
  /** Why something is withheld: of the withheld fields, the reason of the one that came furthest. Null when OPEN. */
  readonly reason: WithheldReason | null;
  /** In the order of the catalogue. */
  readonly openFields: readonly FieldPath[];
  /** The basis of the first release; null when WITHHELD. */
  readonly basis: Basis | null;
  /** The open fields by what opened them: ownership or consent first, then an emergency. */
  readonly releases: readonly Release[];
}

/** All nine scopes, in the order of the vocabulary. */
export type Disclosure = readonly ScopeDisclosure[];

/** Whether one field is open to the reader, and on what basis or why not. It never learns whether a value exists. */
export function decide(request: DisclosureRequest, path: FieldPath): Decision {
  const side = sideOf(request);
  const shut = firstShutForField(side, request, path, firstShutForScope(side, request, scopeOf(path)));
  const basis =
    shut === GATES[side].length
      ? basisOf(side, request)
      : emergencyOpens(request, path)
        ? emergencyBasisOf(request)
        : null;
  return basis === null ? { open: false, reason: reasonOf(side, shut, request) } : { open: true, basis };
}

/** What the reader may see of the whole case, scope by scope: `decide` for every field, gathered. */
export function disclosureFor(request: DisclosureRequest): Disclosure {
  const side = sideOf(request);
  const basis = basisOf(side, request);
  const emergencyBasis = emergencyBasisOf(request);
  return SCOPES.map((scope) => gather(request, side, scope, basis, emergencyBasis));
}

/** The part of a disclosure that speaks of one scope. */
export function disclosureOf(disclosure: Disclosure, scope: Scope): ScopeDisclosure {
  return disclosure.find((entry) => entry.scope === scope) ?? withheld(scope, 'NO_CONSENT');
}

function gather(
  request: DisclosureRequest,
  side: Side,
  scope: Scope,
  basis: Basis | null,
  emergencyBasis: Basis | null,
): ScopeDisclosure {
  const paths = fieldPathsOf(scope);
  const shutForScope = firstShutForScope(side, request, scope);
  const released: FieldPath[] = [];
  const rescued: FieldPath[] = [];
  let furthest = -1;
  for (const path of paths) {
    const shut = firstShutForField(side, request, path, shutForScope);
    if (shut === GATES[side].length && basis !== null) released.push(path);
    else if (emergencyBasis !== null && emergencyOpens(request, path)) rescued.push(path);
    else furthest = Math.max(furthest, shut);
  }
  const reason = furthest === -1 ? null : reasonOf(side, furthest, request);
  if (reason !== null && released.length + rescued.length === 0) return withheld(scope, reason);

  const releases: Release[] = [];
  if (basis !== null && released.length > 0) releases.push({ basis, fields: released });
  if (emergencyBasis !== null && rescued.length > 0) releases.push({ basis: emergencyBasis, fields: rescued });
  return {
    scope,
    state: reason === null ? 'OPEN' : 'PARTIAL',
    reason,
    openFields:
      rescued.length === 0 ? released : paths.filter((path) => released.includes(path) || rescued.includes(path)),
    basis: releases[0]?.basis ?? null,
    releases,
  };
}

/** The index of the first gate that is shut for the scope, or the number of gates if none is. */
function firstShutForScope(side: Side, request: DisclosureRequest, scope: Scope): number {
  let index = 0;
  for (const gate of GATES[side]) {
    if (!gate.opens(request, scope)) return index;
    index++;
  }
  return index;
}

/** The same for a field of a scope whose own first shut gate is known. */
function firstShutForField(side: Side, request: DisclosureRequest, path: FieldPath, shutForScope: number): number {
  for (const gate of FIELD_GATES[side]) {
    if (gate.index >= shutForScope) break;
    if (!gate.opensField(request, path)) return gate.index;
  }
  return shutForScope;
}

function reasonOf(side: Side, index: number, request: DisclosureRequest): WithheldReason {
  return GATES[side][index]?.reason(request) ?? 'NO_CONSENT';
}

const NONE: readonly never[] = Object.freeze([]);

// Most answers are a withheld scope, so they are made once.
const withheldAnswers = new Map(
  SCOPES.map((scope) => [
    scope,
    new Map(WITHHELD_REASONS.map((reason) => [reason, Object.freeze(closed(scope, reason))])),
  ]),
);

function withheld(scope: Scope, reason: WithheldReason): ScopeDisclosure {
  return withheldAnswers.get(scope)?.get(reason) ?? closed(scope, reason);
}

function closed(scope: Scope, reason: WithheldReason): ScopeDisclosure {
  return { scope, state: 'WITHHELD', reason, openFields: NONE, basis: null, releases: NONE };
}
