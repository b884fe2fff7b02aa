export { AcceptPlacement, type AcceptPlacementInput } from './accept-placement.js';
export { BedCategory } from './bed-category.js';
export type { BedFilter, Beds } from './bed-reader.js';
export { CancelPlacement, type CancelPlacementInput } from './cancel-placement.js';
export { ConfirmPlacement, type ConfirmPlacementInput } from './confirm-placement.js';
export { type DeclinedPlacement, DeclinePlacement, type DeclinePlacementInput } from './decline-placement.js';
export { placementEntities } from './entities.js';
export {
  BedNoLongerAvailable,
  CancelReferralInstead,
  CapacityBelowUse,
  PlacementHoldLapsed,
  ShelterNotAvailable,
} from './errors.js';
export { LapseHolds } from './lapse-holds.js';
export { ListBeds } from './list-beds.js';
export { ListPlacements } from './list-placements.js';
export type { Offer, OfferedBeds, Placement } from './placement.js';
export { PlacementOffer } from './placement-offer.js';
export type { PlacementFilter } from './placement-reader.js';
export { PlacementRequest } from './placement-request.js';
export { PLACEMENT_SERVICES, type PlacementService } from './placement-service.js';
export { HoldsModule, PlacementsModule } from './placements.module.js';
export { PublishBeds, type PublishBedsInput } from './publish-beds.js';
export { RecordArrival, type RecordArrivalInput } from './record-arrival.js';
export { RecordDeparture, type RecordDepartureInput } from './record-departure.js';
export { RequestPlacement, type RequestPlacementInput } from './request-placement.js';
