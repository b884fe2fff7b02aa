import { CASE_OWNING_KINDS } from './ceilings.js';
import { mayServe } from './purposes.js';
import { AGENCY_KINDS, ROLES, type AgencyKind, type Role } from './vocabulary/agency.js';

/**
 * How the actor must stand to the thing itself. ANYONE asks nothing; OWNER works for the agency whose survivor or
 * thing it is; ASSIGNED is an OWNER who works on it; RECIPIENT works for the other side, in the unit that is named.
 * Except for ANYONE, a conflict of interest closes it.
 */
export type Standing = 'ANYONE' | 'OWNER' | 'ASSIGNED' | 'RECIPIENT';

/** One sentence of permission. There are no sentences that forbid. */
export interface Grant {
  readonly roles: readonly Role[];
  readonly kinds: readonly AgencyKind[];
  readonly standing: Standing;
}

const CARE = CASE_OWNING_KINDS;
const HOUSING = AGENCY_KINDS.filter((kind) => mayServe(kind, 'SHELTER'));
const POLICE = ['LAW_ENFORCEMENT'] as const;

const everyone: readonly Grant[] = [{ roles: ROLES, kinds: AGENCY_KINDS, standing: 'ANYONE' }];
const staff: readonly Grant[] = [
  { roles: ROLES.filter((role) => role !== 'OPERATOR'), kinds: AGENCY_KINDS, standing: 'ANYONE' },
];
const caseTeam: readonly Grant[] = [
  { roles: ['CASEWORKER'], kinds: CARE, standing: 'ASSIGNED' },
  { roles: ['SUPERVISOR'], kinds: CARE, standing: 'OWNER' },
];
const supervisor: readonly Grant[] = [{ roles: ['SUPERVISOR'], kinds: CARE, standing: 'OWNER' }];
const privacyOfficer: readonly Grant[] = [{ roles: ['PRIVACY_OFFICER'], kinds: AGENCY_KINDS, standing: 'OWNER' }];
const deciders: readonly Grant[] = [{ roles: ['INTAKE', 'SUPERVISOR'], kinds: CARE, standing: 'RECIPIENT' }];
const workers: readonly Grant[] = [
  { roles: ['INTAKE', 'CASEWORKER', 'SUPERVISOR'], kinds: CARE, standing: 'RECIPIENT' },
];
const shelterDeciders: readonly Grant[] = [{ roles: ['INTAKE', 'SUPERVISOR'], kinds: HOUSING, standing: 'RECIPIENT' }];
const shelterWorkers: readonly Grant[] = [
  { roles: ['INTAKE', 'CASEWORKER', 'SUPERVISOR'], kinds: HOUSING, standing: 'RECIPIENT' },
];
const advocates: readonly Grant[] = [{ roles: ['CASEWORKER', 'SUPERVISOR'], kinds: CARE, standing: 'OWNER' }];
const police: readonly Grant[] = [{ roles: ['LIAISON'], kinds: POLICE, standing: 'RECIPIENT' }];
const agencyAdmin: readonly Grant[] = [{ roles: ['AGENCY_ADMIN'], kinds: AGENCY_KINDS, standing: 'OWNER' }];
const operator: readonly Grant[] = [{ roles: ['OPERATOR'], kinds: AGENCY_KINDS, standing: 'ANYONE' }];
const careStaff = (roles: readonly Role[]): readonly Grant[] => [{ roles, kinds: CARE, standing: 'ANYONE' }];

