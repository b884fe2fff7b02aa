import type { Moves } from './moves.js';
import type { ConsentState } from './vocabulary/consent.js';

/** STAFF is any staff member of the owning agency, SURVIVOR the receipt page, SYSTEM the clock or a newer consent. */
export type ConsentMover = 'STAFF' | 'SURVIVOR' | 'SYSTEM';

/** Terminal states never change; more time is a new consent. */
export const CONSENT_MOVES = {
  DRAFT: { ACTIVE: ['STAFF'], REFUSED: ['STAFF', 'SURVIVOR'] },
  ACTIVE: { EXPIRED: ['SYSTEM'], WITHDRAWN: ['STAFF', 'SURVIVOR'], SUPERSEDED: ['SYSTEM'] },
  EXPIRED: {},
  WITHDRAWN: {},
  SUPERSEDED: {},
  REFUSED: {},
} as const satisfies Moves<ConsentState, ConsentMover>;
