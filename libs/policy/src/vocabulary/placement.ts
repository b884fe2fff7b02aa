/** A blind request for a bed, as its sender sees it. */
export const PLACEMENT_STATES = ['OPEN', 'CONFIRMED', 'ARRIVED', 'DEPARTED', 'CANCELLED', 'EXPIRED'] as const;
export type PlacementState = (typeof PLACEMENT_STATES)[number];

/** One shelter's part in a request: asked, holding a bed, chosen, or out of it. */
export const OFFER_STATES = ['ASKED', 'HELD', 'DECLINED', 'CHOSEN', 'RELEASED', 'LAPSED', 'CLOSED'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** Hours an accepted bed is held for a confirmation. */
export const BED_HOLD_HOURS = 12;

/** Hours after which a published bed count is no longer to be relied on. */
export const BEDS_STALE_HOURS = 24;

export const SECURITY_LEVELS = ['OPEN', 'DISCREET', 'PROTECTED'] as const;
export type SecurityLevel = (typeof SECURITY_LEVELS)[number];

/** Whom a bed category suits. */
export const BED_SUITABILITY = ['WOMEN', 'MEN', 'ANY_GENDER', 'FAMILIES', 'UNACCOMPANIED_CHILDREN'] as const;
export type BedSuitability = (typeof BED_SUITABILITY)[number];