/** Who may do what to what. A verb that is not named here is denied to everybody. */
export const PERMISSIONS = {
  Me: { read: everyone },
  Agency: { list: everyone, configure: operator },
  Staff: { list: agencyAdmin, administer: agencyAdmin },
  Service: { list: staff, publish: [{ roles: ['SUPERVISOR', 'AGENCY_ADMIN'], kinds: CARE, standing: 'OWNER' }] },
  Case: {
    list: careStaff(['CASEWORKER', 'SUPERVISOR']),
    open: careStaff(['CASEWORKER', 'SUPERVISOR']),
    read: caseTeam,
    update: caseTeam,
    assign: supervisor,
    erase: supervisor,
  },
  Consent: {
    read: [...caseTeam, { roles: ['PRIVACY_OFFICER'], kinds: CARE, standing: 'OWNER' }],
    record: caseTeam,
    // A survivor may tell anybody who works there; it must not have to wait for the right person.
    withdraw: [
      {
        roles: ['CASEWORKER', 'SUPERVISOR', 'INTAKE', 'AGENCY_ADMIN', 'PRIVACY_OFFICER'],
        kinds: CARE,
        standing: 'OWNER',
      },
    ],
    answerPurge: [
      {
        roles: ['INTAKE', 'CASEWORKER', 'SUPERVISOR', 'PRIVACY_OFFICER', 'LIAISON'],
        kinds: AGENCY_KINDS,
        standing: 'RECIPIENT',
      },
    ],
  },
  Referral: {
    list: careStaff(['INTAKE', 'CASEWORKER', 'SUPERVISOR']),
    read: [...caseTeam, ...workers],
    watch: [...caseTeam, ...workers],
    send: caseTeam,
    answerInfo: caseTeam,
    cancel: caseTeam,
    acknowledge: workers,
    requestInfo: workers,
    waitlist: deciders,
    accept: deciders,
    reject: deciders,
    start: workers,
    hold: workers,
    complete: workers,
    askOnward: workers,
  },
  Disclosure: {
    preview: caseTeam,
    explain: [...caseTeam, { roles: ['PRIVACY_OFFICER'], kinds: CARE, standing: 'OWNER' }],
  },
  Emergency: { open: caseTeam, approve: supervisor, review: supervisor },
  Ledger: { read: privacyOfficer },
  Audit: { read: privacyOfficer },
  Beds: {
    list: careStaff(['INTAKE', 'CASEWORKER', 'SUPERVISOR']),
    publish: [{ roles: ['INTAKE', 'SUPERVISOR'], kinds: HOUSING, standing: 'OWNER' }],
  },
  Placement: {
    list: careStaff(['INTAKE', 'CASEWORKER', 'SUPERVISOR']),
    read: [...caseTeam, ...shelterWorkers],
    request: caseTeam,
    confirm: caseTeam,
    cancel: caseTeam,
    accept: shelterDeciders,
    decline: shelterDeciders,
    recordArrival: shelterWorkers,
    recordDeparture: shelterWorkers,
  },
  Cooperation: {
    list: [
      { roles: ['CASEWORKER', 'SUPERVISOR'], kinds: CARE, standing: 'ANYONE' },
      { roles: ['LIAISON'], kinds: POLICE, standing: 'ANYONE' },
    ],
    read: [...advocates, ...police],
    submit: [{ roles: ['LIAISON'], kinds: POLICE, standing: 'ANYONE' }],
    review: advocates,
    openReflection: advocates,
    recordDecision: advocates,
    arrange: advocates,
  },
  Notification: { list: everyone, watch: everyone, markRead: everyone },
} as const satisfies Record<string, Record<string, readonly Grant[]>>;

export type Subject = keyof typeof PERMISSIONS;
export type VerbOf<S extends Subject> = keyof (typeof PERMISSIONS)[S] & string;
export type Verb = { [S in Subject]: VerbOf<S> }[Subject];

export const SUBJECTS = Object.keys(PERMISSIONS) as readonly Subject[];

/** The grants of a verb on a subject; none for a pair that is not in the table. */
export function grantsFor(verb: string, subject: Subject): readonly Grant[] {
  const verbs: Readonly<Record<string, readonly Grant[]>> = PERMISSIONS[subject];
  return Object.hasOwn(verbs, verb) ? (verbs[verb] ?? []) : [];
}
