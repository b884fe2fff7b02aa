import { Injectable } from '@nestjs/common';
import { type Actor, IllegalMove, NotFound, type PlacementState, type VerbOf } from '#policy';
import type { Tx } from '#platform/database';
import { OfferDesk } from './offer-desk.js';
import type { PlacementOffer } from './placement-offer.js';
import { demandPlacementMove, placementState } from './placement-state.js';

/** A confirmed placement, from arrival to departure, on the shelter's side. */
@Injectable()
export class Stays {
  constructor(private readonly desk: OfferDesk) {}

  /**
   * The referral to move before the offer is taken: its lock comes first.
   * @throws NotFound @throws IllegalMove while the shelter has not been chosen
   */
  async referralOf(tx: Tx, actor: Actor, offerId: string): Promise<string> {
    const [offer] = await tx.query<{ referralId: string | null }>({
      name: 'placement-referral',
      text: 'select referral_id as "referralId" from app.placement_offer where id = $1 and shelter_agency_id = $2',
      values: [offerId, actor.agencyId],
    });
    if (offer === undefined) throw new NotFound();
    if (offer.referralId === null) throw new IllegalMove('placement', 'OPEN', []);
    return offer.referralId;
  }

  /** @throws NotFound @throws Forbidden @throws StaleVersion @throws IllegalMove */
  async take(
    tx: Tx,
    actor: Actor,
    verb: VerbOf<'Placement'>,
    to: PlacementState,
    input: { readonly offerId: string; readonly version?: number | null | undefined },
  ): Promise<PlacementOffer> {
    const offer = await this.desk.take(tx, actor, verb, input);
    demandPlacementMove(placementState(offer), to, 'SHELTER');
    return offer;
  }
}
