import { KIND_OF_SERVICE, SERVICE_TYPES, type ServiceType } from '#policy';

/** The services that are a bed. */
export type PlacementService = {
  [S in ServiceType]: (typeof KIND_OF_SERVICE)[S] extends 'PLACEMENT' ? S : never;
}[ServiceType];

export const PLACEMENT_SERVICES = SERVICE_TYPES.filter(
  (service): service is PlacementService => KIND_OF_SERVICE[service] === 'PLACEMENT',
);
