import { describe, expect, it } from '@jest/globals';
import {
  AGENCY_KINDS,
  OPERATIONS,
  PERMISSIONS,
  ROLES,
  SUBJECTS,
  abilityFor,
  meetsRequirement,
  type Actor,
  type AgencyKind,
  type Instance,
  type Role,
  type Subject,
  type Verb,
  type VerbOf,
} from '#policy';
import { report } from './disagreements.js';

// Every verb of every kind of thing, in words: who, from where, standing how. `C` caseworker, `S` supervisor,
// `I` intake, `L` liaison, `A` agency admin, `P` privacy officer, `O` operator, `*` all of them.
// @any: no relation asked · @own: the agency's · @mine: the agency's, and I work on it · @theirs: sent to us.
// care: every kind but police · beds: kinds that house people · police · all.
const EXPECTED: Readonly<Record<string, string>> = {
  'read Me': '* @any all',
  'list Agency': '* @any all',
  'configure Agency': 'O @any all',
  'list Staff': 'A @own all',
  'administer Staff': 'A @own all',
  'list Service': 'CSLIAP @any all',
  'publish Service': 'SA @own care',
  'list Case': 'CS @any care',
  'open Case': 'CS @any care',
  'read Case': 'C @mine care + S @own care',
  'update Case': 'C @mine care + S @own care',
  'assign Case': 'S @own care',
  'erase Case': 'S @own care',
  'read Consent': 'C @mine care + S @own care + P @own care',
  'record Consent': 'C @mine care + S @own care',
  'withdraw Consent': 'CSIAP @own care',
  'answerPurge Consent': 'ICSPL @theirs all',
  'list Referral': 'ICS @any care',
  'read Referral': 'C @mine care + S @own care + ICS @theirs care',
  'watch Referral': 'C @mine care + S @own care + ICS @theirs care',
  'send Referral': 'C @mine care + S @own care',
  'answerInfo Referral': 'C @mine care + S @own care',
  'cancel Referral': 'C @mine care + S @own care',
  'acknowledge Referral': 'ICS @theirs care',
  'requestInfo Referral': 'ICS @theirs care',
  'waitlist Referral': 'IS @theirs care',
  'accept Referral': 'IS @theirs care',
  'reject Referral': 'IS @theirs care',
  'start Referral': 'ICS @theirs care',
  'hold Referral': 'ICS @theirs care',
  'complete Referral': 'ICS @theirs care',
  'askOnward Referral': 'ICS @theirs care',
  'preview Disclosure': 'C @mine care + S @own care',
  'explain Disclosure': 'C @mine care + S @own care + P @own care',
  'open Emergency': 'C @mine care + S @own care',
  'approve Emergency': 'S @own care',
  'review Emergency': 'S @own care',
  'read Ledger': 'P @own all',
  'read Audit': 'P @own all',
  'list Beds': 'ICS @any care',
  'publish Beds': 'IS @own beds',
  'list Placement': 'ICS @any care',
  'read Placement': 'C @mine care + S @own care + ICS @theirs beds',
  'request Placement': 'C @mine care + S @own care',
  'confirm Placement': 'C @mine care + S @own care',
  'cancel Placement': 'C @mine care + S @own care',
  'accept Placement': 'IS @theirs beds',
  'decline Placement': 'IS @theirs beds',
  'recordArrival Placement': 'ICS @theirs beds',
  'recordDeparture Placement': 'ICS @theirs beds',
  'list Cooperation': 'CS @any care + L @any police',
  'read Cooperation': 'CS @own care + L @theirs police',
  'submit Cooperation': 'L @any police',
  'review Cooperation': 'CS @own care',
  'openReflection Cooperation': 'CS @own care',
  'recordDecision Cooperation': 'CS @own care',
  'arrange Cooperation': 'CS @own care',
  'list Notification': '* @any all',
  'watch Notification': '* @any all',
  'markRead Notification': '* @any all',
};

const LETTER: Record<Role, string> = {
  CASEWORKER: 'C',
  SUPERVISOR: 'S',
  INTAKE: 'I',
  LIAISON: 'L',
  AGENCY_ADMIN: 'A',
  PRIVACY_OFFICER: 'P',
  OPERATOR: 'O',
};

const KINDS: Record<string, readonly AgencyKind[]> = {
  all: ['LAW_ENFORCEMENT', 'NGO', 'LEGAL_AID', 'SHELTER', 'HEALTH', 'RELIGIOUS', 'GOVERNMENT'],
  care: ['NGO', 'LEGAL_AID', 'SHELTER', 'HEALTH', 'RELIGIOUS', 'GOVERNMENT'],
  beds: ['NGO', 'SHELTER'],
  police: ['LAW_ENFORCEMENT'],
};

