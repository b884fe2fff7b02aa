export const COOPERATION_STATES = [
  'SUBMITTED',
  'ADVOCATE_REVIEW',
  'REFLECTION',
  'SURVIVOR_DECISION',
  'ARRANGED',
  'CLOSED',
] as const;
export type CooperationState = (typeof COOPERATION_STATES)[number];

export const SURVIVOR_DECISIONS = ['AGREE', 'AGREE_WITH_CONDITIONS', 'DECLINE', 'DEFER'] as const;
export type SurvivorDecision = (typeof SURVIVOR_DECISIONS)[number];

/** Every mode goes through the advocate; none is a channel to the survivor. */
export const CONTACT_MODES = [
  'ADVOCATE_RELAY_CALL',
  'ADVOCATE_RELAY_MESSAGE',
  'WRITTEN_QUESTIONS',
  'VIDEO_FROM_ADVOCATE_OFFICE',
  'MEETING_AT_NEUTRAL_VENUE',
] as const;
export type ContactMode = (typeof CONTACT_MODES)[number];

/** What the requesting police agency is told. Everything that is not an arrangement is one and the same answer. */
export const POLICE_ANSWERS = ['PENDING', 'NO_INFORMATION_AVAILABLE', 'ARRANGED'] as const;
export type PoliceAnswer = (typeof POLICE_ANSWERS)[number];

/** Kinds of thing police may ask for. */
export const COOPERATION_ASKS = [
  'INITIAL_CONVERSATION',
  'STATEMENT',
  'IDENTIFICATION_OF_SUSPECT',
  'RETURN_OF_BELONGINGS',
  'COURT_TESTIMONY',
  'INFORMATION_ABOUT_PROCEEDINGS',
] as const;
export type CooperationAsk = (typeof COOPERATION_ASKS)[number];

/** What the asked agency finds: one of its own cases, or nobody it knows. */
export const REVIEW_FINDINGS = ['OWN_CASE', 'NOT_KNOWN'] as const;
export type ReviewFinding = (typeof REVIEW_FINDINGS)[number];

/** What a survivor may ask for when agreeing. */
export const SURVIVOR_CONDITIONS = [
  'ADVOCATE_PRESENT',
  'LAWYER_PRESENT',
  'INTERPRETER_PRESENT',
  'FEMALE_OFFICER',
  'MALE_OFFICER',
  'PLAIN_CLOTHES',
  'QUESTIONS_IN_WRITING_FIRST',
  'NO_RECORDING',
  'NO_MEETING_WITH_SUSPECT',
  'MAY_STOP_AT_ANY_TIME',
] as const;
export type SurvivorCondition = (typeof SURVIVOR_CONDITIONS)[number];

/** A kind of place that belongs to neither side. Which one it is, advocate and liaison settle by voice. */
export const NEUTRAL_VENUES = [
  'COURT_WITNESS_ROOM',
  'INTERVIEW_SUITE',
  'LAWYERS_OFFICE',
  'MUNICIPAL_OFFICE',
  'COMMUNITY_CENTRE',
  'PUBLIC_LIBRARY',
] as const;
export type NeutralVenue = (typeof NEUTRAL_VENUES)[number];

/** Why the asked agency closed a request. The police never hear which. */
export const COOPERATION_ENDINGS = ['NOT_KNOWN', 'DECLINED', 'WITHDRAWN'] as const;
export type CooperationEnding = (typeof COOPERATION_ENDINGS)[number];

/** At least 30 days (Council of Europe Convention on Action against Trafficking in Human Beings, Article 13). */
export const DEFAULT_REFLECTION_DAYS = 30;
/** Jurisdictions (ISO 3166) whose law gives more. */
export const REFLECTION_DAYS: ReadonlyMap<string, number> = new Map([
  ['BE', 45],
  ['DE', 90],
  ['NL', 90],
  ['NO', 180],
]);
/** How far ahead a reflection period may be set at once. */
export const MAX_REFLECTION_DAYS = 365;

export function reflectionDays(jurisdiction: string): number {
  return REFLECTION_DAYS.get(jurisdiction) ?? DEFAULT_REFLECTION_DAYS;
}
