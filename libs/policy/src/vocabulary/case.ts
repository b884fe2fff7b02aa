/** The unit of consent and of encryption. */
export const SCOPES = [
  'IDENTITY',
  'CONTACT',
  'LOCATION',
  'HEALTH',
  'LEGAL',
  'ACCOUNT',
  'RISK',
  'FAMILY',
  'SUPPORT',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Several may run in parallel and none gates another (OSCE/ODIHR NRM Handbook 2022). */
export const PILLARS = [
  'IDENTIFICATION_PROTECTION',
  'INDIVIDUAL_SUPPORT',
  'SOCIAL_INCLUSION',
  'JUSTICE_REDRESS',
] as const;
export type Pillar = (typeof PILLARS)[number];

/** A person who may be a child is treated as one until it is settled. */
export const AGE_STATUSES = ['ADULT', 'CHILD', 'PRESUMED_CHILD'] as const;
export type AgeStatus = (typeof AGE_STATUSES)[number];

export const RISK_LEVELS = ['STANDARD', 'HIGH', 'IMMINENT'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** At most this many days may pass until the next review of a risk assessment. */
export const RISK_REVIEW_DAYS = { STANDARD: 30, HIGH: 7, IMMINENT: 1 } as const satisfies Record<RiskLevel, number>;
