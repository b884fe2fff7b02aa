import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { type Actor, NotFound, OUTCOMES } from '#policy';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { PlacementReferrals } from '#referrals';
import { z } from 'zod';
import { mutation } from './input.js';
import type { Placement } from './placement.js';
import { PlacementReader } from './placement-reader.js';
import { Stays } from './stays.js';

const schema = z.strictObject({ ...mutation, offerId: z.guid(), outcome: z.enum(OUTCOMES) });
export type RecordDepartureInput = z.input<typeof schema>;

/** The survivor has left: the bed is free again, and the referral is completed with its outcome. */
@Injectable()
export class RecordDeparture {
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
  async execute(actor: Actor, raw: RecordDepartureInput): Promise<Placement> {
    const input = parseInput(schema, raw);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'recordDeparture', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.depart(tx, actor, input));
      const placement = await this.placements.findAsShelter(tx, actor, id);
      if (placement === null) throw new NotFound();
      return placement;
    });
  }

  private async depart(tx: Tx, actor: Actor, input: z.output<typeof schema>): Promise<string> {
    const referralId = await this.stays.referralOf(tx, actor, input.offerId);
    // A referral that ended earlier, by the survivor's withdrawal for instance, stays as it ended: the bed is freed all the same.
    await this.referrals.complete(tx, actor, referralId, input.outcome);
    const offer = await this.stays.take(tx, actor, 'recordDeparture', 'DEPARTED', input);
    await tx.query({
      name: 'placement-departure',
      text: 'update app.placement_offer set departed_at = now(), version = version + 1 where id = $1',
      values: [offer.id],
    });
    await this.audit.append(tx, actor, {
      action: 'recordDeparture',
      objectType: 'Placement',
      objectId: offer.id,
      ownerAgencyId: offer.ownerAgencyId,
      details: { outcome: input.outcome },
    });
    for (const agencyId of [offer.ownerAgencyId, actor.agencyId]) {
      await this.outbox.add(tx, actor, { kind: 'placement.changed', objectId: offer.id, agencyIds: [agencyId] });
    }
    return offer.id;
  }
}
