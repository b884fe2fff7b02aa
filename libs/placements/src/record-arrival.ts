import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { type Actor, NotFound } from '#policy';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { PlacementReferrals } from '#referrals';
import { z } from 'zod';
import { mutation } from './input.js';
import type { Placement } from './placement.js';
import { PlacementReader } from './placement-reader.js';
import { Stays } from './stays.js';

const schema = z.strictObject({ ...mutation, offerId: z.guid() });
export type RecordArrivalInput = z.input<typeof schema>;

/** The survivor has come: the bed that was held is occupied, and the referral is in progress. */
@Injectable()
export class RecordArrival {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly stays: Stays,
    private readonly referrals: PlacementReferrals,
    private readonly placements: PlacementReader,
  ) {}

  /** @throws NotFound @throws Forbidden @throws StaleVersion @throws IllegalMove */
  async execute(actor: Actor, raw: RecordArrivalInput): Promise<Placement> {
    const input = parseInput(schema, raw);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'recordArrival', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.arrive(tx, actor, input));
      const placement = await this.placements.findAsShelter(tx, actor, id);
      if (placement === null) throw new NotFound();
      return placement;
    });
  }

  private async arrive(tx: Tx, actor: Actor, input: z.output<typeof schema>): Promise<string> {
    const referralId = await this.stays.referralOf(tx, actor, input.offerId);
    await this.referrals.start(tx, actor, referralId);
    const offer = await this.stays.take(tx, actor, 'recordArrival', 'ARRIVED', input);
    await tx.query({
      name: 'placement-arrival',
      text: 'update app.placement_offer set arrived_at = now(), version = version + 1 where id = $1',
      values: [offer.id],
    });
    await this.audit.append(tx, actor, {
      action: 'recordArrival',
      objectType: 'Placement',
      objectId: offer.id,
      ownerAgencyId: offer.ownerAgencyId,
    });
    for (const agencyId of [offer.ownerAgencyId, actor.agencyId]) {
      await this.outbox.add(tx, actor, { kind: 'placement.changed', objectId: offer.id, agencyIds: [agencyId] });
    }
    return offer.id;
  }
}
