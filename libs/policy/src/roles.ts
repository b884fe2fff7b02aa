import type { Role } from './vocabulary/agency.js';
import { SCOPES, type Scope } from './vocabulary/case.js';

/** ASSIGNED: only cases the person works on. ANY: every case of the agency. */
export type Assignment = 'ASSIGNED' | 'ANY';

/** What a role reads of the cases its own agency owns. */
export const OWNER_READS = {
  CASEWORKER: { scopes: SCOPES, assignment: 'ASSIGNED' },
  SUPERVISOR: { scopes: SCOPES, assignment: 'ANY' },
  LIAISON: { scopes: [], assignment: 'ASSIGNED' },
  INTAKE: { scopes: [], assignment: 'ASSIGNED' },
  AGENCY_ADMIN: { scopes: [], assignment: 'ASSIGNED' },
  PRIVACY_OFFICER: { scopes: [], assignment: 'ASSIGNED' },
  OPERATOR: { scopes: [], assignment: 'ASSIGNED' },
} as const satisfies Record<Role, { scopes: readonly Scope[]; assignment: Assignment }>;

/** What a role reads of what its agency was given. Intake settles people in; it needs no account of what happened. */
export const RECIPIENT_READS = {
  CASEWORKER: SCOPES,
  SUPERVISOR: SCOPES,
  LIAISON: ['IDENTITY', 'ACCOUNT'],
  INTAKE: ['IDENTITY', 'CONTACT', 'HEALTH', 'LEGAL', 'RISK', 'FAMILY', 'SUPPORT'],
  AGENCY_ADMIN: [],
  PRIVACY_OFFICER: [],
  OPERATOR: [],
} as const satisfies Record<Role, readonly Scope[]>;

/** Whether one of the roles reads the scope of an own case, given whether the reader is assigned to it. */
export function ownerRoleReads(roles: readonly Role[], scope: Scope, assigned: boolean): boolean {
  for (const role of roles) {
    const { scopes, assignment } = OWNER_READS[role];
    if ((assigned || assignment === 'ANY') && (scopes as readonly Scope[]).includes(scope)) return true;
  }
  return false;
}

/** Whether one of the roles reads the scope of a received case. */
export function recipientRoleReads(roles: readonly Role[], scope: Scope): boolean {
  for (const role of roles) {
    if ((RECIPIENT_READS[role] as readonly Scope[]).includes(scope)) return true;
  }
  return false;
}

/** Whether one of the roles may read case content anywhere; admins, privacy officers and operators never do. */
export function readsContent(roles: readonly Role[]): boolean {
  return roles.some((role) => OWNER_READS[role].scopes.length > 0 || RECIPIENT_READS[role].length > 0);
}
