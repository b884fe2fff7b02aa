import { agencyFeature } from './agencies/agency.feature.js';
import { cooperationFeature } from './cooperation/cooperation.feature.js';
import { directoryFeature } from './directory/directory.feature.js';
import type { Feature } from './graphql/feature.js';
import { notificationFeature } from './notifications/notification.feature.js';
import { placementFeature } from './placements/placement.feature.js';
import { referralFeature } from './referrals/referral.feature.js';

/** Everything the API offers, one line a feature. */
export const features: readonly Feature[] = [
  agencyFeature,
  cooperationFeature,
  directoryFeature,
  notificationFeature,
  placementFeature,
  referralFeature,
];
