/** IOM Human Trafficking Case Data Standard 2.0, type of exploitation. */
export const EXPLOITATION_TYPES = [
  'FORCED_LABOUR',
  'SEXUAL_EXPLOITATION',
  'CHILD_LABOUR',
  'FORCED_MARRIAGE',
  'SERVITUDE',
  'FORCED_MILITARY_BY_NON_STATE_ACTORS',
  'ORGAN_REMOVAL',
  'FORCED_BEGGING',
  'FORCED_ADOPTION',
  'SURROGACY',
  'OTHER',
] as const;
export type ExploitationType = (typeof EXPLOITATION_TYPES)[number];

/** IOM Human Trafficking Case Data Standard 2.0, means of control. */
export const MEANS_OF_CONTROL = [
  'PHYSICAL_THREATS',
  'THREATS_LAW_ENFORCEMENT',
  'THREATENS_CHILDREN_FAMILY',
  'DEBT_BONDAGE',
  'FALSE_PROMISES',
  'PHYSICAL_ABUSE',
  'SEXUAL_ABUSE',
  'TAKES_EARNINGS',
  'RESTRICTS_FINANCIAL_ACCESS',
  'RESTRICTS_MEDICAL_CARE',
  'WITHHOLDS_NECESSITIES',
  'PSYCHOLOGICAL_ABUSE',
  'PSYCHOACTIVE_SUBSTANCE',
  'EXCESSIVE_WORKING_HOURS',
  'WITHHOLDS_DOCUMENTS',
  'OTHER',
] as const;
export type MeansOfControl = (typeof MEANS_OF_CONTROL)[number];

/** IOM Human Trafficking Case Data Standard 2.0, relationship to the trafficker. */
export const TRAFFICKER_RELATIONSHIPS = ['FAMILIAL', 'ACQUAINTED', 'UNACQUAINTED'] as const;
export type TraffickerRelationship = (typeof TRAFFICKER_RELATIONSHIPS)[number];
