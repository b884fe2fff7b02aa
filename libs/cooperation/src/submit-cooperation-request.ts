import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import {
  CONTACT_MODES,
  COOPERATION_ASKS,
  Forbidden,
  InvalidInput,
  meetsRequirement,
  NotFound,
  type Actor,
} from '#policy';
import { Config } from '#platform/config';
import { Database, Idempotency, line, Outbox, parseInput, text, type Tx } from '#platform/database';
import { z } from 'zod';
import { answerMoment } from './answer-batches.js';
import { CooperationReader } from './cooperation-reader.js';
import { CooperationRequest } from './cooperation-request.js';
import type { PoliceRequest } from './cooperation-views.js';
import { mutationFields, someOf } from './inputs.js';
import { Matter } from './matter.js';
import { PresentRequest } from './present-request.js';

const schema = z.strictObject({
  ...mutationFields,
  /** The agency that is asked; never a survivor. */
  agencyId: z.uuid(),
  /** The number of the police's own file. */
  reference: line({ max: 60 }),
  asked: someOf(COOPERATION_ASKS, 1),
  /** Who is sought and why. */
  matter: text({ max: 2_000 }),
  contactModes: someOf(CONTACT_MODES, 1),
});

export type SubmitCooperationRequestInput = z.input<typeof schema>;
type Parsed = z.output<typeof schema>;

/** The police ask one agency. When they are answered is settled here and never again. */
@Injectable()
export class SubmitCooperationRequest {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly config: Config,
    private readonly reader: CooperationReader,
    private readonly matter: Matter,
    private readonly present: PresentRequest,
  ) {}

  /** @throws NotFound for an agency that does not exist, a shelter included @throws InvalidInput @throws Forbidden */
  execute(actor: Actor, given: SubmitCooperationRequestInput): Promise<PoliceRequest> {
    if (!meetsRequirement(actor, 'submit', 'Cooperation')) throw new Forbidden();
    const input = parseInput(schema, given);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'submitCooperationRequest', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.submit(tx, actor, input));
      const row = await this.reader.policeRow(tx, actor, id);
      if (row === undefined) throw new NotFound();
      return this.present.toPolice(actor, row, await tx.now(), { matter: true });
    });
  }

  private async submit(tx: Tx, actor: Actor, input: Parsed): Promise<string> {
    await this.demandAskable(tx, input.agencyId);
    const submittedAt = await tx.now();
    const parties = { id: randomUUID(), policeAgencyId: actor.agencyId, askedAgencyId: input.agencyId };
    await tx.manager.insert(CooperationRequest, {
      ...parties,
      policeCaseReference: input.reference,
      asked: input.asked,
      contactModes: input.contactModes,
      ...(await this.matter.seal(tx, parties, input.matter)),
      submittedBy: actor.personId,
      submittedAt,
      answerAt: answerMoment(submittedAt, {
        batchMinutes: this.config.env.COOPERATION_BATCH_MINUTES,
        answerHours: this.config.env.COOPERATION_ANSWER_HOURS,
      }),
      answerToldAt: null,
    });
    await this.audit.append(tx, actor, {
      action: 'submitCooperationRequest',
      objectType: 'Cooperation',
      objectId: parties.id,
      ownerAgencyId: input.agencyId,
      details: { asked: input.asked, contactModes: input.contactModes },
    });
    await this.outbox.add(tx, actor, {
      kind: 'cooperation.submitted',
      objectId: parties.id,
      agencyIds: [input.agencyId],
    });
    return parties.id;
  }

  private async demandAskable(tx: Tx, agencyId: string): Promise<void> {
    const kind = await this.reader.askable(tx, agencyId);
    if (kind === undefined) throw new NotFound();
    if (kind === 'LAW_ENFORCEMENT') {
      throw new InvalidInput('A request goes to an agency that stands beside survivors, not to the police.', {
        path: ['input', 'agencyId'],
      });
    }
  }
}
