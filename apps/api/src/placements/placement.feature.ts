import { placementEntities, PlacementsModule } from '#placements';
import type { Feature } from '../graphql/index.js';
import { BedsResolver } from './beds.resolver.js';
import { placementAccess } from './placement.access.js';
import { PlacementResolver } from './placement.resolver.js';

export const placementFeature: Feature = {
  module: PlacementsModule,
  entities: placementEntities,
  resolvers: [BedsResolver, PlacementResolver],
  access: placementAccess,
};
