import type { AccessTable } from '../graphql/index.js';

const kindOfBed = ['id', 'suits', 'accessibility', 'languages', 'securityLevel', 'areaBand'] as const;

export const placementAccess = {
  BedCategory: [...kindOfBed, 'shelter', 'free', 'capacity', 'occupied', 'held', 'asOf', 'stale', 'version'],
  DeclinedPlacement: ['id', 'state', 'declineReason'],
  OfferedBeds: kindOfBed,
  PlacementOffer: [
    'id',
    'shelter',
    'state',
    'beds',
    'heldUntil',
    'declineReason',
    'meetingPoint',
    'referralId',
    'answeredAt',
    'arrivedAt',
    'departedAt',
    'version',
  ],
  PlacementRequest: [
    'id',
    'side',
    'caseId',
    'caseAlias',
    'serviceType',
    'urgency',
    'needsCard',
    'state',
    'offers',
    'createdAt',
    'closedAt',
    'version',
  ],
  Shelter: ['id', 'name', 'kind'],
} as const satisfies AccessTable;
