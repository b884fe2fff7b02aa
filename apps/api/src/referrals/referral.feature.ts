import { referralEntities, ReferralsModule } from '#referrals';
import type { Feature } from '../graphql/index.js';
import { DisclosurePreviewResolver } from './disclosure-preview.resolver.js';
import { referralAccess } from './referral.access.js';
import { ReferralResolver } from './referral.resolver.js';
import { ReferralDecidingResolver } from './referral-deciding.resolver.js';
import { ReferralSendingResolver } from './referral-sending.resolver.js';
import { ReferralWorkResolver } from './referral-work.resolver.js';

export const referralFeature: Feature = {
  module: ReferralsModule,
  entities: referralEntities,
  resolvers: [
    ReferralResolver,
    ReferralSendingResolver,
    ReferralDecidingResolver,
    ReferralWorkResolver,
    DisclosurePreviewResolver,
  ],
  access: referralAccess,
};
