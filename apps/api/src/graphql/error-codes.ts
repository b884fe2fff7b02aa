/**
 * Every code that `extensions.code` of an error can hold, and when it does. Clients may rely on the codes; the messages are
 * for people and may change. `extensions` holds beside it, where it helps: `path` (where in the input), `allowed` (what may
 * stand there, or which moves are open), `current` (the state or version that stands now), `limit`, and for INTERNAL a
 * `reference` to quote to whoever runs the installation.
 */
export const ERROR_CODES = {
  BAD_INPUT: 'The request or a value in it is not valid; `path` says where, `allowed` what is.',
  BED_NO_LONGER_AVAILABLE: 'No bed of this category is free any more.',
  CANCEL_REFERRAL_INSTEAD: 'A shelter was chosen already: cancel its referral, and the bed is given back with it.',
  CAPACITY_BELOW_USE: 'More beds of the category are occupied or held than this; `current` is how many.',
  CONFLICT: 'Somebody else changed the object since it was read; `current` is the version that stands now.',
  CONSENT_ENDED: 'The consent a referral was sent under was withdrawn or has run out.',
  FORBIDDEN: 'The role or kind of agency does not allow this at all.',
  GUARDIAN_ADVOCATE_REQUIRED: 'A child or presumed child has a guardian-advocate; none was named.',
  GUARDIAN_RULES_UNMET: 'The rules for who grants a consent are not met; `path` says which, `allowed` who may.',
  ILLEGAL_MOVE: 'The object is in a state that does not lead there; `current` and `allowed` name both.',
  INTERNAL: 'Something went wrong that is not the caller’s fault; nothing was written.',
  KEYRING_UNAVAILABLE: 'The agency’s keys cannot be reached, so its records stay closed. Nothing is lost.',
  MUTATION_ID_REUSED: 'The clientMutationId was used for another mutation or another input.',
  NOT_FOUND: 'There is no such thing, or none that the caller may know of.',
  NO_AGREEMENT: 'There is no active agreement with the recipient that covers the purpose.',
  NO_CONSENT: 'There is no consent, active now, for this recipient and this purpose.',
  PAYLOAD_TOO_LARGE: 'The request is larger than `limit` bytes.',
  PLACEMENT_HOLD_LAPSED: 'The shelter’s hold has run out before it was confirmed.',
  PURPOSE_NOT_ALLOWED: 'No agency of this kind serves this purpose; `allowed` are those it serves.',
  QUERY_TOO_COMPLEX: 'The query is too deep, too long, too repetitive or asks for too much at once.',
  RATE_LIMITED: 'Too many requests, or too many wrong passwords or codes; `limit` is the seconds to wait.',
  RECIPIENT_NOT_ACTIVE: 'The agency is not active on the platform.',
  RECORD_DEPARTURE_INSTEAD: 'A placement is completed by recording the departure, so that its bed is counted free.',
  REFLECTION_RUNNING: 'A reflection period runs: only the survivor ends it early, with the advocate present.',
  RISK_REVIEW_OVERDUE: 'The review of the survivor’s risk is overdue; nothing is sent until it is done.',
  SCOPE_ABOVE_CEILING: 'No agency of this kind is given these scopes for this purpose; `allowed` are those it is.',
  SECOND_FACTOR_REFUSED: 'The one-time code is wrong, used, or too old.',
  SHELTER_NOT_AVAILABLE:
    'An agency cannot be asked for a bed: `path` says which; it must be active, a shelter, and bound by an agreement.',
  SIGN_IN_REFUSED: 'The e-mail address or the password is wrong, or the account is closed.',
  STEP_UP_REQUIRED: 'This asks for a proof, made within the last five minutes, of who is using the session.',
  UNAUTHENTICATED: 'There is no session, or it has ended.',
} as const satisfies Record<string, string>;
