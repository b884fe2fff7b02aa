/** An invented survivor, as a caseworker would first write her down. */
export const card = {
  householdSize: 1,
  composition: 'SINGLE_ADULT',
  ageBand: 'AGE_18_24',
  gender: 'FEMALE',
  languages: ['SR', 'EN'],
  interpreter: 'NONE',
  accessibility: [],
  areaBand: 'SAME_REGION',
  urgency: 'URGENT',
  exclusions: ['NO_MIXED_GENDER_HOUSING'],
  services: ['LEGAL_AID'],
};

/** A picture of one pixel. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const record = {
  identity: {
    legalName: 'Jovana Testić',
    preferredName: 'Joca',
    dateOfBirth: '2003-05-06',
    nationalities: ['RS'],
    photo: pixel,
  },
  contact: { channels: [{ type: 'PHONE', value: '+381 00 111 2222', safe: 'YES' }], doNotContact: false },
  legal: { immigrationStatus: 'CITIZEN' },
  account: { exploitationTypes: ['FORCED_LABOUR'], narrative: 'What was told in confidence.' },
  risk: { safetyPlan: 'Only by the back gate.' },
  family: { nextOfKin: [{ name: 'Marija Testić', relation: 'Mother' }] },
  health: { conditions: ['Asthma'], notes: 'Needs an inhaler.' },
};

export const newCase = {
  ageStatus: 'ADULT',
  pillars: ['IDENTIFICATION_PROTECTION'],
  needsCard: card,
  risk: { level: 'HIGH', survivorView: 'He still looks for me.' },
  record,
};

/** How a consent was taken, when nothing about the taking matters to a test. */
export const captured = {
  grantedBy: 'SELF',
  language: 'SR',
  interpreterUsed: false,
  method: 'WET_SIGNATURE',
  copyGiven: 'GIVEN',
  understood: ['RISKS', 'ALTERNATIVES', 'SERVICE_DOES_NOT_DEPEND_ON_THIS', 'HOW_TO_WITHDRAW'],
};
