export const CONSENT_STATES = ['DRAFT', 'ACTIVE', 'EXPIRED', 'WITHDRAWN', 'SUPERSEDED', 'REFUSED'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

export const GRANTED_BY = ['SELF', 'GUARDIAN', 'COURT_GUARDIAN'] as const;
export type GrantedBy = (typeof GRANTED_BY)[number];

export const CONSENT_METHODS = ['WET_SIGNATURE', 'E_SIGNATURE', 'WITNESSED_MARK', 'WITNESSED_ORAL'] as const;
export type ConsentMethod = (typeof CONSENT_METHODS)[number];

/** Languages in which the consent statement exists (ISO 639-1). */
export const CAPTURE_LANGUAGES = ['EN', 'SR', 'UK', 'AR'] as const;
export type CaptureLanguage = (typeof CAPTURE_LANGUAGES)[number];

/** Whether a copy was given; UNSAFE_TO_KEEP says why not. */
export const COPY_GIVEN = ['GIVEN', 'UNSAFE_TO_KEEP', 'NOT_WANTED'] as const;
export type CopyGiven = (typeof COPY_GIVEN)[number];

/** What a consent may be given for; there is no open end. */
export const CONSENT_DURATIONS = ['HOURS_24', 'HOURS_72', 'DAYS_14', 'DAYS_30', 'DAYS_90'] as const;
export type ConsentDuration = (typeof CONSENT_DURATIONS)[number];

export const CONSENT_HOURS = {
  HOURS_24: 24,
  HOURS_72: 72,
  DAYS_14: 14 * 24,
  DAYS_30: 30 * 24,
  DAYS_90: 90 * 24,
} as const satisfies Record<ConsentDuration, number>;

export const DEFAULT_CONSENT_DURATION: ConsentDuration = 'DAYS_30';
export const MAX_CONSENT_HOURS = CONSENT_HOURS.DAYS_90;

/** Hours a consent taken by this method stands unless a signature follows; null where it stands for its whole time. */
export const UNSIGNED_LAPSE_HOURS = {
  WET_SIGNATURE: null,
  E_SIGNATURE: null,
  WITNESSED_MARK: null,
  WITNESSED_ORAL: 72,
} as const satisfies Record<ConsentMethod, number | null>;

/** What a recipient answers when it is asked to purge. */
export const PURGE_ANSWERS = ['PURGED', 'RETAINED'] as const;
export type PurgeAnswer = (typeof PURGE_ANSWERS)[number];

/** On what a recipient that was asked to purge may keep something all the same (after GDPR, article 17(3)). */
export const RETENTION_BASES = [
  'LEGAL_OBLIGATION',
  'COURT_ORDER',
  'LEGAL_CLAIMS',
  'PROFESSIONAL_RECORD_DUTY',
  'PUBLIC_HEALTH',
] as const;
export type RetentionBasis = (typeof RETENTION_BASES)[number];
