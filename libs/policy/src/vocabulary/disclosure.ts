export const DISCLOSURE_STATES = ['OPEN', 'PARTIAL', 'WITHHELD'] as const;
export type DisclosureState = (typeof DISCLOSURE_STATES)[number];

/** Why a field is withheld, from the first gate to the last; the first gate that is shut gives the reason. */
export const WITHHELD_REASONS = [
  'ABOVE_CEILING',
  'NOT_NEEDED_FOR_PURPOSE',
  'NO_AGREEMENT',
  'NOT_YET_ACCEPTED',
  'REFERRAL_CLOSED',
  'NO_CONSENT',
  'CONSENT_WITHDRAWN',
  'CONSENT_EXPIRED',
  'ROLE_NOT_PERMITTED',
  'STEP_UP_REQUIRED',
] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

export const BASIS_KINDS = ['OWNER', 'CONSENT', 'EMERGENCY'] as const;
export type BasisKind = (typeof BASIS_KINDS)[number];

/** Which of these exist in a jurisdiction is said by its profile. */
export const EMERGENCY_BASES = ['IMMINENT_DANGER', 'VITAL_INTEREST', 'MANDATED_REPORT', 'COURT_ORDER'] as const;
export type EmergencyBasis = (typeof EMERGENCY_BASES)[number];

/** An emergency disclosure opens nothing for longer than this, whatever it says of itself. */
export const EMERGENCY_MAX_HOURS = 24;
/** It is reviewed within this many hours. */
export const EMERGENCY_REVIEW_HOURS = 72;
