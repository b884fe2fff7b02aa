import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { type Actor, REJECT_REASONS, type RejectReason, shownToSenderAs } from '#policy';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { mutation } from './input.js';
import { OfferDesk } from './offer-desk.js';
import { demandOfferMove, offerStateAt } from './placement-state.js';

const schema = z.strictObject({ ...mutation, offerId: z.guid(), reason: z.enum(REJECT_REASONS) });
export type DeclinePlacementInput = z.input<typeof schema>;

/** All that the shelter keeps of an offer it declined: it has lost sight of the rest. */
export interface DeclinedPlacement {
  readonly id: string;
  readonly state: 'DECLINED';
  readonly declineReason: RejectReason;
}

/** A shelter answers no, also after it had held a bed; the bed is free again at once. */
@Injectable()
export class DeclinePlacement {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly desk: OfferDesk,
  ) {}

  /** @throws NotFound @throws Forbidden @throws StaleVersion @throws IllegalMove */
  async execute(actor: Actor, raw: DeclinePlacementInput): Promise<DeclinedPlacement> {
    const input = parseInput(schema, raw);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'declinePlacement', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.decline(tx, actor, input));
      // A repeated call finds nothing to read any more; what it may be told, it said itself.
      return { id, state: 'DECLINED', declineReason: input.reason };
    });
  }

  private async decline(tx: Tx, actor: Actor, input: z.output<typeof schema>): Promise<string> {
    const offer = await this.desk.take(tx, actor, 'decline', input);
    demandOfferMove(offerStateAt(offer, await tx.now()), 'DECLINED', 'SHELTER');
    await tx.query({
      name: 'placement-decline',
      text: `update app.placement_offer
        set state = 'DECLINED', decline_reason = $2, answered_by = $3, answered_at = now(), version = version + 1
        where id = $1`,
      values: [offer.id, input.reason, actor.personId],
    });
    await this.audit.append(tx, actor, {
      action: 'declinePlacement',
      objectType: 'Placement',
      objectId: offer.id,
      ownerAgencyId: offer.ownerAgencyId,
      // The owner reads this entry as well.
      details: { reason: shownToSenderAs(input.reason) },
    });
    for (const agencyId of [offer.ownerAgencyId, actor.agencyId]) {
      await this.outbox.add(tx, actor, { kind: 'placement.changed', objectId: offer.id, agencyIds: [agencyId] });
    }
    return offer.id;
  }
}
