import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { CaseReader, type KnownCase } from '#cases';
import { type Actor, Forbidden, HAND_OFFS, may, MEETING_POINTS, NotFound, ofCase, StaleVersion } from '#policy';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { SendPlacementReferral } from '#referrals';
import { z } from 'zod';
import { PlacementHoldLapsed } from './errors.js';
import { mutation } from './input.js';
import type { Placement } from './placement.js';
import { PlacementOffer } from './placement-offer.js';
import { PlacementReader } from './placement-reader.js';
import { PlacementRequest } from './placement-request.js';
import { demandOfferMove, demandPlacementMove, offerStateAt } from './placement-state.js';

const schema = z.strictObject({
  ...mutation,
  offerId: z.guid(),
  consentId: z.guid().nullish(),
  handOff: z.enum(HAND_OFFS),
  meetingPoint: z.enum(MEETING_POINTS),
});
export type ConfirmPlacementInput = z.input<typeof schema>;
type Input = z.output<typeof schema>;

/** The request that an offer belongs to, and what of both goes into the referral. */
interface Place extends Pick<
  PlacementRequest,
  'caseId' | 'state' | 'version' | 'serviceType' | 'urgency' | 'needsCard'
> {
  readonly requestId: string;
  readonly shelterAgencyId: string;
  readonly [column: string]: unknown;
}

/**
 * The agency that asked chooses one shelter that holds a bed. The choice becomes a referral, accepted already, which opens to
 * the shelter what the consent covers; in the same transaction every other shelter's hold is given back and it loses sight.
 */
@Injectable()
export class ConfirmPlacement {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly cases: CaseReader,
    private readonly referral: SendPlacementReferral,
    private readonly placements: PlacementReader,
  ) {}

  /** @throws NotFound @throws Forbidden @throws StaleVersion @throws IllegalMove @throws PlacementHoldLapsed, and what sending a referral throws */
  async execute(actor: Actor, raw: ConfirmPlacementInput): Promise<Placement> {
    const input = parseInput(schema, raw);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'confirmPlacement', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.confirm(tx, actor, input));
      const placement = await this.placements.findAsOwner(tx, id);
      if (placement === null) throw new NotFound();
      return placement;
    });
  }

  /** Locks in the order that OfferDesk lays down. Whoever changes an open request holds its case, so the request may be read. */
  private async confirm(tx: Tx, actor: Actor, input: Input): Promise<string> {
    const { caseId } = await this.locate(tx, actor, input.offerId);
    const file = await this.cases.factsForChange(tx, caseId);
    authorise(actor, file);
    const place = await this.locate(tx, actor, input.offerId);
    if (input.version != null && input.version !== place.version) throw new StaleVersion(place.version);
    demandPlacementMove(place.state, 'CONFIRMED', 'SENDER');
    const referralId = await this.referral.execute(tx, actor, {
      caseId,
      consentId: input.consentId ?? null,
      recipientAgencyId: place.shelterAgencyId,
      serviceType: place.serviceType,
      urgency: place.urgency,
      handOff: input.handOff,
      needsCard: place.needsCard,
    });
    await this.takeOffers(tx, place.requestId, input.offerId);
    await this.settle(tx, actor, place, referralId, input);
    await this.audit.append(tx, actor, {
      action: 'confirmPlacement',
      objectType: 'Placement',
      objectId: place.requestId,
      ownerAgencyId: actor.agencyId,
      details: { offerId: input.offerId, referralId, meetingPoint: input.meetingPoint },
    });
    return place.requestId;
  }

  private async locate(tx: Tx, actor: Actor, offerId: string): Promise<Place> {
    const [place] = await tx.query<Place>({
      name: 'placement-locate',
      text: `select r.id as "requestId", r.case_id as "caseId", r.state, r.version, r.service_type as "serviceType", r.urgency,
          r.needs_card as "needsCard", o.shelter_agency_id as "shelterAgencyId"
        from app.placement_offer o join app.placement_request r on r.id = o.request_id
        where o.id = $1 and o.owner_agency_id = $2`,
      values: [offerId, actor.agencyId],
    });
    if (place === undefined) throw new NotFound();
    return place;
  }

  /** Takes every shelter's offer, so that none of them answers while the choice is made. */
  private async takeOffers(tx: Tx, requestId: string, chosenId: string): Promise<void> {
    const offers = await tx.manager.find(PlacementOffer, {
      where: { requestId },
      order: { id: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
    const chosen = offers.find((offer) => offer.id === chosenId);
    if (chosen === undefined) throw new NotFound();
    const state = offerStateAt(chosen, await tx.now());
    if (state === 'LAPSED') throw new PlacementHoldLapsed();
    demandOfferMove(state, 'CHOSEN', 'SENDER');
  }

  /** One statement moves all the offers, so that the beds it frees are locked in the order of their ids. */
  private async settle(tx: Tx, actor: Actor, place: Place, referralId: string, input: Input): Promise<void> {
    const change = { state: 'CONFIRMED' as const, closedAt: await tx.now(), version: place.version + 1 };
    await tx.manager.update(PlacementRequest, { id: place.requestId }, change);
    const moved = await tx.query<{ id: string; shelterAgencyId: string }>({
      name: 'placement-settle',
      text: `update app.placement_offer
        set state = case when id = $2 then 'CHOSEN' when state = 'HELD' then 'RELEASED' else 'CLOSED' end,
          referral_id = case when id = $2 then $3::uuid end, meeting_point = case when id = $2 then $4 end,
          version = version + 1
        where request_id = $1 and state in ('ASKED', 'HELD', 'LAPSED')
        returning id, shelter_agency_id as "shelterAgencyId"`,
      values: [place.requestId, input.offerId, referralId, input.meetingPoint],
    });
    for (const { id, shelterAgencyId } of moved) {
      await this.outbox.add(tx, actor, { kind: 'placement.changed', objectId: id, agencyIds: [shelterAgencyId] });
    }
    await this.outbox.add(tx, actor, {
      kind: 'placement.changed',
      objectId: input.offerId,
      agencyIds: [actor.agencyId],
    });
  }
}

function authorise(actor: Actor, file: KnownCase): void {
  if (!may(actor, 'read', ofCase('Placement', file))) throw new NotFound();
  if (!may(actor, 'confirm', ofCase('Placement', file))) throw new Forbidden();
}
