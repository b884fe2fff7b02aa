import type { Actor } from './actor.js';
import type { Instance } from './instance.js';
import type { Standing } from './permissions.js';

/** Whether the actor stands to the thing as a grant asks. */
export const STANDS_AS: Readonly<Record<Standing, (actor: Actor, thing: Instance) => boolean>> = {
  ANYONE: () => true,
  OWNER: (actor, thing) => thing.ownerAgencyId === actor.agencyId && hasNoConflict(actor, thing),
  ASSIGNED: (actor, thing) =>
    thing.ownerAgencyId === actor.agencyId &&
    thing.assignedPersonIds.includes(actor.personId) &&
    hasNoConflict(actor, thing),
  RECIPIENT: (actor, thing) =>
    thing.recipientAgencyId === actor.agencyId &&
    (thing.recipientUnitId === null || thing.recipientUnitId === actor.unitId) &&
    hasNoConflict(actor, thing),
};

function hasNoConflict(actor: Actor, thing: Instance): boolean {
  return !thing.conflictedPersonIds.includes(actor.personId);
}
