import type { Moves } from './moves.js';
import type { CooperationState, PoliceAnswer, SurvivorDecision } from './vocabulary/cooperation.js';

/** ADVOCATE acts for the agency and with the survivor; SYSTEM is the end of a reflection period. */
export type CooperationMover = 'POLICE' | 'ADVOCATE' | 'SYSTEM';

export const COOPERATION_MOVES = {
  SUBMITTED: { ADVOCATE_REVIEW: ['ADVOCATE'], CLOSED: ['ADVOCATE', 'SYSTEM'] },
  ADVOCATE_REVIEW: { REFLECTION: ['ADVOCATE'], SURVIVOR_DECISION: ['ADVOCATE'], CLOSED: ['ADVOCATE'] },
  REFLECTION: { SURVIVOR_DECISION: ['ADVOCATE', 'SYSTEM'], CLOSED: ['ADVOCATE'] },
  SURVIVOR_DECISION: { REFLECTION: ['ADVOCATE'], ARRANGED: ['ADVOCATE'], CLOSED: ['ADVOCATE'] },
  ARRANGED: { CLOSED: ['ADVOCATE'] },
  CLOSED: {},
} as const satisfies Moves<CooperationState, CooperationMover>;

/** Where a decision takes the request. A decision never changes any service. */
export const STATE_AFTER_DECISION = {
  AGREE: 'SURVIVOR_DECISION',
  AGREE_WITH_CONDITIONS: 'SURVIVOR_DECISION',
  DECLINE: 'CLOSED',
  DEFER: 'REFLECTION',
} as const satisfies Record<SurvivorDecision, CooperationState>;

/** Only these decisions allow an arrangement. */
export const DECISIONS_THAT_ARRANGE: readonly SurvivorDecision[] = ['AGREE', 'AGREE_WITH_CONDITIONS'];

/**
 * The one thing police are told in a state, once an answer has been released to them; before that it is PENDING.
 * Unknown person, reflection, decline and withdrawal are the same word, so that it tells nothing.
 */
export const POLICE_HEAR = {
  SUBMITTED: 'NO_INFORMATION_AVAILABLE',
  ADVOCATE_REVIEW: 'NO_INFORMATION_AVAILABLE',
  REFLECTION: 'NO_INFORMATION_AVAILABLE',
  SURVIVOR_DECISION: 'NO_INFORMATION_AVAILABLE',
  ARRANGED: 'ARRANGEMENT_OFFERED',
  CLOSED: 'NO_INFORMATION_AVAILABLE',
} as const satisfies Record<CooperationState, PoliceAnswer>;
