import { Injectable } from '@nestjs/common';
import { HAND_OFFS, may, NotFound, ofCase, SERVICE_TYPES, URGENCIES, type Actor } from '#policy';
import { needsCardInputSchema } from '#cases';
import { Database, Idempotency, parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { mutation } from './input.js';
import { MoveReferral } from './move-referral.js';
import { needsCardOf } from './needs-card-snapshot.js';
import { ReferralReader, type ReferralWants, withoutRecord } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';
import { refuseImpossible, refuseUnlessSendable, SendTermsReader } from './send-terms.js';
import { deadlinesFrom, WriteReferral } from './write-referral.js';

/** Fixed when a draft is written; they cannot come with its id. */
const plan = {
  caseId: z.guid().nullish(),
  recipientAgencyId: z.guid().nullish(),
  recipientUnitId: z.guid().nullish(),
  serviceType: z.enum(SERVICE_TYPES).nullish(),
  urgency: z.enum(URGENCIES).nullish(),
  handOff: z.enum(HAND_OFFS).nullish(),
  saveAsDraft: z.boolean().nullish(),
};
const required = ['caseId', 'recipientAgencyId', 'serviceType', 'handOff'] as const;

const sendReferralInput = z
  .strictObject({
    ...mutation,
    ...plan,
    draftId: z.guid().nullish(),
    /** Of the draft. */
    version: z.int().nullish(),
    consentId: z.guid().nullish(),
    /** The draft's, or else the case's present one, when left out. */
    needsCard: needsCardInputSchema.nullish(),
  })
  .transform(({ draftId, version, ...given }, issues) => {
    const { caseId, recipientAgencyId, serviceType, handOff } = given;
    if (draftId !== undefined && draftId !== null) {
      for (const name of Object.keys(plan) as (keyof typeof plan)[]) {
        if (given[name] === undefined || given[name] === null) continue;
        issues.addIssue({ code: 'custom', path: [name], message: 'is fixed by the draft' });
      }
      return { ...given, draftId, version };
    }
    if (caseId == null || recipientAgencyId == null || serviceType == null || handOff == null) {
      const path = required.find((name) => given[name] === undefined || given[name] === null) ?? '';
      issues.addIssue({ code: 'custom', path: [path], message: 'is required unless a draft is sent' });
      return z.NEVER;
    }
    return { ...given, draftId: null, caseId, recipientAgencyId, serviceType, handOff };
  });
export type SendReferralInput = z.input<typeof sendReferralInput>;
type Send = z.output<typeof sendReferralInput>;
type SendDraft = Extract<Send, { draftId: string }>;
type SendNew = Extract<Send, { draftId: null }>;

/** Sends a referral, keeps one as a draft, or sends a draft. */
@Injectable()
export class SendReferral {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly terms: SendTermsReader,
    private readonly writer: WriteReferral,
    private readonly referrals: MoveReferral,
    private readonly reader: ReferralReader,
  ) {}

  /** @throws NotFound, InvalidInput, NoAgreement, NoConsent, RiskReviewOverdue; for a draft StaleVersion, IllegalMove */
  async execute(actor: Actor, input: SendReferralInput, wants: ReferralWants = withoutRecord): Promise<ReferralView> {
    const send = parseInput(sendReferralInput, input);
    const { clientMutationId, ...rest } = send;
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'sendReferral', input: rest, clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () =>
        send.draftId === null ? this.sendNew(tx, actor, send) : this.sendDraft(tx, actor, send),
      );
      return this.reader.get(tx, actor, id, wants);
    });
  }

  private async sendNew(tx: Tx, actor: Actor, send: SendNew): Promise<string> {
    const terms = await this.terms.of(tx, send, true);
    const { file } = terms;
    if (!may(actor, 'send', ofCase('Referral', file))) throw new NotFound();
    const { id: recipientAgencyId } = refuseImpossible(send, terms, 'ASSISTANCE');
    const isDraft = send.saveAsDraft === true;
    const consentId = isDraft ? (terms.consent?.id ?? null) : refuseUnlessSendable(send, terms, await tx.now());
    const needsCard = needsCardOf(file, send.needsCard ?? file.needsCard);
    return this.writer.write(tx, actor, 'sendReferral', {
      caseId: file.id,
      ownerAgencyId: file.ownerAgencyId,
      recipientAgencyId,
      unitId: terms.unitId,
      serviceType: send.serviceType,
      consentId,
      state: isDraft ? 'DRAFT' : 'REQUESTED',
      urgency: send.urgency ?? needsCard.urgency,
      handOff: send.handOff,
      needsCard,
    });
  }

  private async sendDraft(tx: Tx, actor: Actor, send: SendDraft): Promise<string> {
    const draft = await this.reader.find(tx, actor, send.draftId);
    // A recipient does not see drafts, so whoever comes as far as this owns the case. The consent is held before the
    // referral, as a withdrawal does, or the two could wait for each other.
    const plan = { ...draft, consentId: send.consentId ?? null };
    const terms = await this.terms.of(tx, plan, true);
    return this.referrals.move(
      tx,
      actor,
      { referralId: draft.id, version: send.version },
      {
        mutation: 'sendReferral',
        verb: 'send',
        to: 'REQUESTED',
        from: ['DRAFT'],
        needsConsent: false,
        write: (_held, at) => {
          refuseImpossible(plan, terms, 'ASSISTANCE');
          return {
            consentId: refuseUnlessSendable(plan, terms, at),
            needsCard: needsCardOf(terms.file, send.needsCard ?? draft.needsCard),
            createdAt: at,
            sentAt: at,
            ...deadlinesFrom(at, draft.urgency),
          };
        },
      },
    );
  }
}
