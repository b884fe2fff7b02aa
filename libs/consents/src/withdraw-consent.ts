import { Inject, Injectable } from '@nestjs/common';
import {
  allowedMoves,
  CONSENT_MOVES,
  IllegalMove,
  may,
  mayMove,
  NotFound,
  ofCase,
  StaleVersion,
  type Actor,
} from '#policy';
import { AuditTrail } from '#audit';
import { CaseReader } from '#cases';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { agenciesToTell, Consent, consentStateAt } from './consent.js';
import { CONSENT_ENDERS, type ConsentEnder } from './consent-ender.js';
import { ConsentReader, type ConsentView } from './consent-reader.js';

const schema = z.strictObject({
  clientMutationId: z.string().min(1).max(64).nullish(),
  consentId: z.guid(),
  version: z.int().min(1).nullish(),
});
export type WithdrawConsentInput = z.input<typeof schema>;
type Parsed = z.output<typeof schema>;

/** Ends a consent because the survivor says so. One action, no reason, and nobody of the owning agency has to be waited for. */
@Injectable()
export class WithdrawConsent {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly idempotency: Idempotency,
    private readonly cases: CaseReader,
    private readonly consents: ConsentReader,
    @Inject(CONSENT_ENDERS) private readonly enders: readonly ConsentEnder[],
  ) {}

  /** @throws NotFound @throws InvalidInput @throws IllegalMove if it has ended already @throws StaleVersion */
  async execute(actor: Actor, input: WithdrawConsentInput): Promise<ConsentView> {
    const parsed = parseInput(schema, input);
    return this.database.transaction(actor, async (tx) => {
      const { caseId } = await this.consents.get(tx, parsed.consentId);
      // The recipient, who sees the consent too, finds no case here.
      const file = await this.cases.factsForChange(tx, caseId);
      if (!may(actor, 'withdraw', ofCase('Consent', file))) throw new NotFound();
      const key = { mutation: 'withdrawConsent', input: parsed, clientMutationId: parsed.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.withdraw(tx, actor, parsed));
      return this.consents.get(tx, id);
    });
  }

  private async withdraw(tx: Tx, actor: Actor, { consentId: id, version }: Parsed): Promise<string> {
    const consent = await tx.manager.findOne(Consent, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (consent === null) throw new NotFound();
    if ((version ?? consent.version) !== consent.version) throw new StaleVersion(consent.version);
    const now = await tx.now();
    const state = consentStateAt(consent, now);
    if (!mayMove(CONSENT_MOVES, state, 'WITHDRAWN', 'STAFF')) {
      throw new IllegalMove('consent', state, allowedMoves(CONSENT_MOVES, state));
    }
    const change = {
      state: 'WITHDRAWN',
      withdrawnAt: now,
      withdrawnBy: actor.personId,
      version: consent.version + 1,
    } as const;
    // Closes the access table, takes the recipient's keys away and retires them for what is written later.
    await tx.manager.update(Consent, { id }, change);
    for (const ender of this.enders) {
      await ender.consentEnded(tx, actor, Object.assign(consent, change), 'CONSENT_WITHDRAWN');
    }
    await this.audit.append(tx, actor, {
      action: 'withdrawConsent',
      objectType: 'Consent',
      objectId: id,
      ownerAgencyId: consent.ownerAgencyId,
      details: {
        caseId: consent.caseId,
        recipientAgencyId: consent.recipientAgencyId,
        purpose: consent.purpose,
        version: change.version,
      },
    });
    await this.outbox.add(tx, actor, {
      kind: 'consent.withdrawn',
      objectId: id,
      agencyIds: agenciesToTell(consent),
    });
    return id;
  }
}
