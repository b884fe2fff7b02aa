import type { Role } from '#policy';
import type { EventKind } from '#platform/database';
import type { NotificationKind } from './notification-kinds.js';

/** HOME is the agency whose survivor it is about, or that was asked; AWAY is the other one, or each of the others. */
export type Side = 'HOME' | 'AWAY';

/** Who on one side: those who work on the very thing, or everybody there who holds one of the roles. */
export type Seat =
  { readonly side: Side; readonly involved: true } | { readonly side: Side; readonly roles: readonly Role[] };

/** What the event's object id identifies; of a placement either the request or one shelter's offer. */
export type Matter = 'REFERRAL' | 'CONSENT' | 'PURGE' | 'PLACEMENT' | 'COOPERATION';

export interface Audience {
  readonly tells: NotificationKind;
  readonly of: Matter;
  readonly seats: readonly Seat[];
}

const involved = (side: Side): Seat => ({ side, involved: true });
const roles = (side: Side, ...names: Role[]): Seat => ({ side, roles: names });

/**
 * Who is told of what. Only people of the agencies that the event names are told, never the one who did it, and in an
 * agency with a named unit only that unit and those who belong to none. Null: nobody is told.
 */
export const AUDIENCES = {
  'referral.sent': { tells: 'REFERRAL_RECEIVED', of: 'REFERRAL', seats: [roles('AWAY', 'INTAKE')] },
  'referral.changed': { tells: 'REFERRAL_CHANGED', of: 'REFERRAL', seats: [involved('HOME'), roles('AWAY', 'INTAKE')] },
  'consent.recorded': null,
  'consent.withdrawn': {
    tells: 'CONSENT_WITHDRAWN',
    of: 'CONSENT',
    seats: [roles('AWAY', 'INTAKE', 'PRIVACY_OFFICER'), involved('HOME')],
  },
  'consent.expired': {
    tells: 'CONSENT_EXPIRED',
    of: 'CONSENT',
    seats: [roles('AWAY', 'INTAKE', 'PRIVACY_OFFICER'), involved('HOME')],
  },
  'purge.answered': {
    tells: 'PURGE_ANSWERED',
    of: 'PURGE',
    seats: [involved('HOME'), roles('HOME', 'PRIVACY_OFFICER')],
  },
  'purge.overdue': {
    tells: 'PURGE_OVERDUE',
    of: 'PURGE',
    seats: [roles('HOME', 'PRIVACY_OFFICER', 'SUPERVISOR'), roles('AWAY', 'PRIVACY_OFFICER', 'SUPERVISOR')],
  },
  'placement.requested': { tells: 'PLACEMENT_REQUESTED', of: 'PLACEMENT', seats: [roles('AWAY', 'INTAKE')] },
  'placement.changed': {
    tells: 'PLACEMENT_CHANGED',
    of: 'PLACEMENT',
    seats: [involved('HOME'), roles('AWAY', 'INTAKE')],
  },
  'cooperation.submitted': {
    tells: 'COOPERATION_SUBMITTED',
    of: 'COOPERATION',
    seats: [roles('HOME', 'SUPERVISOR', 'CASEWORKER')],
  },
  // Never the police: that something moved would tell them that somebody is known.
  'cooperation.changed': {
    tells: 'COOPERATION_CHANGED',
    of: 'COOPERATION',
    seats: [involved('HOME'), roles('HOME', 'SUPERVISOR')],
  },
  'cooperation.answered': { tells: 'COOPERATION_ANSWERED', of: 'COOPERATION', seats: [involved('AWAY')] },
  'case.changed': null,
  'deadline.missed': {
    tells: 'DEADLINE_MISSED',
    of: 'REFERRAL',
    seats: [roles('HOME', 'SUPERVISOR'), roles('AWAY', 'SUPERVISOR')],
  },
  'audit.appended': null,
} as const satisfies Record<EventKind, Audience | null>;

export function audienceOf(kind: EventKind): Audience | null {
  return AUDIENCES[kind];
}

/** Who is told where an agency has nobody in the roles that should be: a message must never reach no one. */
export const STAND_INS: readonly Role[] = ['SUPERVISOR', 'AGENCY_ADMIN'];
