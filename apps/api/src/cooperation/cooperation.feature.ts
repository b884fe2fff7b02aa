import { cooperationEntities, CooperationModule } from '#cooperation';
import type { Feature } from '../graphql/index.js';
import { cooperationAccess } from './cooperation.access.js';
import { CooperationResolver } from './cooperation.resolver.js';

export const cooperationFeature: Feature = {
  module: CooperationModule,
  entities: cooperationEntities,
  resolvers: [CooperationResolver],
  access: cooperationAccess,
};
