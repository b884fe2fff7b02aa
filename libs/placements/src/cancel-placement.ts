import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { CaseReader } from '#cases';
import { type Actor, Forbidden, may, NotFound, ofCase, StaleVersion } from '#policy';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { CancelReferralInstead } from './errors.js';
import { mutation } from './input.js';
import type { Placement } from './placement.js';
import { PlacementReader } from './placement-reader.js';
import { PlacementRequest } from './placement-request.js';
import { demandPlacementMove } from './placement-state.js';

const schema = z.strictObject({ ...mutation, requestId: z.guid() });
export type CancelPlacementInput = z.input<typeof schema>;

/** The agency that asked needs no bed any more: every hold is given back, and every shelter loses sight of the request. */
@Injectable()
export class CancelPlacement {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly cases: CaseReader,
    private readonly placements: PlacementReader,
  ) {}

  /** @throws NotFound @throws Forbidden @throws StaleVersion @throws IllegalMove @throws CancelReferralInstead once a shelter was chosen */
  async execute(actor: Actor, raw: CancelPlacementInput): Promise<Placement> {
    const input = parseInput(schema, raw);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'cancelPlacement', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.cancel(tx, actor, input));
      const placement = await this.placements.findAsOwner(tx, id);
      if (placement === null) throw new NotFound();
      return placement;
    });
  }

  /** Whoever changes an open request holds its case first: see OfferDesk for the order of all locks. */
  private async cancel(tx: Tx, actor: Actor, input: z.output<typeof schema>): Promise<string> {
    const where = { id: input.requestId, ownerAgencyId: actor.agencyId };
    const known = await tx.manager.findOneBy(PlacementRequest, where);
    if (known === null) throw new NotFound();
    const file = await this.cases.factsForChange(tx, known.caseId);
    if (!may(actor, 'read', ofCase('Placement', file))) throw new NotFound();
    if (!may(actor, 'cancel', ofCase('Placement', file))) throw new Forbidden();
    const request = await tx.manager.findOneBy(PlacementRequest, where);
    if (request === null) throw new NotFound();
    if (input.version != null && input.version !== request.version) throw new StaleVersion(request.version);
    demandPlacementMove(request.state, 'CANCELLED', 'SENDER');
    if (request.state !== 'OPEN') throw new CancelReferralInstead();
    await this.close(tx, actor, request);
    await this.audit.append(tx, actor, {
      action: 'cancelPlacement',
      objectType: 'Placement',
      objectId: request.id,
      ownerAgencyId: actor.agencyId,
    });
    return request.id;
  }

  private async close(tx: Tx, actor: Actor, request: PlacementRequest): Promise<void> {
    await tx.query({
      name: 'placement-offers-hold',
      text: 'select 1 from app.placement_offer where request_id = $1 order by id for no key update',
      values: [request.id],
    });
    const change = { state: 'CANCELLED' as const, closedAt: await tx.now(), version: request.version + 1 };
    await tx.manager.update(PlacementRequest, { id: request.id }, change);
    const closed = await tx.query<{ id: string; shelterAgencyId: string }>({
      name: 'placement-close',
      text: `update app.placement_offer
        set state = case when state = 'HELD' then 'RELEASED' else 'CLOSED' end, version = version + 1
        where request_id = $1 and state in ('ASKED', 'HELD', 'LAPSED')
        returning id, shelter_agency_id as "shelterAgencyId"`,
      values: [request.id],
    });
    for (const { id, shelterAgencyId } of closed) {
      await this.outbox.add(tx, actor, { kind: 'placement.changed', objectId: id, agencyIds: [shelterAgencyId] });
    }
    await this.outbox.add(tx, actor, {
      kind: 'placement.changed',
      objectId: request.id,
      agencyIds: [actor.agencyId],
    });
  }
}
