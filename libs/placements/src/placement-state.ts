import {
  allowedMoves,
  IllegalMove,
  mayMove,
  type Moves,
  OFFER_MOVES,
  type OfferState,
  PLACEMENT_MOVES,
  type PlacementMover,
  type PlacementState,
} from '#policy';
import type { PlacementOffer } from './placement-offer.js';

/** A hold that has run out is over at that instant, whether or not the worker has come by. */
export function offerStateAt(offer: Pick<PlacementOffer, 'state' | 'heldUntil'>, now: Date): OfferState {
  const over = offer.state === 'HELD' && offer.heldUntil !== null && offer.heldUntil.getTime() <= now.getTime();
  return over ? 'LAPSED' : offer.state;
}

/** The request's state as far as one shelter knows it. */
export function placementState(offer: Pick<PlacementOffer, 'state' | 'arrivedAt' | 'departedAt'>): PlacementState {
  if (offer.departedAt !== null) return 'DEPARTED';
  if (offer.arrivedAt !== null) return 'ARRIVED';
  return offer.state === 'CHOSEN' ? 'CONFIRMED' : 'OPEN';
}

/** @throws IllegalMove naming what this mover may still do */
export function demandOfferMove(from: OfferState, to: OfferState, mover: PlacementMover): void {
  demandMove('offer', OFFER_MOVES, from, to, mover);
}

/** @throws IllegalMove naming what this mover may still do */
export function demandPlacementMove(from: PlacementState, to: PlacementState, mover: PlacementMover): void {
  demandMove('placement', PLACEMENT_MOVES, from, to, mover);
}

function demandMove<State extends string>(
  what: string,
  moves: Moves<State, PlacementMover>,
  from: State,
  to: State,
  mover: PlacementMover,
): void {
  if (mayMove(moves, from, to, mover)) return;
  const open = allowedMoves(moves, from).filter((state) => mayMove(moves, from, state, mover));
  throw new IllegalMove(what, from, open);
}
