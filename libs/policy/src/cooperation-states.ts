import type { Moves } from './moves.js';
import type { CooperationState, SurvivorDecision } from './vocabulary/cooperation.js';

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

/**
 * Where a decision takes the request. A decision never changes any service. No state is ever an answer to the police: what
 * they hear follows from time and from an arrangement alone.
 */
export const STATE_AFTER_DECISION = {
  AGREE: 'SURVIVOR_DECISION',
  AGREE_WITH_CONDITIONS: 'SURVIVOR_DECISION',
  DECLINE: 'CLOSED',
  DEFER: 'REFLECTION',
} as const satisfies Record<SurvivorDecision, CooperationState>;

/** Only these decisions allow an arrangement. */
export const DECISIONS_THAT_ARRANGE: readonly SurvivorDecision[] = ['AGREE', 'AGREE_WITH_CONDITIONS'];
