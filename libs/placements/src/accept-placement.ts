import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { type Actor, NotFound } from '#policy';
import { Config } from '#platform/config';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { BedCategory } from './bed-category.js';
import { BedNoLongerAvailable } from './errors.js';
import { mutation } from './input.js';
import { OfferDesk } from './offer-desk.js';
import type { Placement } from './placement.js';
import { PlacementReader } from './placement-reader.js';
import { demandOfferMove, offerStateAt } from './placement-state.js';

const schema = z.strictObject({ ...mutation, offerId: z.guid(), bedCategoryId: z.guid() });
export type AcceptPlacementInput = z.input<typeof schema>;

/** A shelter answers yes, and one bed is held for the request until the hold's hours are over. */
@Injectable()
export class AcceptPlacement {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly desk: OfferDesk,
    private readonly placements: PlacementReader,
    private readonly config: Config,
  ) {}

  /** @throws NotFound @throws Forbidden @throws StaleVersion @throws IllegalMove @throws BedNoLongerAvailable */
  async execute(actor: Actor, raw: AcceptPlacementInput): Promise<Placement> {
    const input = parseInput(schema, raw);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'acceptPlacement', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.accept(tx, actor, input));
      const placement = await this.placements.findAsShelter(tx, actor, id);
      if (placement === null) throw new NotFound();
      return placement;
    });
  }

  private async accept(tx: Tx, actor: Actor, input: z.output<typeof schema>): Promise<string> {
    const offer = await this.desk.take(tx, actor, 'accept', input);
    demandOfferMove(offerStateAt(offer, await tx.now()), 'HELD', 'SHELTER');
    const beds = await tx.manager.findOneBy(BedCategory, { id: input.bedCategoryId, agencyId: actor.agencyId });
    if (beds === null) throw new NotFound();
    await this.hold(tx, actor, offer.id, beds.id);
    await this.audit.append(tx, actor, {
      action: 'acceptPlacement',
      objectType: 'Placement',
      objectId: offer.id,
      ownerAgencyId: offer.ownerAgencyId,
      details: { bedCategoryId: beds.id },
    });
    for (const agencyId of [offer.ownerAgencyId, actor.agencyId]) {
      await this.outbox.add(tx, actor, { kind: 'placement.changed', objectId: offer.id, agencyIds: [agencyId] });
    }
    return offer.id;
  }

  private async hold(tx: Tx, actor: Actor, offerId: string, bedCategoryId: string): Promise<void> {
    try {
      await tx.query({
        name: 'placement-hold',
        text: `update app.placement_offer
          set state = 'HELD', bed_category_id = $2, held_until = now() + make_interval(secs => $3), answered_by = $4,
            answered_at = now(), version = version + 1
          where id = $1`,
        values: [offerId, bedCategoryId, this.config.env.BED_HOLD_HOURS * 3600, actor.personId],
      });
    } catch (error) {
      if (saysNoBedIsFree(error)) throw new BedNoLongerAvailable();
      throw error;
    }
  }
}

/** The SQLSTATE that the database's own count of beds raises. */
function saysNoBedIsFree(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'HL001';
}
