import type { AgencyKind, Purpose, Role, Scope, ServiceType } from '#policy';

// Every agency and person here is invented. Names of people are ordinary names of their languages and belong to nobody.

export interface DemoPerson {
  readonly key: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly locale: 'en' | 'sr' | 'uk' | 'ar';
  readonly unit?: string;
}

export interface DemoAgency {
  readonly key: string;
  readonly name: string;
  readonly kind: AgencyKind;
  readonly jurisdiction: string;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly units: readonly string[];
  readonly services: readonly { readonly type: ServiceType; readonly name: string }[];
  readonly people: readonly DemoPerson[];
}

export const demoAgencies: readonly DemoAgency[] = [
  {
    key: 'lantern',
    name: 'Lantern House',
    kind: 'NGO',
    jurisdiction: 'RS',
    timeZone: 'Europe/Belgrade',
    languages: ['en', 'sr'],
    units: ['Day team', 'Night desk'],
    services: [
      { type: 'COUNSELLING', name: 'Counselling after exploitation' },
      { type: 'MATERIAL_AID', name: 'First-week kit' },
    ],
    people: [
      { key: 'mira', name: 'Mira Kovač', roles: ['CASEWORKER'], locale: 'sr', unit: 'Day team' },
      { key: 'dunja', name: 'Dunja Perić', roles: ['CASEWORKER', 'INTAKE'], locale: 'sr', unit: 'Night desk' },
      { key: 'ljilja', name: 'Ljilja Stanić', roles: ['SUPERVISOR'], locale: 'sr' },
      { key: 'petra', name: 'Petra Vuković', roles: ['PRIVACY_OFFICER'], locale: 'en' },
      { key: 'goran', name: 'Goran Ilić', roles: ['AGENCY_ADMIN'], locale: 'en' },
    ],
  },
  {
    key: 'tiha',
    name: 'Tiha Luka Legal Clinic',
    kind: 'LEGAL_AID',
    jurisdiction: 'RS',
    timeZone: 'Europe/Belgrade',
    languages: ['en', 'sr', 'uk'],
    units: ['Intake desk', 'Litigation'],
    services: [
      { type: 'LEGAL_AID', name: 'Residence permits and representation' },
      { type: 'COMPENSATION', name: 'Compensation claims' },
    ],
    people: [
      { key: 'ivana', name: 'Ivana Radić', roles: ['INTAKE'], locale: 'en' },
      { key: 'stefan', name: 'Stefan Marić', roles: ['SUPERVISOR', 'CASEWORKER'], locale: 'sr' },
      { key: 'nada', name: 'Nada Tomić', roles: ['PRIVACY_OFFICER'], locale: 'sr' },
    ],
  },
  {
    key: 'obala',
    name: 'Obala Shelter',
    kind: 'SHELTER',
    jurisdiction: 'RS',
    timeZone: 'Europe/Belgrade',
    languages: ['en', 'sr'],
    units: [],
    services: [{ type: 'SHELTER', name: 'Emergency shelter for women and children' }],
    people: [
      { key: 'jasna', name: 'Jasna Horvat', roles: ['INTAKE'], locale: 'sr' },
      { key: 'vera', name: 'Vera Lukić', roles: ['SUPERVISOR', 'INTAKE'], locale: 'en' },
    ],
  },
  {
    key: 'kalyna',
    name: 'Мережа «Калина»',
    kind: 'NGO',
    jurisdiction: 'UA',
    timeZone: 'Europe/Kyiv',
    languages: ['uk', 'en'],
    units: ['Гаряча лінія'],
    services: [
      { type: 'COMMUNITY_SUPPORT', name: 'Підтримка після повернення' },
      { type: 'SAFE_RETURN', name: 'Безпечне повернення' },
    ],
    people: [
      { key: 'oksana', name: 'Оксана Бондар', roles: ['CASEWORKER', 'INTAKE'], locale: 'uk' },
      { key: 'taras', name: 'Тарас Шевчук', roles: ['SUPERVISOR', 'PRIVACY_OFFICER'], locale: 'uk' },
    ],
  },
  {
    key: 'zatyshok',
    name: 'Притулок «Затишок»',
    kind: 'SHELTER',
    jurisdiction: 'UA',
    timeZone: 'Europe/Kyiv',
    languages: ['uk', 'en'],
    units: [],
    services: [{ type: 'TRANSITIONAL_HOUSING', name: 'Тимчасове житло' }],
    people: [{ key: 'halyna', name: 'Галина Мороз', roles: ['INTAKE', 'SUPERVISOR'], locale: 'uk' }],
  },
  {
    key: 'sakina',
    name: 'دار السكينة',
    kind: 'SHELTER',
    jurisdiction: 'JO',
    timeZone: 'Asia/Amman',
    languages: ['ar', 'en'],
    units: [],
    services: [{ type: 'SHELTER', name: 'إيواء آمن للنساء' }],
    people: [{ key: 'salma', name: 'سلمى النابلسي', roles: ['INTAKE', 'SUPERVISOR'], locale: 'ar' }],
  },
  {
    key: 'nour',
    name: 'مركز نور للمساعدة القانونية',
    kind: 'LEGAL_AID',
    jurisdiction: 'JO',
    timeZone: 'Asia/Amman',
    languages: ['ar', 'en'],
    units: [],
    services: [{ type: 'LEGAL_AID', name: 'مساعدة قانونية للناجيات' }],
    people: [{ key: 'huda', name: 'هدى العمري', roles: ['INTAKE', 'CASEWORKER'], locale: 'ar' }],
  },
  {
    key: 'rivergate',
    name: 'Rivergate Clinic',
    kind: 'HEALTH',
    jurisdiction: 'RS',
    timeZone: 'Europe/Belgrade',
    languages: ['en', 'sr'],
    units: [],
    services: [{ type: 'MEDICAL', name: 'Confidential medical care' }],
    people: [{ key: 'marko', name: 'Dr Marko Savić', roles: ['INTAKE', 'CASEWORKER'], locale: 'en' }],
  },
  {
    key: 'police',
    name: 'Brodovac Police, Anti-Trafficking Unit',
    kind: 'LAW_ENFORCEMENT',
    jurisdiction: 'RS',
    timeZone: 'Europe/Belgrade',
    languages: ['en', 'sr'],
    units: [],
    services: [],
    people: [
      { key: 'nikola', name: 'Inspector Nikola Đurić', roles: ['LIAISON'], locale: 'en' },
      { key: 'tamara', name: 'Inspector Tamara Lazić', roles: ['LIAISON'], locale: 'sr' },
    ],
  },
  {
    key: 'brigid',
    name: 'St Brigid’s Parish Care',
    kind: 'RELIGIOUS',
    jurisdiction: 'IE',
    timeZone: 'Europe/Dublin',
    languages: ['en'],
    units: [],
    services: [{ type: 'COMMUNITY_SUPPORT', name: 'Companions and a hot meal' }],
    people: [{ key: 'aoife', name: 'Sister Aoife Brennan', roles: ['INTAKE', 'CASEWORKER'], locale: 'en' }],
  },
  {
    key: 'wayside',
    name: 'Wayside Trust',
    kind: 'NGO',
    jurisdiction: 'IE',
    timeZone: 'Europe/Dublin',
    languages: ['en', 'ar'],
    units: [],
    services: [{ type: 'VOCATIONAL', name: 'Work again' }],
    people: [
      { key: 'ciara', name: 'Ciara Doyle', roles: ['CASEWORKER', 'INTAKE'], locale: 'en' },
      { key: 'declan', name: 'Declan Moran', roles: ['SUPERVISOR'], locale: 'en' },
    ],
  },
];

