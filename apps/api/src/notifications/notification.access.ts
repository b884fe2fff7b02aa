import type { AccessTable } from '../graphql/index.js';

export const notificationAccess = {
  Notification: ['id', 'kind', 'objectType', 'objectId', 'createdAt', 'readAt'],
} as const satisfies AccessTable;
