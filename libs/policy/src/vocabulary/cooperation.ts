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
export const POLICE_ANSWERS = ['PENDING', 'NO_INFORMATION_AVAILABLE', 'ARRANGEMENT_OFFERED'] as const;
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

export const DEFAULT_REFLECTION_DAYS = 30;
