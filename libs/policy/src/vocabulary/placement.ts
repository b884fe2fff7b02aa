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

/**
 * Where a shelter's people meet a survivor they were chosen for. The shelter's address never travels; under RELAY_CALL the
 * two agencies agree on the place by voice, on the day.
 */
export const MEETING_POINTS = [
  'ADVOCATE_OFFICE',
  'PARTNER_AGENCY_OFFICE',
  'HEALTH_FACILITY',
  'NEUTRAL_PUBLIC_PLACE',
  'TRANSPORT_HUB',
  'RELAY_CALL',
] as const;
export type MeetingPoint = (typeof MEETING_POINTS)[number];

/** From which side an agency looks at placement requests: it asked for a bed, or was asked for one. */
export const PLACEMENT_SIDES = ['OWNER', 'SHELTER'] as const;
export type PlacementSide = (typeof PLACEMENT_SIDES)[number];
