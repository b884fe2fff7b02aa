import { DirectoryModule } from '#directory';
import type { Feature } from '../graphql/index.js';
import { directoryAccess } from './directory.access.js';
import { DirectoryResolver } from './directory.resolver.js';

export const directoryFeature: Feature = {
  module: DirectoryModule,
  entities: [],
  resolvers: [DirectoryResolver],
  access: directoryAccess,
};
