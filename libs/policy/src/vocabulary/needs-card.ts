// The needs card is the one thing a recipient sees before it accepts, so every value is from a list or a number:
// free text would carry a name sooner or later.

export const AGE_BANDS = [
  'AGE_0_5',
  'AGE_6_11',
  'AGE_12_15',
  'AGE_16_17',
  'AGE_18_24',
  'AGE_25_39',
  'AGE_40_59',
  'AGE_60_PLUS',
] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export const GENDERS = ['FEMALE', 'MALE', 'NON_BINARY', 'NOT_STATED'] as const;
export type Gender = (typeof GENDERS)[number];

export const HOUSEHOLD_COMPOSITIONS = [
  'SINGLE_ADULT',
  'ADULT_WITH_CHILDREN',
  'COUPLE',
  'COUPLE_WITH_CHILDREN',
  'ADULT_WITH_DEPENDANT_ADULT',
  'UNACCOMPANIED_CHILD',
  'SIBLINGS',
] as const;
export type HouseholdComposition = (typeof HOUSEHOLD_COMPOSITIONS)[number];

export const MAX_HOUSEHOLD_SIZE = 20;

/** ISO 639-1, in capitals because GraphQL enumerations are. */
// prettier-ignore
export const LANGUAGES = [
  'AM', 'AR', 'BG', 'BN', 'CS', 'DE', 'EL', 'EN', 'ES', 'FA', 'FR', 'HA', 'HI', 'HR', 'HU', 'ID', 'IT', 'KA', 'KM',
  'KU', 'LT', 'MK', 'MY', 'NE', 'NL', 'PA', 'PL', 'PS', 'PT', 'RO', 'RU', 'SK', 'SO', 'SQ', 'SR', 'SW', 'TH', 'TI',
  'TL', 'TR', 'UK', 'UR', 'UZ', 'VI', 'YO', 'ZH',
] as const;
export type Language = (typeof LANGUAGES)[number];

export const ACCESSIBILITY_NEEDS = [
  'STEP_FREE_ACCESS',
  'WHEELCHAIR',
  'VISUAL_IMPAIRMENT',
  'HEARING_IMPAIRMENT',
  'SIGN_LANGUAGE',
  'COGNITIVE_SUPPORT',
  'PERSONAL_ASSISTANCE',
  'PREGNANCY',
  'ASSISTANCE_ANIMAL',
] as const;
export type AccessibilityNeed = (typeof ACCESSIBILITY_NEEDS)[number];

/** How far from the case's own region help may be; never a place name. */
export const AREA_BANDS = [
  'SAME_CITY',
  'SAME_REGION',
  'ANOTHER_REGION',
  'ANYWHERE_IN_COUNTRY',
  'ANOTHER_COUNTRY',
] as const;
export type AreaBand = (typeof AREA_BANDS)[number];

/** What must not be offered. */
export const EXCLUSIONS = [
  'NO_MIXED_GENDER_HOUSING',
  'NO_SHARED_ROOM',
  'NO_SHARED_LANGUAGE_COMMUNITY',
  'NO_FAITH_BASED_SERVICE',
  'NO_MALE_STAFF',
  'NO_FEMALE_STAFF',
  'NO_ANIMALS',
  'NO_UNIFORMED_STAFF',
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export const INTERPRETER_NEEDS = ['NONE', 'REMOTE', 'IN_PERSON', 'SAME_GENDER_ONLY'] as const;
export type InterpreterNeed = (typeof INTERPRETER_NEEDS)[number];

/** What a recipient may ask to be told more exactly: an item of the card, never a question in words. */
export const NEEDS_CARD_ITEMS = [
  'HOUSEHOLD_SIZE',
  'COMPOSITION',
  'AGE_BAND',
  'GENDER',
  'LANGUAGES',
  'INTERPRETER',
  'ACCESSIBILITY',
  'AREA_BAND',
  'RISK_LEVEL',
  'URGENCY',
  'EXCLUSIONS',
  'SERVICES',
] as const;
export type NeedsCardItem = (typeof NEEDS_CARD_ITEMS)[number];
