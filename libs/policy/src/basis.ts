import { emergencyEndsAt } from './emergency.js';
import type { DisclosureRequest, Side } from './request.js';
import type { BasisKind } from './vocabulary/disclosure.js';

/** What a release rests on. Null where there is nothing of the kind: an owner needs no consent and has no expiry. */
export interface Basis {
  readonly kind: BasisKind;
  readonly consentId: string | null;
  readonly emergencyId: string | null;
  readonly expiresAt: Date | null;
}

const OWNER_BASIS: Basis = Object.freeze({ kind: 'OWNER', consentId: null, emergencyId: null, expiresAt: null });

/** What fields that pass every gate rest on. Without a basis nothing opens, whatever the gates say. */
export function basisOf(side: Side, { consent }: DisclosureRequest): Basis | null {
  if (side === 'OWNER') return OWNER_BASIS;
  if (side === 'STRANGER' || consent === null) return null;
  return { kind: 'CONSENT', consentId: consent.id, emergencyId: null, expiresAt: consent.expiresAt };
}

export function emergencyBasisOf({ emergency }: DisclosureRequest): Basis | null {
  if (emergency === null) return null;
  return { kind: 'EMERGENCY', consentId: null, emergencyId: emergency.id, expiresAt: emergencyEndsAt(emergency) };
}