export interface DemoAgreement {
  readonly from: string;
  readonly to: string;
  readonly purposes: readonly Purpose[];
  readonly scopes: readonly Scope[];
}

export const demoAgreements: readonly DemoAgreement[] = [
  {
    from: 'lantern',
    to: 'tiha',
    purposes: ['LEGAL_AID', 'COMPENSATION'],
    scopes: ['IDENTITY', 'CONTACT', 'LEGAL', 'ACCOUNT', 'FAMILY'],
  },
  {
    from: 'lantern',
    to: 'obala',
    purposes: ['SHELTER', 'TRANSITIONAL_HOUSING'],
    scopes: ['IDENTITY', 'CONTACT', 'HEALTH', 'RISK', 'FAMILY'],
  },
  {
    from: 'lantern',
    to: 'zatyshok',
    purposes: ['SHELTER', 'TRANSITIONAL_HOUSING'],
    scopes: ['IDENTITY', 'HEALTH', 'RISK', 'FAMILY'],
  },
  { from: 'lantern', to: 'rivergate', purposes: ['MEDICAL'], scopes: ['IDENTITY', 'CONTACT', 'HEALTH', 'RISK'] },
  { from: 'lantern', to: 'brigid', purposes: ['COMMUNITY_SUPPORT'], scopes: ['IDENTITY', 'CONTACT', 'SUPPORT'] },
  {
    from: 'lantern',
    to: 'kalyna',
    purposes: ['SAFE_RETURN', 'COMMUNITY_SUPPORT'],
    scopes: ['IDENTITY', 'CONTACT', 'LEGAL', 'RISK', 'FAMILY', 'SUPPORT'],
  },
  {
    from: 'kalyna',
    to: 'zatyshok',
    purposes: ['SHELTER', 'TRANSITIONAL_HOUSING'],
    scopes: ['IDENTITY', 'CONTACT', 'HEALTH', 'RISK', 'FAMILY', 'SUPPORT'],
  },
  { from: 'kalyna', to: 'tiha', purposes: ['LEGAL_AID'], scopes: ['IDENTITY', 'CONTACT', 'LEGAL', 'ACCOUNT'] },
  { from: 'wayside', to: 'nour', purposes: ['LEGAL_AID'], scopes: ['IDENTITY', 'CONTACT', 'LEGAL', 'ACCOUNT'] },
  { from: 'wayside', to: 'sakina', purposes: ['SHELTER'], scopes: ['IDENTITY', 'HEALTH', 'RISK'] },
  { from: 'rivergate', to: 'lantern', purposes: ['COUNSELLING'], scopes: ['IDENTITY', 'CONTACT', 'HEALTH', 'RISK'] },
];

/** One password for every demo sign-in: the demo holds nothing that is true. */
export const demoPassword = 'harbour-lantern-demo';

/** @returns where this person signs in, at a domain that can never exist */
export function demoEmail(person: DemoPerson, agency: DemoAgency): string {
  return `${person.key}@${agency.key}.example`;
}
