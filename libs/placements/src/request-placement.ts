import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { CaseAliases, CaseReader, type KnownCase } from '#cases';
import { type Actor, Forbidden, IllegalMove, may, NotFound, ofCase, URGENCIES } from '#policy';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { RiskReviewOverdue } from '#referrals';
import { z } from 'zod';
import { mutation, noneTwice } from './input.js';
import type { Placement } from './placement.js';
import { PlacementOffer } from './placement-offer.js';
import { PlacementReader } from './placement-reader.js';
import { PlacementRequest } from './placement-request.js';
import { PLACEMENT_SERVICES } from './placement-service.js';
import { Shelters } from './shelters.js';

const mostShelters = 10;

const schema = z.strictObject({
  clientMutationId: mutation.clientMutationId,
  caseId: z.guid(),
  shelterAgencyIds: z
    .array(z.guid())
    .min(1)
    .max(mostShelters)
    .refine(...noneTwice),
  serviceType: z.enum(PLACEMENT_SERVICES).nullish(),
  /** That of the needs card when absent. */
  urgency: z.enum(URGENCIES).nullish(),
});
export type RequestPlacementInput = z.input<typeof schema>;

/** Asks several shelters for a bed at once. Each sees the needs card and an alias of its own, and not that others were asked. */
@Injectable()
export class RequestPlacement {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly cases: CaseReader,
    private readonly aliases: CaseAliases,
    private readonly shelters: Shelters,
    private readonly placements: PlacementReader,
  ) {}

  /** @throws NotFound @throws InvalidInput @throws RiskReviewOverdue @throws ShelterNotAvailable */
  async execute(actor: Actor, raw: RequestPlacementInput): Promise<Placement> {
    const input = parseInput(schema, raw);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'requestPlacement', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.request(tx, actor, input));
      const placement = await this.placements.findAsOwner(tx, id);
      if (placement === null) throw new NotFound();
      return placement;
    });
  }

  private async request(tx: Tx, actor: Actor, input: z.output<typeof schema>): Promise<string> {
    const file = await this.cases.facts(tx, input.caseId);
    authorise(actor, file);
    refuseUnlessSendable(file, await tx.now());
    const serviceType = input.serviceType ?? 'SHELTER';
    await this.shelters.demand(tx, actor, serviceType, input.shelterAgencyIds);
    const request = {
      id: randomUUID(),
      caseId: file.id,
      ownerAgencyId: actor.agencyId,
      needsCard: file.needsCard,
      urgency: input.urgency ?? file.needsCard.urgency,
      serviceType,
      state: 'OPEN' as const,
      requestedBy: actor.personId,
      createdAt: await tx.now(),
      closedAt: null,
      version: 1,
    };
    await tx.manager.insert(PlacementRequest, request);
    // Aliases in one order: two requests for one case that ask the same shelters never wait for each other's alias in a circle.
    for (const shelterAgencyId of [...input.shelterAgencyIds].sort())
      await this.ask(tx, actor, request, shelterAgencyId);
    await this.audit.append(tx, actor, {
      action: 'requestPlacement',
      objectType: 'Placement',
      objectId: request.id,
      ownerAgencyId: actor.agencyId,
      details: { serviceType, urgency: request.urgency, shelterAgencyIds: input.shelterAgencyIds },
    });
    return request.id;
  }

  private async ask(tx: Tx, actor: Actor, request: PlacementRequest, shelterAgencyId: string): Promise<void> {
    const { needsCard, urgency, serviceType, createdAt } = request;
    const id = randomUUID();
    await tx.manager.insert(PlacementOffer, {
      id,
      requestId: request.id,
      ownerAgencyId: actor.agencyId,
      shelterAgencyId,
      caseAlias: await this.aliases.aliasFor(tx, request.caseId, shelterAgencyId),
      needsCard,
      urgency,
      serviceType,
      state: 'ASKED',
      createdAt,
      version: 1,
    });
    // One event a shelter, about its own offer: an id that two of them were told would show that both were asked.
    await this.outbox.add(tx, actor, { kind: 'placement.requested', objectId: id, agencyIds: [shelterAgencyId] });
  }
}

function authorise(actor: Actor, file: KnownCase): void {
  if (!may(actor, 'read', ofCase('Placement', file))) throw new NotFound();
  if (!may(actor, 'request', ofCase('Placement', file))) throw new Forbidden();
}

function refuseUnlessSendable(file: KnownCase, now: Date): void {
  if (file.status === 'CLOSED') throw new IllegalMove('case', file.status, []);
  if (file.riskReviewDueAt.getTime() <= now.getTime()) throw new RiskReviewOverdue();
}
