import { emergencyOpens } from './emergency.js';
import { fieldPathsOf, type FieldPath } from './fields.js';
import { GATES, type GateName } from './gates.js';
import { disclosureFor, disclosureOf, type ScopeDisclosure } from './kernel.js';
import { sideOf, type DisclosureRequest, type Side } from './request.js';
import type { Scope } from './vocabulary/case.js';
import type { WithheldReason } from './vocabulary/disclosure.js';

/** One conjunct and what it said. */
export interface GateVerdict {
  readonly gate: GateName;
  readonly open: boolean;
  /** What a field is withheld with if this is the first gate it finds shut; null where the gate shuts nothing. */
  readonly reason: WithheldReason | null;
  /** All the fields of the scope if the gate is shut for it, single ones where only those are. */
  readonly shutFields: readonly FieldPath[];
}

export interface Explanation {
  readonly side: Side;
  readonly gates: readonly GateVerdict[];
  /** Fields that an emergency disclosure opens by itself, whatever the gates say. */
  readonly emergencyFields: readonly FieldPath[];
  readonly disclosure: ScopeDisclosure;
}

/** Every conjunct with its verdict, the ones behind a shut gate included. */
export function explain(request: DisclosureRequest, scope: Scope): Explanation {
  const side = sideOf(request);
  const paths = fieldPathsOf(scope);
  return {
    side,
    gates: GATES[side].map((gate) => {
      const open = gate.opens(request, scope);
      const shutFields = open ? paths.filter((path) => gate.opensField?.(request, path) === false) : paths;
      return { gate: gate.name, open, reason: shutFields.length > 0 ? gate.reason(request) : null, shutFields };
    }),
    emergencyFields: paths.filter((path) => emergencyOpens(request, path)),
    disclosure: disclosureOf(disclosureFor(request), scope),
  };
}
