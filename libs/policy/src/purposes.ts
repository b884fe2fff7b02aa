import type { AgencyKind } from './vocabulary/agency.js';
import type { Scope } from './vocabulary/case.js';
import type { Purpose } from './vocabulary/purpose.js';

/** What a service needs in order to be given; a vocational course needs nobody's health. */
export const SCOPES_OF_PURPOSE = {
  LEGAL_AID: ['IDENTITY', 'CONTACT', 'LEGAL', 'ACCOUNT', 'FAMILY'],
  SHELTER: ['IDENTITY', 'CONTACT', 'HEALTH', 'RISK', 'FAMILY', 'SUPPORT'],
  TRANSITIONAL_HOUSING: ['IDENTITY', 'CONTACT', 'RISK', 'FAMILY', 'SUPPORT'],
  MEDICAL: ['IDENTITY', 'CONTACT', 'LOCATION', 'HEALTH', 'RISK'],
  COUNSELLING: ['IDENTITY', 'CONTACT', 'HEALTH', 'ACCOUNT', 'RISK', 'FAMILY', 'SUPPORT'],
  FAMILY_MEDIATION: ['IDENTITY', 'CONTACT', 'RISK', 'FAMILY'],
  VOCATIONAL: ['IDENTITY', 'CONTACT', 'SUPPORT'],
  EDUCATION: ['IDENTITY', 'CONTACT', 'FAMILY', 'SUPPORT'],
  INTERPRETATION: ['IDENTITY', 'CONTACT'],
  SAFE_RETURN: ['IDENTITY', 'CONTACT', 'LOCATION', 'LEGAL', 'RISK', 'FAMILY', 'SUPPORT'],
  MATERIAL_AID: ['IDENTITY', 'CONTACT', 'LOCATION', 'FAMILY', 'SUPPORT'],
  COMMUNITY_SUPPORT: ['IDENTITY', 'CONTACT', 'SUPPORT'],
  COMPENSATION: ['IDENTITY', 'CONTACT', 'LEGAL', 'ACCOUNT'],
  JUSTICE_CONTACT: ['IDENTITY', 'LEGAL', 'ACCOUNT'],
} as const satisfies Record<Purpose, readonly Scope[]>;

/** Which purposes a kind of agency serves. Any other is refused before a consent is even recorded. */
export const PURPOSES_OF_KIND = {
  NGO: [
    'LEGAL_AID',
    'SHELTER',
    'TRANSITIONAL_HOUSING',
    'MEDICAL',
    'COUNSELLING',
    'FAMILY_MEDIATION',
    'VOCATIONAL',
    'EDUCATION',
    'INTERPRETATION',
    'SAFE_RETURN',
    'MATERIAL_AID',
    'COMMUNITY_SUPPORT',
    'COMPENSATION',
  ],
  LEGAL_AID: ['LEGAL_AID', 'FAMILY_MEDIATION', 'INTERPRETATION', 'COMPENSATION'],
  SHELTER: ['SHELTER', 'TRANSITIONAL_HOUSING', 'COUNSELLING', 'MATERIAL_AID'],
  HEALTH: ['MEDICAL', 'COUNSELLING'],
  RELIGIOUS: ['EDUCATION', 'MATERIAL_AID', 'COMMUNITY_SUPPORT'],
  GOVERNMENT: ['VOCATIONAL', 'EDUCATION', 'SAFE_RETURN', 'COMPENSATION', 'JUSTICE_CONTACT'],
  LAW_ENFORCEMENT: ['JUSTICE_CONTACT'],
} as const satisfies Record<AgencyKind, readonly Purpose[]>;

export function purposeNeeds(purpose: Purpose, scope: Scope): boolean {
  return (SCOPES_OF_PURPOSE[purpose] as readonly Scope[]).includes(scope);
}

export function mayServe(kind: AgencyKind, purpose: Purpose): boolean {
  return (PURPOSES_OF_KIND[kind] as readonly Purpose[]).includes(purpose);
}
