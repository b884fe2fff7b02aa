import type { AccessTable } from '../graphql/index.js';

export const agencyAccess = {
  Agency: ['id', 'name', 'kind', 'jurisdiction', 'timeZone', 'languages', 'services', 'agreements'],
  Agreement: ['id', 'purposes', 'scopes', 'expiresAt'],
  Me: ['id', 'displayName', 'email', 'locale', 'roles', 'agency', 'unit', 'stepUpAt'],
  MyAgency: ['id', 'name', 'kind', 'jurisdiction', 'timeZone', 'languages'],
  Service: ['id', 'type', 'name', 'languages'],
  Unit: ['id', 'name'],
} as const satisfies AccessTable;
