import type { AccessTable } from '../graphql/index.js';

export const caseAccess = {
  Advocate: ['id', 'displayName'],
  Case: [
    'id',
    'caseCode',
    'ageStatus',
    'pillars',
    'riskLevel',
    'riskReviewDueAt',
    'needsCard',
    'advocate',
    'guardianAdvocateId',
    'status',
    'version',
    'createdAt',
    'updatedAt',
    'consents',
    'record',
  ],
} as const satisfies AccessTable;
