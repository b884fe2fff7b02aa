import { agencyFeature } from './agencies/agency.feature.js';
import type { Feature } from './graphql/feature.js';

/** Everything the API offers, one line a feature. */
export const features: readonly Feature[] = [agencyFeature];
