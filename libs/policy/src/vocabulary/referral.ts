import type { Purpose } from './purpose.js';

export const REFERRAL_KINDS = ['ASSISTANCE', 'PLACEMENT'] as const;
export type ReferralKind = (typeof REFERRAL_KINDS)[number];

export const SERVICE_TYPES = [
  'SHELTER',
  'TRANSITIONAL_HOUSING',
  'LEGAL_AID',
  'MEDICAL',
  'COUNSELLING',
  'FAMILY_MEDIATION',
  'VOCATIONAL',
  'EDUCATION',
  'INTERPRETATION',
  'SAFE_RETURN',
  'MATERIAL_AID',
  'COMMUNITY_SUPPORT',
  'COMPENSATION',
] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];

/** No service has the purpose JUSTICE_CONTACT: police are reached through cooperation, never through a referral. */
export const PURPOSE_OF_SERVICE = {
  SHELTER: 'SHELTER',
  TRANSITIONAL_HOUSING: 'TRANSITIONAL_HOUSING',
  LEGAL_AID: 'LEGAL_AID',
  MEDICAL: 'MEDICAL',
  COUNSELLING: 'COUNSELLING',
  FAMILY_MEDIATION: 'FAMILY_MEDIATION',
  VOCATIONAL: 'VOCATIONAL',
  EDUCATION: 'EDUCATION',
  INTERPRETATION: 'INTERPRETATION',
  SAFE_RETURN: 'SAFE_RETURN',
  MATERIAL_AID: 'MATERIAL_AID',
  COMMUNITY_SUPPORT: 'COMMUNITY_SUPPORT',
  COMPENSATION: 'COMPENSATION',
} as const satisfies Record<ServiceType, Purpose>;

export const KIND_OF_SERVICE = {
  SHELTER: 'PLACEMENT',
  TRANSITIONAL_HOUSING: 'PLACEMENT',
  LEGAL_AID: 'ASSISTANCE',
  MEDICAL: 'ASSISTANCE',
  COUNSELLING: 'ASSISTANCE',
  FAMILY_MEDIATION: 'ASSISTANCE',
  VOCATIONAL: 'ASSISTANCE',
  EDUCATION: 'ASSISTANCE',
  INTERPRETATION: 'ASSISTANCE',
  SAFE_RETURN: 'ASSISTANCE',
  MATERIAL_AID: 'ASSISTANCE',
  COMMUNITY_SUPPORT: 'ASSISTANCE',
  COMPENSATION: 'ASSISTANCE',
} as const satisfies Record<ServiceType, ReferralKind>;

export const REFERRAL_STATES = [
  'DRAFT',
  'REQUESTED',
  'INFO_REQUESTED',
  'WAITLISTED',
  'ACCEPTED',
  'IN_PROGRESS',
  'ON_HOLD',
  'COMPLETED',
  'FAILED',
  'REJECTED',
  'CANCELLED',
  'CONSENT_WITHDRAWN',
  'EXPIRED',
  'ENTERED_IN_ERROR',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

export const URGENCIES = ['EMERGENCY', 'URGENT', 'ROUTINE'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Hours after sending by which a referral is to be acknowledged and decided. */
export const DEADLINE_HOURS = {
  EMERGENCY: { acknowledge: 1, decide: 24 },
  URGENT: { acknowledge: 8, decide: 72 },
  ROUTINE: { acknowledge: 72, decide: 14 * 24 },
} as const satisfies Record<Urgency, { acknowledge: number; decide: number }>;

export const REJECT_REASONS = [
  'AT_CAPACITY',
  'NOT_ELIGIBLE',
  'LANGUAGE_UNAVAILABLE',
  'ACCESSIBILITY_UNMET',
  'OUT_OF_AREA',
  'CANNOT_MEET_NEED',
  'SURVIVOR_DECLINED',
  'SAFETY_CONFLICT',
  'OTHER',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** What the sender is told. SAFETY_CONFLICT would reveal that a particular resident lives there. */
export const SHOWN_TO_SENDER_AS = {
  AT_CAPACITY: 'AT_CAPACITY',
  NOT_ELIGIBLE: 'NOT_ELIGIBLE',
  LANGUAGE_UNAVAILABLE: 'LANGUAGE_UNAVAILABLE',
  ACCESSIBILITY_UNMET: 'ACCESSIBILITY_UNMET',
  OUT_OF_AREA: 'OUT_OF_AREA',
  CANNOT_MEET_NEED: 'CANNOT_MEET_NEED',
  SURVIVOR_DECLINED: 'SURVIVOR_DECLINED',
  SAFETY_CONFLICT: 'CANNOT_MEET_NEED',
  OTHER: 'OTHER',
} as const satisfies Record<RejectReason, RejectReason>;

export function shownToSenderAs(reason: RejectReason): Exclude<RejectReason, 'SAFETY_CONFLICT'> {
  return SHOWN_TO_SENDER_AS[reason];
}

/** Why work that has begun rests for a while. */
export const HOLD_REASONS = [
  'AWAITING_SURVIVOR',
  'AWAITING_DOCUMENTS',
  'AWAITING_THIRD_PARTY',
  'NO_CAPACITY',
  'SAFETY_CONCERN',
  'SURVIVOR_UNWELL',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const HAND_OFFS = ['INTRODUCED_CALL', 'ACCOMPANIED', 'SCHEDULED', 'SELF_CONTACT'] as const;
export type HandOff = (typeof HAND_OFFS)[number];

/** A referral is COMPLETED only with one of these. */
export const OUTCOMES = [
  'SERVICE_STARTED',
  'SERVICE_COMPLETED',
  'SURVIVOR_DECLINED',
  'NO_SHOW',
  'NO_CONTACT',
  'TRANSFERRED',
  'UNSAFE_TO_PROCEED',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
