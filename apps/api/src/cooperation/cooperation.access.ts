import type { AccessTable } from '../graphql/index.js';

const question = ['id', 'reference', 'asked', 'contactModes', 'matter', 'submittedAt', 'answerAt'] as const;
const arrangement = ['contactMode', 'venue', 'startsAt', 'endsAt', 'conditions'] as const;

export const cooperationAccess = {
  AgencyCooperationArrangement: [...arrangement, 'releaseAt', 'revokedAt'],
  AgencyCooperationRequest: [...question, 'policeAgency', 'review', 'arrangement'],
  CooperationAnswer: ['status', 'releasedAt', 'arrangement'],
  CooperationArrangement: arrangement,
  CooperationReview: [
    'state',
    'caseId',
    'reviewedAt',
    'reflectionUntil',
    'decision',
    'decisionAt',
    'conditions',
    'advocatePresent',
    'closedReason',
    'closedAt',
    'version',
  ],
  PoliceCooperationRequest: [...question, 'askedAgency', 'answer'],
} as const satisfies AccessTable;
