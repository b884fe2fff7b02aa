import { BedCategory } from './bed-category.js';
import { PlacementOffer } from './placement-offer.js';
import { PlacementRequest } from './placement-request.js';

/** What a connection that stores placements has to know. */
export const placementEntities = [BedCategory, PlacementRequest, PlacementOffer];
