import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidInput, may, NotFound, ofCase, type Actor } from '#policy';
import { AuditTrail } from '#audit';
import { CaseReader, DataKeys, type KnownCase } from '#cases';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { Consent } from './consent.js';
import { type ConsentToRecord, type RecordConsentInput, recordConsentSchema } from './consent-input.js';
import { ConsentReader, type ConsentView } from './consent-reader.js';
import {
  demandGrantor,
  demandNamedPerson,
  demandUnderstanding,
  demandWithinCeiling,
  excludedPaths,
  termOf,
} from './consent-terms.js';
import { findRecipient } from './recipients.js';

interface Earlier {
  [column: string]: unknown;
  readonly id: string;
  readonly version: number;
}

/** Records what a survivor agreed to, or refused. The recipient gets the keys of those scopes in the same transaction. */
@Injectable()
export class RecordConsent {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly idempotency: Idempotency,
    private readonly cases: CaseReader,
    private readonly keys: DataKeys,
    private readonly consents: ConsentReader,
  ) {}

  /**
   * An ACTIVE consent to the same recipient for the same purpose becomes SUPERSEDED.
   * @throws NotFound @throws InvalidInput @throws RecipientNotActive @throws PurposeNotAllowed @throws ScopeAboveCeiling
   * @throws GuardianRulesUnmet @throws KeyringUnavailable
   */
  async execute(actor: Actor, input: RecordConsentInput): Promise<ConsentView> {
    const parsed = parseInput(recordConsentSchema, input);
    return this.database.transaction(actor, async (tx) => {
      const file = await this.cases.factsForChange(tx, parsed.caseId);
      if (!may(actor, 'record', ofCase('Consent', file))) throw new NotFound();
      const key = { mutation: 'recordConsent', input: parsed, clientMutationId: parsed.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.record(tx, actor, file, parsed));
      return this.consents.get(tx, id);
    });
  }

  private async record(tx: Tx, actor: Actor, file: KnownCase, input: ConsentToRecord): Promise<string> {
    const recipient = await findRecipient(tx, actor, input);
    demandWithinCeiling(input, recipient.kind, file.jurisdictionForbidsIdentity);
    demandNamedPerson(input);
    demandGrantor(file.ageStatus, input);
    demandUnderstanding(input);
    const consent = toConsent(actor, file, input, await tx.now());
    const superseded = consent.state === 'ACTIVE' ? await this.earlier(tx, consent) : [];
    await tx.manager.insert(Consent, consent);
    for (const { id, version } of superseded) {
      await tx.manager.update(Consent, { id }, { state: 'SUPERSEDED', supersededBy: consent.id, version: version + 1 });
    }
    if (consent.state === 'ACTIVE') {
      const record = { recordId: file.id, ownerAgencyId: file.ownerAgencyId };
      await this.keys.share(tx, record, consent.scopes, consent.recipientAgencyId);
    }
    await this.audit.append(tx, actor, {
      action: 'recordConsent',
      objectType: 'Consent',
      objectId: consent.id,
      ownerAgencyId: file.ownerAgencyId,
      details: {
        caseId: file.id,
        recipientAgencyId: consent.recipientAgencyId,
        purpose: consent.purpose,
        scopes: consent.scopes,
        excludedFields: consent.excludedFields,
        state: consent.state,
        superseded: superseded.map(({ id }) => id),
      },
    });
    await this.outbox.add(tx, actor, {
      kind: 'consent.recorded',
      objectId: consent.id,
      agencyIds: [file.ownerAgencyId],
    });
    return consent.id;
  }

  private async earlier(tx: Tx, consent: Consent): Promise<Earlier[]> {
    const earlier = await tx.query<Earlier>({
      name: 'consent-earlier',
      text: `select id, version from app.consent
        where case_id = $1 and recipient_agency_id = $2 and purpose = $3 and state = 'ACTIVE' and expires_at > now()
        order by id for no key update`,
      values: [consent.caseId, consent.recipientAgencyId, consent.purpose],
    });
    if (earlier.length > 0 && consent.validFrom.getTime() > consent.recordedAt.getTime()) {
      throw new InvalidInput('An extension takes over from the consent that stands, so it begins now.', {
        path: ['input', 'validFrom'],
      });
    }
    return earlier;
  }
}

function toConsent(actor: Actor, file: KnownCase, input: ConsentToRecord, now: Date): Consent {
  const { clientMutationId: _, refused, duration: _duration, ...kept } = input;
  return Object.assign(new Consent(), {
    ...kept,
    ...termOf(input, now),
    id: randomUUID(),
    ownerAgencyId: file.ownerAgencyId,
    excludedFields: excludedPaths(input),
    state: refused ? ('REFUSED' as const) : ('ACTIVE' as const),
    recordedBy: actor.personId,
    recordedAt: now,
    withdrawnAt: null,
    withdrawnBy: null,
    supersededBy: null,
    version: 1,
  });
}
