import type { AgencyKind, ConsentState, Purpose, ReferralState, Role, Scope } from '#policy';

// The rules once more, written as grids from the rule book and not from the code, so that a slip of the hand in
// either shows as a disagreement. Nothing here imports a value of the product.

const COLUMNS = ['IDENTITY', 'CONTACT', 'LOCATION', 'HEALTH', 'LEGAL', 'ACCOUNT', 'RISK', 'FAMILY', 'SUPPORT'] as const;

function grid<Row extends string>(rows: Record<Row, string>): Record<Row, ReadonlySet<Scope>> {
  const entries = Object.entries<string>(rows).map(([row, marks]) => {
    const cells = marks.split(/ +/);
    if (cells.length !== COLUMNS.length) throw new Error(`${row} has ${cells.length} cells`);
    return [row, new Set(COLUMNS.filter((_, index) => cells[index] === 'x'))];
  });
  return Object.fromEntries(entries) as Record<Row, ReadonlySet<Scope>>;
}

export const FIELDS_OF: Record<Scope, readonly string[]> = {
  IDENTITY: 'legalName preferredName aliases dateOfBirth nationalities documents photo'.split(' '),
  CONTACT: 'channels doNotContact'.split(' '),
  LOCATION: 'address areaNote'.split(' '),
  HEALTH: 'conditions medications allergies notes'.split(' '),
  LEGAL: 'immigrationStatus proceedings representation'.split(' '),
  ACCOUNT: 'exploitationTypes meansOfControl relationshipToTrafficker narrative'.split(' '),
  RISK: 'assessments safetyPlan peopleToKeepAway'.split(' '),
  FAMILY: 'dependants nextOfKin'.split(' '),
  SUPPORT: 'carePlan services education livelihood'.split(' '),
};

// prettier-ignore
export const CEILING = grid<AgencyKind>({
  //                ID CON LOC HEA LEG ACC RIS FAM SUP
  NGO:             'x  x   x   x   x   x   x   x   x',
  LEGAL_AID:       'x  x   x   .   x   x   .   x   .',
  SHELTER:         'x  x   x   x   .   .   x   x   x',
  HEALTH:          'x  x   x   x   .   .   x   .   .',
  RELIGIOUS:       'x  x   .   .   .   .   .   .   x',
  GOVERNMENT:      'x  .   x   .   x   x   .   .   .',
  LAW_ENFORCEMENT: 'x  .   .   .   .   x   .   .   .',
});

// prettier-ignore
export const NEED = grid<Purpose>({
  //                     ID CON LOC HEA LEG ACC RIS FAM SUP
  LEGAL_AID:            'x  x   .   .   x   x   .   x   .',
  SHELTER:              'x  x   .   x   .   .   x   x   x',
  TRANSITIONAL_HOUSING: 'x  x   .   .   .   .   x   x   x',
  MEDICAL:              'x  x   x   x   .   .   x   .   .',
  COUNSELLING:          'x  x   .   x   .   x   x   x   x',
  FAMILY_MEDIATION:     'x  x   .   .   .   .   x   x   .',
  VOCATIONAL:           'x  x   .   .   .   .   .   .   x',
  EDUCATION:            'x  x   .   .   .   .   .   x   x',
  INTERPRETATION:       'x  x   .   .   .   .   .   .   .',
  SAFE_RETURN:          'x  x   x   .   x   .   x   x   x',
  MATERIAL_AID:         'x  x   x   .   .   .   .   x   x',
  COMMUNITY_SUPPORT:    'x  x   .   .   .   .   .   .   x',
  COMPENSATION:         'x  x   .   .   x   x   .   .   .',
  JUSTICE_CONTACT:      'x  .   .   .   x   x   .   .   .',
});

/** Which kinds serve a purpose, by their initials: Ngo, Legal aid, Shelter, Health, Religious, Government, Police. */
const SERVED_BY: Record<Purpose, string> = {
  LEGAL_AID: 'NL',
  SHELTER: 'NS',
  TRANSITIONAL_HOUSING: 'NS',
  MEDICAL: 'NH',
  COUNSELLING: 'NSH',
  FAMILY_MEDIATION: 'NL',
  VOCATIONAL: 'NG',
  EDUCATION: 'NRG',
  INTERPRETATION: 'NL',
  SAFE_RETURN: 'NG',
  MATERIAL_AID: 'NSR',
  COMMUNITY_SUPPORT: 'NR',
  COMPENSATION: 'NLG',
  JUSTICE_CONTACT: 'GP',
};
const INITIAL: Record<AgencyKind, string> = {
  NGO: 'N',
  LEGAL_AID: 'L',
  SHELTER: 'S',
  HEALTH: 'H',
  RELIGIOUS: 'R',
  GOVERNMENT: 'G',
  LAW_ENFORCEMENT: 'P',
};
export function serves(kind: AgencyKind, purpose: Purpose): boolean {
  return SERVED_BY[purpose].includes(INITIAL[kind]);
}

// prettier-ignore
export const RECIPIENT_ROLE = grid<Role>({
  //                ID CON LOC HEA LEG ACC RIS FAM SUP
  CASEWORKER:      'x  x   x   x   x   x   x   x   x',
  SUPERVISOR:      'x  x   x   x   x   x   x   x   x',
  LIAISON:         'x  .   .   .   .   x   .   .   .',
  INTAKE:          'x  x   .   x   x   .   x   x   x',
  AGENCY_ADMIN:    '.  .   .   .   .   .   .   .   .',
  PRIVACY_OFFICER: '.  .   .   .   .   .   .   .   .',
  OPERATOR:        '.  .   .   .   .   .   .   .   .',
});

/** Whose own cases a role reads: those it works on, all of the agency's, or none. */
export const OWNER_ROLE: Record<Role, 'its own' | 'all' | 'none'> = {
  CASEWORKER: 'its own',
  SUPERVISOR: 'all',
  LIAISON: 'none',
  INTAKE: 'none',
  AGENCY_ADMIN: 'none',
  PRIVACY_OFFICER: 'none',
  OPERATOR: 'none',
};

/** What a referral in this state says to its recipient: secret, not yet, yes, over, or withdrawn. */
export const REFERRAL_SAYS: Record<ReferralState, 'secret' | 'not yet' | 'yes' | 'over' | 'withdrawn'> = {
  DRAFT: 'secret',
  REQUESTED: 'not yet',
  INFO_REQUESTED: 'not yet',
  WAITLISTED: 'not yet',
  ACCEPTED: 'yes',
  IN_PROGRESS: 'yes',
  ON_HOLD: 'yes',
  COMPLETED: 'yes',
  FAILED: 'over',
  REJECTED: 'over',
  CANCELLED: 'over',
  CONSENT_WITHDRAWN: 'withdrawn',
  EXPIRED: 'over',
  ENTERED_IN_ERROR: 'over',
};

/** What a consent in this state says of a scope it names. */
export const CONSENT_SAYS: Record<ConsentState, 'nothing' | 'yes' | 'expired' | 'withdrawn'> = {
  DRAFT: 'nothing',
  ACTIVE: 'yes',
  EXPIRED: 'expired',
  WITHDRAWN: 'withdrawn',
  SUPERSEDED: 'nothing',
  REFUSED: 'nothing',
};
