// Words that only the sections of a case use; what rules depend on is in libs/policy.

export const DOCUMENT_TYPES = [
  'PASSPORT',
  'IDENTITY_CARD',
  'RESIDENCE_PERMIT',
  'TRAVEL_DOCUMENT',
  'BIRTH_CERTIFICATE',
  'OTHER',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** Where a document is. Withholding documents is a means of control (IOM HTCDS 2.0). */
export const DOCUMENT_HOLDERS = ['SURVIVOR', 'AGENCY', 'AUTHORITY', 'WITHHELD_BY_OTHERS', 'LOST', 'UNKNOWN'] as const;
export type DocumentHolder = (typeof DOCUMENT_HOLDERS)[number];

export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const IMMIGRATION_STATUSES = [
  'CITIZEN',
  'RESIDENT',
  'TEMPORARY_PERMIT',
  'REFLECTION_PERIOD',
  'ASYLUM_SEEKER',
  'REFUGEE',
  'IRREGULAR',
  'STATELESS',
  'UNKNOWN',
] as const;
export type ImmigrationStatus = (typeof IMMIGRATION_STATUSES)[number];

export const PROCEEDING_KINDS = [
  'CRIMINAL',
  'CIVIL',
  'ASYLUM',
  'IMMIGRATION',
  'FAMILY',
  'LABOUR',
  'COMPENSATION',
  'ADMINISTRATIVE',
] as const;
export type ProceedingKind = (typeof PROCEEDING_KINDS)[number];
