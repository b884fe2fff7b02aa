import { AgenciesModule, agencyEntities } from '#agencies';
import type { Feature } from '../graphql/index.js';
import { agencyAccess } from './agency.access.js';
import { AgencyResolver } from './agency.resolver.js';

export const agencyFeature: Feature = {
  module: AgenciesModule,
  entities: agencyEntities,
  resolvers: [AgencyResolver],
  access: agencyAccess,
};
