import type { OpenCaseInput } from '#cases';

export interface DemoSurvivor {
  readonly key: string;
  /** The caseworker who opened the case, as `person@agency`. */
  readonly caseworker: string;
  readonly open: OpenCaseInput;
}

const card = {
  householdSize: 1,
  composition: 'SINGLE_ADULT',
  ageBand: 'AGE_18_24',
  gender: 'FEMALE',
  languages: ['SR'],
  interpreter: 'NONE',
  accessibility: [],
  areaBand: 'SAME_REGION',
  urgency: 'URGENT',
  exclusions: ['NO_MIXED_GENDER_HOUSING'],
  services: ['LEGAL_AID'],
} as const;

/** Seven invented survivors. No name, number, place or event here belongs to anybody. */
export const demoSurvivors: readonly DemoSurvivor[] = [
  {
    key: 'milena',
    caseworker: 'mira@lantern',
    open: {
      ageStatus: 'ADULT',
      pillars: ['IDENTIFICATION_PROTECTION', 'JUSTICE_REDRESS'],
      needsCard: { ...card, languages: ['SR', 'EN'], services: ['LEGAL_AID', 'COUNSELLING'] },
      risk: { level: 'HIGH', survivorView: 'They know which bus I used to take.' },
      record: {
        identity: {
          legalName: 'Milena Savković',
          preferredName: 'Lena',
          dateOfBirth: '2004-03-17',
          nationalities: ['RS'],
          documents: [{ type: 'PASSPORT', heldBy: 'WITHHELD_BY_OTHERS' }],
        },
        contact: {
          channels: [
            {
              type: 'PHONE',
              value: '+381 00 000 0101',
              safe: 'YES',
              windows: [{ days: ['TUE', 'THU'], from: '10:00', to: '12:00', zone: 'Europe/Belgrade' }],
              textOk: true,
              senderLabel: 'Book club',
              sharedDevice: false,
            },
          ],
          doNotContact: false,
        },
        legal: {
          immigrationStatus: 'CITIZEN',
          proceedings: [{ kind: 'CRIMINAL', reference: 'K-0000/26', stage: 'Statement taken' }],
        },
        account: {
          exploitationTypes: ['FORCED_LABOUR'],
          meansOfControl: ['WITHHOLDS_DOCUMENTS', 'DEBT_BONDAGE'],
          relationshipToTrafficker: 'ACQUAINTED',
          narrative: 'A seasonal job that turned into locked rooms and a debt that grew every week.',
        },
        risk: {
          safetyPlan: 'Leaves by the courtyard. The word “umbrella” means: send somebody.',
          peopleToKeepAway: [{ name: 'The former foreman', relation: 'Employer' }],
        },
        family: { nextOfKin: [{ name: 'Jelena Savković', relation: 'Sister', safeToContact: 'YES', mayBeTold: true }] },
        health: { conditions: ['Untreated fracture of the left wrist'], allergies: ['Penicillin'] },
        support: { carePlan: 'Legal status first, then the wrist, then evening school.' },
      },
    },
  },
  {
    key: 'daryna',
    caseworker: 'mira@lantern',
    open: {
      ageStatus: 'ADULT',
      pillars: ['INDIVIDUAL_SUPPORT'],
      needsCard: {
        ...card,
        householdSize: 3,
        composition: 'ADULT_WITH_CHILDREN',
        ageBand: 'AGE_25_39',
        languages: ['UK', 'RU'],
        interpreter: 'REMOTE',
        services: ['SHELTER', 'SAFE_RETURN'],
      },
      risk: { level: 'STANDARD', survivorView: 'Тут спокійно. Боюся лише дзвінків.' },
      record: {
        identity: {
          legalName: 'Дарина Коваленко',
          preferredName: 'Дара',
          dateOfBirth: '1993-11-02',
          nationalities: ['UA'],
        },
        family: {
          dependants: [
            { name: 'Марко', relation: 'Син', withSurvivor: true },
            { name: 'Соломія', relation: 'Донька', withSurvivor: true, needs: 'Окуляри' },
          ],
        },
        health: { conditions: ['Астма'], medications: ['Інгалятор'] },
        risk: { safetyPlan: 'Не виходити самій після восьмої вечора.' },
        support: { education: 'Діти почали школу.', livelihood: 'Шиє вдома.' },
      },
    },
  },
  {
    key: 'rana',
    caseworker: 'dunja@lantern',
    open: {
      ageStatus: 'ADULT',
      pillars: ['INDIVIDUAL_SUPPORT', 'SOCIAL_INCLUSION'],
      needsCard: {
        ...card,
        ageBand: 'AGE_40_59',
        languages: ['AR'],
        interpreter: 'SAME_GENDER_ONLY',
        exclusions: ['NO_MALE_STAFF', 'NO_MIXED_GENDER_HOUSING'],
        services: ['MEDICAL', 'COMMUNITY_SUPPORT'],
      },
      risk: { level: 'STANDARD' },
      record: {
        identity: { legalName: 'رنا الحسيني', preferredName: 'رنا', dateOfBirth: '1981-06-25', nationalities: ['SY'] },
        health: { conditions: ['ارتفاع ضغط الدم'], notes: 'تفضّل طبيبة.' },
        legal: { immigrationStatus: 'ASYLUM_SEEKER' },
      },
    },
  },
  {
    key: 'child',
    caseworker: 'dunja@lantern',
    open: {
      ageStatus: 'PRESUMED_CHILD',
      pillars: ['IDENTIFICATION_PROTECTION'],
      needsCard: {
        ...card,
        composition: 'UNACCOMPANIED_CHILD',
        ageBand: 'AGE_16_17',
        gender: 'MALE',
        languages: ['FA'],
        interpreter: 'IN_PERSON',
        exclusions: [],
        services: ['LEGAL_AID', 'EDUCATION'],
      },
      risk: { level: 'HIGH' },
      record: { identity: { preferredName: 'Navid' }, legal: { immigrationStatus: 'UNKNOWN' } },
    },
  },
  {
    key: 'nadiya',
    caseworker: 'oksana@kalyna',
    open: {
      ageStatus: 'ADULT',
      pillars: ['SOCIAL_INCLUSION'],
      needsCard: {
        ...card,
        languages: ['UK'],
        areaBand: 'ANOTHER_REGION',
        services: ['TRANSITIONAL_HOUSING', 'LEGAL_AID'],
      },
      risk: { level: 'STANDARD', survivorView: 'Хочу жити далі.' },
      record: {
        identity: { legalName: 'Надія Гриценко', dateOfBirth: '1999-01-09', nationalities: ['UA'] },
        legal: { immigrationStatus: 'CITIZEN' },
        support: { carePlan: 'Житло, потім курси.' },
      },
    },
  },
  {
    key: 'layla',
    caseworker: 'ciara@wayside',
    open: {
      ageStatus: 'ADULT',
      pillars: ['JUSTICE_REDRESS'],
      needsCard: {
        ...card,
        ageBand: 'AGE_25_39',
        languages: ['AR', 'EN'],
        areaBand: 'ANOTHER_COUNTRY',
        services: ['LEGAL_AID'],
      },
      risk: { level: 'STANDARD' },
      record: {
        identity: { legalName: 'ليلى منصور', preferredName: 'Layla', dateOfBirth: '1990-08-30', nationalities: ['JO'] },
        legal: { immigrationStatus: 'TEMPORARY_PERMIT' },
        account: { exploitationTypes: ['SERVITUDE'], meansOfControl: ['TAKES_EARNINGS'] },
      },
    },
  },
  {
    key: 'sean',
    caseworker: 'marko@rivergate',
    open: {
      ageStatus: 'ADULT',
      pillars: ['INDIVIDUAL_SUPPORT'],
      needsCard: {
        ...card,
        gender: 'MALE',
        ageBand: 'AGE_25_39',
        languages: ['EN'],
        exclusions: ['NO_SHARED_ROOM'],
        services: ['COUNSELLING'],
      },
      risk: { level: 'STANDARD' },
      record: {
        identity: { legalName: 'Séan Ó Dálaigh', dateOfBirth: '1995-12-12', nationalities: ['IE'] },
        health: { notes: 'Sleeps badly; prefers mornings.' },
      },
    },
  },
];