/** How a test's actor stands to the thing, and which of the table's marks that satisfies. */
const STANDINGS: readonly { name: string; marks: readonly string[]; thing: Omit<Instance, 'subject'> }[] = [
  standing('assigned owner', ['@any', '@own', '@mine'], { ownerAgencyId: 'us', assignedPersonIds: ['me'] }),
  standing('owner', ['@any', '@own'], { ownerAgencyId: 'us', assignedPersonIds: ['colleague'] }),
  standing('owner in conflict', ['@any'], {
    ownerAgencyId: 'us',
    assignedPersonIds: ['me'],
    conflictedPersonIds: ['me'],
  }),
  standing('recipient', ['@any', '@theirs'], { ownerAgencyId: 'them', recipientAgencyId: 'us' }),
  standing('recipient, own unit', ['@any', '@theirs'], {
    ownerAgencyId: 'them',
    recipientAgencyId: 'us',
    recipientUnitId: 'night',
  }),
  standing('recipient, other unit', ['@any'], {
    ownerAgencyId: 'them',
    recipientAgencyId: 'us',
    recipientUnitId: 'day',
  }),
  standing('recipient in conflict', ['@any'], {
    ownerAgencyId: 'them',
    recipientAgencyId: 'us',
    conflictedPersonIds: ['me'],
  }),
  standing('stranger', ['@any'], { ownerAgencyId: 'them', recipientAgencyId: 'others', assignedPersonIds: ['me'] }),
  standing('nobody', ['@any'], {}),
];

function standing(name: string, marks: readonly string[], thing: Partial<Omit<Instance, 'subject'>>) {
  const nothing = {
    ownerAgencyId: null,
    recipientAgencyId: null,
    recipientUnitId: null,
    assignedPersonIds: [],
    conflictedPersonIds: [],
  };
  return { name, marks, thing: { ...nothing, ...thing } };
}

function actor(role: Role, agencyKind: AgencyKind): Actor {
  return {
    personId: 'me',
    agencyId: 'us',
    agencyKind,
    unitId: 'night',
    roles: [role],
    stepUpAt: null,
    sessionId: 'session',
    displayName: 'Me',
  };
}

function expected(key: string, role: Role, kind: AgencyKind, marks: readonly string[]): boolean {
  return (EXPECTED[key] ?? '').split(' + ').some((sentence) => {
    const [who = '', how = '', where = ''] = sentence.split(' ');
    const roleFits = who === '*' || who.includes(LETTER[role]);
    return roleFits && marks.includes(how) && (KINDS[where] ?? []).includes(kind);
  });
}

const pairs = SUBJECTS.flatMap((subject) =>
  Object.keys(PERMISSIONS[subject]).map((verb) => ({ subject, verb: verb as Verb, key: `${verb} ${subject}` })),
);

describe('role × agency kind × standing × verb', () => {
  it('names the same verbs as the rule book', () => {
    expect(pairs.map(({ key }) => key).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it('allows what the rule book allows and nothing else', () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const role of ROLES)
      for (const kind of AGENCY_KINDS) {
        const ability = abilityFor(actor(role, kind));
        for (const { subject, verb, key } of pairs)
          for (const { name, marks, thing } of STANDINGS) {
            cells++;
            if (ability.can(verb, { ...thing, subject }) !== expected(key, role, kind, marks)) {
              wrong.push(`${role} of ${kind}, ${name}: ${key}`);
            }
          }
      }
    report('Verb matrix', cells);
    expect(wrong).toEqual([]);
    expect(cells).toBe(7 * 7 * Object.keys(EXPECTED).length * 9);
  });

  it('lets a handler through exactly where some standing would do', () => {
    const wrong: string[] = [];
    const everyMark = ['@any', '@own', '@mine', '@theirs'];
    for (const role of ROLES)
      for (const kind of AGENCY_KINDS)
        for (const { subject, verb, key } of pairs) {
          const passes = meetsRequirement(actor(role, kind), verb as VerbOf<Subject>, subject);
          if (passes !== expected(key, role, kind, everyMark)) wrong.push(`${role} of ${kind}: ${key}`);
        }
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(OPERATIONS))('%s requires a verb that somebody has', (_operation, { verb, subject }) => {
    expect(Object.keys(EXPECTED)).toContain(`${verb} ${subject}`);
  });
});

describe('what no role reaches', () => {
  it.each(ROLES)('%s of a police agency neither searches, lists nor reads cases and referrals', (role) => {
    const ability = abilityFor(actor(role, 'LAW_ENFORCEMENT'));
    const reached = pairs
      .filter(({ subject }) => ['Case', 'Referral', 'Placement', 'Beds', 'Disclosure', 'Emergency'].includes(subject))
      .filter(({ subject, verb }) => STANDINGS.some(({ thing }) => ability.can(verb, { ...thing, subject })));
    expect(reached).toEqual([]);
  });

  it.each(['OPERATOR', 'AGENCY_ADMIN'] as const)('%s reads no case, referral, ledger or audit trail', (role) => {
    const reached = AGENCY_KINDS.flatMap((kind) =>
      pairs
        .filter(({ subject }) => ['Case', 'Referral', 'Placement', 'Ledger', 'Audit', 'Cooperation'].includes(subject))
        .filter(({ subject, verb }) => meetsRequirement(actor(role, kind), verb as VerbOf<Subject>, subject)),
    );
    expect(reached).toEqual([]);
  });

  it('has no wildcard of the library behind an innocent word', () => {
    const ability = abilityFor(actor('SUPERVISOR', 'NGO'));
    const thing = { ...standing('any', [], { ownerAgencyId: 'us' }).thing, subject: 'Case' as const };
    expect(ability.can('manage' as Verb, thing)).toBe(false);
    expect(ability.can('read', { ...thing, subject: 'all' as Subject })).toBe(false);
    expect(ability.rules.some((rule) => rule.inverted === true)).toBe(false);
    expect(ability.rules.every((rule) => rule.conditions !== undefined)).toBe(true);
  });
});
