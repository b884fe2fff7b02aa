import type { AccessTable } from '../graphql/index.js';

export const directoryAccess = {
  FoundService: ['id', 'type', 'name', 'languages', 'agency'],
  ServiceProvider: ['id', 'name', 'kind', 'jurisdiction'],
} as const satisfies AccessTable;
