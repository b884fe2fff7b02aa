import { Injectable } from '@nestjs/common';
import { type Actor, Forbidden, may, NotFound, ofTwoAgencies, StaleVersion, type VerbOf } from '#policy';
import type { Tx } from '#platform/database';
import { PlacementOffer } from './placement-offer.js';

/**
 * The shelter's side of an offer, taken for a change.
 *
 * Locks are taken in one order by everybody, so that no two transactions wait for each other in a circle:
 *   case → consent → referral → offers (by id) → request → bed categories (by id).
 * The last two are locked by a database trigger, beds in the order of their ids for all the offers that one statement moves;
 * so a transaction moves its offers in one statement. The lapse skips offers that somebody holds. Rows that others refer to
 * are locked FOR NO KEY UPDATE: a stronger lock would wait for the foreign-key lock of somebody who is waiting for us.
 */
@Injectable()
export class OfferDesk {
  /**
   * Locks the offer for a change by its shelter.
   * @throws NotFound also when the shelter has lost sight of it @throws Forbidden @throws StaleVersion
   */
  async take(
    tx: Tx,
    actor: Actor,
    verb: VerbOf<'Placement'>,
    input: { readonly offerId: string; readonly version?: number | null | undefined },
  ): Promise<PlacementOffer> {
    const where = { id: input.offerId, shelterAgencyId: actor.agencyId };
    const offer = await tx.manager.findOne(PlacementOffer, { where, lock: { mode: 'for_no_key_update' } });
    if (offer === null) throw new NotFound();
    authorise(actor, verb, offer);
    if (input.version != null && input.version !== offer.version) throw new StaleVersion(offer.version);
    return offer;
  }
}

// Who is closed out by a conflict of interest is the owner's knowledge; the database hides their offers from such people.
function authorise(actor: Actor, verb: VerbOf<'Placement'>, offer: PlacementOffer): void {
  const file = { ownerAgencyId: offer.ownerAgencyId, assignedPersonIds: [], conflictedPersonIds: [] };
  const instance = ofTwoAgencies('Placement', file, { agencyId: offer.shelterAgencyId, unitId: null });
  if (!may(actor, 'read', instance)) throw new NotFound();
  if (!may(actor, verb, instance)) throw new Forbidden();
}
