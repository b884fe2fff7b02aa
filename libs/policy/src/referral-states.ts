import { mayMove, type Moves } from './moves.js';
import { REFERRAL_STATES, type ReferralState } from './vocabulary/referral.js';

/** SYSTEM is the clock or the withdrawal of a consent; no person presses it. */
export type ReferralMover = 'SENDER' | 'RECIPIENT' | 'SYSTEM';

const closing = {
  CANCELLED: ['SENDER'],
  CONSENT_WITHDRAWN: ['SYSTEM'],
  EXPIRED: ['SYSTEM'],
  ENTERED_IN_ERROR: ['SENDER'],
} as const;

export const REFERRAL_MOVES = {
  DRAFT: { REQUESTED: ['SENDER'], ...closing },
  REQUESTED: {
    INFO_REQUESTED: ['RECIPIENT'],
    WAITLISTED: ['RECIPIENT'],
    ACCEPTED: ['RECIPIENT'],
    REJECTED: ['RECIPIENT'],
    ...closing,
  },
  INFO_REQUESTED: { REQUESTED: ['SENDER'], ...closing },
  WAITLISTED: { ACCEPTED: ['RECIPIENT'], REJECTED: ['RECIPIENT'], ...closing },
  ACCEPTED: { IN_PROGRESS: ['RECIPIENT'], ...closing },
  IN_PROGRESS: { ON_HOLD: ['RECIPIENT'], COMPLETED: ['RECIPIENT'], FAILED: ['RECIPIENT'], ...closing },
  ON_HOLD: { IN_PROGRESS: ['RECIPIENT'], COMPLETED: ['RECIPIENT'], FAILED: ['RECIPIENT'], ...closing },
  // The work is done but what was opened for it still is, until the survivor says otherwise.
  COMPLETED: { CONSENT_WITHDRAWN: ['SYSTEM'] },
  FAILED: {},
  REJECTED: {},
  CANCELLED: {},
  CONSENT_WITHDRAWN: {},
  EXPIRED: {},
  ENTERED_IN_ERROR: {},
} as const satisfies Moves<ReferralState, ReferralMover>;

/**
 * What the recipient sees of a referral in a state: NOTHING, that it exists and how it ended (STATUS), the needs card
 * (CARD), or what consent covers (CONTENT).
 */
export const RECIPIENT_SEES = {
  DRAFT: 'NOTHING',
  REQUESTED: 'CARD',
  INFO_REQUESTED: 'CARD',
  WAITLISTED: 'CARD',
  ACCEPTED: 'CONTENT',
  IN_PROGRESS: 'CONTENT',
  ON_HOLD: 'CONTENT',
  COMPLETED: 'CONTENT',
  FAILED: 'STATUS',
  REJECTED: 'STATUS',
  CANCELLED: 'STATUS',
  CONSENT_WITHDRAWN: 'STATUS',
  EXPIRED: 'STATUS',
  ENTERED_IN_ERROR: 'STATUS',
} as const satisfies Record<ReferralState, 'NOTHING' | 'STATUS' | 'CARD' | 'CONTENT'>;
export type RecipientSight = (typeof RECIPIENT_SEES)[ReferralState];

export const CONTENT_STATES = REFERRAL_STATES.filter((state) => RECIPIENT_SEES[state] === 'CONTENT');

/** Still waiting for somebody, or being worked on. */
export const OPEN_REFERRAL_STATES = REFERRAL_STATES.filter((state) => 'CANCELLED' in REFERRAL_MOVES[state]);

/** The states that the end of a consent closes. */
export function statesEndedBy(end: 'CONSENT_WITHDRAWN' | 'EXPIRED'): readonly ReferralState[] {
  return REFERRAL_STATES.filter((state) => mayMove(REFERRAL_MOVES, state, end, 'SYSTEM'));
}

/** HL7 SDOHCC Task status, with the business status where several of ours share one of theirs. */
export const TASK_STATUS = {
  DRAFT: { status: 'draft', businessStatus: null },
  REQUESTED: { status: 'requested', businessStatus: null },
  INFO_REQUESTED: { status: 'requested', businessStatus: 'info-requested' },
  WAITLISTED: { status: 'requested', businessStatus: 'waitlisted' },
  ACCEPTED: { status: 'accepted', businessStatus: null },
  IN_PROGRESS: { status: 'in-progress', businessStatus: null },
  ON_HOLD: { status: 'on-hold', businessStatus: null },
  COMPLETED: { status: 'completed', businessStatus: null },
  FAILED: { status: 'failed', businessStatus: null },
  REJECTED: { status: 'rejected', businessStatus: null },
  CANCELLED: { status: 'cancelled', businessStatus: null },
  CONSENT_WITHDRAWN: { status: 'cancelled', businessStatus: 'consent-withdrawn' },
  EXPIRED: { status: 'cancelled', businessStatus: 'expired' },
  ENTERED_IN_ERROR: { status: 'entered-in-error', businessStatus: null },
} as const satisfies Record<ReferralState, { status: string; businessStatus: string | null }>;
