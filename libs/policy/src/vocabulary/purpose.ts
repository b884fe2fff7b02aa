/** Why an agency is given anything at all. A consent and a referral have exactly one. */
export const PURPOSES = [
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
  'JUSTICE_CONTACT',
] as const;
export type Purpose = (typeof PURPOSES)[number];
