import type { Moves } from './moves.js';
import type { OfferState, PlacementState } from './vocabulary/placement.js';

/** SENDER is the caseworker who asks for a bed, SHELTER the one asked, SYSTEM the clock or another shelter's part. */
export type PlacementMover = 'SENDER' | 'SHELTER' | 'SYSTEM';

export const PLACEMENT_MOVES = {
  OPEN: { CONFIRMED: ['SENDER'], CANCELLED: ['SENDER', 'SYSTEM'], EXPIRED: ['SYSTEM'] },
  CONFIRMED: { ARRIVED: ['SHELTER'], CANCELLED: ['SENDER', 'SYSTEM'] },
  ARRIVED: { DEPARTED: ['SHELTER'] },
  DEPARTED: {},
  CANCELLED: {},
  EXPIRED: {},
} as const satisfies Moves<PlacementState, PlacementMover>;

export const OFFER_MOVES = {
  ASKED: { HELD: ['SHELTER'], DECLINED: ['SHELTER'], CLOSED: ['SYSTEM'] },
  HELD: { CHOSEN: ['SENDER'], DECLINED: ['SHELTER'], LAPSED: ['SYSTEM'], RELEASED: ['SYSTEM'] },
  // A hold that ran out may be taken again for as long as nobody else was chosen.
  LAPSED: { HELD: ['SHELTER'], DECLINED: ['SHELTER'], CLOSED: ['SYSTEM'] },
  CHOSEN: { RELEASED: ['SYSTEM'] },
  DECLINED: {},
  RELEASED: {},
  CLOSED: {},
} as const satisfies Moves<OfferState, PlacementMover>;

/** Whether the shelter still sees the request at all; one that was not chosen loses sight of it. */
export const SHELTER_SEES = {
  ASKED: true,
  HELD: true,
  LAPSED: true,
  CHOSEN: true,
  DECLINED: false,
  RELEASED: false,
  CLOSED: false,
} as const satisfies Record<OfferState, boolean>;

/** Whether the offer occupies a bed of the shelter's count. */
export const OCCUPIES_BED = {
  ASKED: false,
  HELD: true,
  LAPSED: false,
  CHOSEN: true,
  DECLINED: false,
  RELEASED: false,
  CLOSED: false,
} as const satisfies Record<OfferState, boolean>;
