import { consentEntities, ConsentsModule } from '#consents';
import { CooperationModule, EndCooperation } from '#cooperation';
import { EndReferrals, ReferralsModule } from '#referrals';
import type { Feature } from '../graphql/index.js';
import { consentAccess } from './consent.access.js';
import { ConsentResolver } from './consent.resolver.js';

export const consentFeature: Feature = {
  module: ConsentsModule.withEnders([EndReferrals, EndCooperation], [ReferralsModule, CooperationModule]),
  entities: consentEntities,
  resolvers: [ConsentResolver],
  access: consentAccess,
};
