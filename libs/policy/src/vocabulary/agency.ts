export const AGENCY_KINDS = [
  'LAW_ENFORCEMENT',
  'NGO',
  'LEGAL_AID',
  'SHELTER',
  'HEALTH',
  'RELIGIOUS',
  'GOVERNMENT',
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

export const AGENCY_STATUSES = ['PENDING', 'ACTIVE', 'SUSPENDED'] as const;
export type AgencyStatus = (typeof AGENCY_STATUSES)[number];

/** OPERATOR belongs to the platform, the others to a membership in one agency. */
export const ROLES = [
  'CASEWORKER',
  'SUPERVISOR',
  'LIAISON',
  'INTAKE',
  'AGENCY_ADMIN',
  'PRIVACY_OFFICER',
  'OPERATOR',
] as const;
export type Role = (typeof ROLES)[number];
