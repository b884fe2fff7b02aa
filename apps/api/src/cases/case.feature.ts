import { caseEntities, CasesModule } from '#cases';
import type { Feature } from '../graphql/index.js';
import { caseAccess } from './case.access.js';
import { CaseResolver } from './case.resolver.js';

export const caseFeature: Feature = {
  module: CasesModule,
  entities: caseEntities,
  resolvers: [CaseResolver],
  access: caseAccess,
};
