import type { AgencyKind, Role } from './vocabulary/agency.js';

/**
 * Who is asking, as loaded from the session on this very request.
 * No field is optional: a rule whose condition reads `undefined` would match rows that lack the field.
 */
export interface Actor {
  readonly personId: string;
  readonly agencyId: string;
  readonly agencyKind: AgencyKind;
  /** The unit (a night desk, a clinic) the membership is bound to; null for staff of the whole agency. */
  readonly unitId: string | null;
  readonly roles: readonly Role[];
  /** When this session last proved a second factor; null if it never did. */
  readonly stepUpAt: Date | null;
  readonly sessionId: string;
  readonly displayName: string;
}
