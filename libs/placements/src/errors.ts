import { DomainError } from '#policy';

/** Somebody else took the last bed of this category, or all of them are occupied. */
export class BedNoLongerAvailable extends DomainError {
  readonly code = 'BED_NO_LONGER_AVAILABLE';
  constructor() {
    super('No bed of this category is free any more. Choose another category, or decline.', {
      path: ['input', 'bedCategoryId'],
    });
  }
}

/** The shelter's hold ran out before it was confirmed; the shelter may accept again if it still has a bed. */
export class PlacementHoldLapsed extends DomainError {
  readonly code = 'PLACEMENT_HOLD_LAPSED';
  constructor() {
    super('This shelter’s hold has run out. Ask it to accept again, or confirm another one.');
  }
}

/** `details.current` is how many beds of the category are occupied or held. */
export class CapacityBelowUse extends DomainError {
  readonly code = 'CAPACITY_BELOW_USE';
  constructor(inUse: number) {
    super('More beds of this category are occupied or held than that.', {
      path: ['input', 'capacity'],
      current: inUse,
    });
  }
}

/** One answer for an agency that does not exist, is suspended, houses nobody, or has not signed for this with yours. */
export class ShelterNotAvailable extends DomainError {
  readonly code = 'SHELTER_NOT_AVAILABLE';
  constructor(index: number) {
    super('This agency cannot be asked for a bed: it must be an active shelter with an agreement that covers it.', {
      path: ['input', 'shelterAgencyIds', index],
    });
  }
}

/** A shelter was chosen: what is to end now is its referral, and the bed is given back with it. */
export class CancelReferralInstead extends DomainError {
  readonly code = 'CANCEL_REFERRAL_INSTEAD';
  constructor() {
    super('A shelter was chosen already. Cancel its referral; the bed is given back with it.');
  }
}
