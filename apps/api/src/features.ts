import { agencyFeature } from './agencies/agency.feature.js';
import { caseFeature } from './cases/case.feature.js';
import { consentFeature } from './consents/consent.feature.js';
import { cooperationFeature } from './cooperation/cooperation.feature.js';
import { directoryFeature } from './directory/directory.feature.js';
import { disclosureFeature } from './disclosure/disclosure.feature.js';
import type { Feature } from './graphql/feature.js';
import { notificationFeature } from './notifications/notification.feature.js';
import { placementFeature } from './placements/placement.feature.js';
import { referralFeature } from './referrals/referral.feature.js';

/** Everything the API offers, one line a feature. */
export const features: readonly Feature[] = [
  agencyFeature,
  caseFeature,
  consentFeature,
  cooperationFeature,
  directoryFeature,
  disclosureFeature,
  notificationFeature,
  placementFeature,
  referralFeature,
];
