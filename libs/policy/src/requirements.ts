import type { Actor } from './actor.js';
import { grantsFor, type Grant, type Subject, type VerbOf } from './permissions.js';

/** What a handler declares about itself: the verb, and the kind of thing it is done to. */
export type Requirement = { [S in Subject]: { readonly verb: VerbOf<S>; readonly subject: S } }[Subject];

/** What each operation of the API requires. An operation that is not named here is open to nobody. */
export const OPERATIONS = {
  me: { verb: 'read', subject: 'Me' },
  agencies: { verb: 'list', subject: 'Agency' },
  services: { verb: 'list', subject: 'Service' },
  cases: { verb: 'list', subject: 'Case' },
  case: { verb: 'read', subject: 'Case' },
  openCase: { verb: 'open', subject: 'Case' },
  updateCase: { verb: 'update', subject: 'Case' },
  recordConsent: { verb: 'record', subject: 'Consent' },
  withdrawConsent: { verb: 'withdraw', subject: 'Consent' },
  answerPurge: { verb: 'answerPurge', subject: 'Consent' },
  disclosurePreview: { verb: 'preview', subject: 'Disclosure' },
  explainDisclosure: { verb: 'explain', subject: 'Disclosure' },
  disclosureLedger: { verb: 'read', subject: 'Ledger' },
  auditTrail: { verb: 'read', subject: 'Audit' },
  referralInbox: { verb: 'list', subject: 'Referral' },
  referralOutbox: { verb: 'list', subject: 'Referral' },
  referral: { verb: 'read', subject: 'Referral' },
  sendReferral: { verb: 'send', subject: 'Referral' },
  acknowledgeReferral: { verb: 'acknowledge', subject: 'Referral' },
  requestReferralInfo: { verb: 'requestInfo', subject: 'Referral' },
  answerReferralInfo: { verb: 'answerInfo', subject: 'Referral' },
  waitlistReferral: { verb: 'waitlist', subject: 'Referral' },
  acceptReferral: { verb: 'accept', subject: 'Referral' },
  rejectReferral: { verb: 'reject', subject: 'Referral' },
  startReferral: { verb: 'start', subject: 'Referral' },
  holdReferral: { verb: 'hold', subject: 'Referral' },
  completeReferral: { verb: 'complete', subject: 'Referral' },
  cancelReferral: { verb: 'cancel', subject: 'Referral' },
  referralChanged: { verb: 'watch', subject: 'Referral' },
  beds: { verb: 'list', subject: 'Beds' },
  publishBeds: { verb: 'publish', subject: 'Beds' },
  placementRequests: { verb: 'list', subject: 'Placement' },
  requestPlacement: { verb: 'request', subject: 'Placement' },
  acceptPlacement: { verb: 'accept', subject: 'Placement' },
  declinePlacement: { verb: 'decline', subject: 'Placement' },
  confirmPlacement: { verb: 'confirm', subject: 'Placement' },
  cancelPlacement: { verb: 'cancel', subject: 'Placement' },
  recordArrival: { verb: 'recordArrival', subject: 'Placement' },
  recordDeparture: { verb: 'recordDeparture', subject: 'Placement' },
  cooperationRequests: { verb: 'list', subject: 'Cooperation' },
  cooperationRequest: { verb: 'read', subject: 'Cooperation' },
  submitCooperationRequest: { verb: 'submit', subject: 'Cooperation' },
  reviewCooperationRequest: { verb: 'review', subject: 'Cooperation' },
  openReflection: { verb: 'openReflection', subject: 'Cooperation' },
  recordSurvivorDecision: { verb: 'recordDecision', subject: 'Cooperation' },
  arrangeCooperation: { verb: 'arrange', subject: 'Cooperation' },
  notifications: { verb: 'list', subject: 'Notification' },
  notificationArrived: { verb: 'watch', subject: 'Notification' },
  markNotificationsRead: { verb: 'markRead', subject: 'Notification' },
} as const satisfies Record<string, Requirement>;
export type Operation = keyof typeof OPERATIONS;

/**
 * Whether any role of the actor, in an agency of its kind, may do this verb to this kind of thing at all.
 * The thing itself is checked where it is loaded, with `abilityFor`.
 */
export function meetsRequirement<S extends Subject>(
  actor: Pick<Actor, 'roles' | 'agencyKind'>,
  verb: VerbOf<S>,
  subject: S,
): boolean {
  return grantsFor(verb, subject).some((grant) => meetsGrant(actor, grant));
}

/** Whether the grant speaks of the actor's role and kind of agency; how it stands to the thing is another question. */
export function meetsGrant(actor: Pick<Actor, 'roles' | 'agencyKind'>, grant: Grant): boolean {
  return grant.kinds.includes(actor.agencyKind) && grant.roles.some((role) => actor.roles.includes(role));
}
