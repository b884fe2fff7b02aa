import { Injectable } from '@nestjs/common';
import {
  Forbidden,
  IllegalMove,
  may,
  NotFound,
  ofTwoAgencies,
  PURGE_ANSWERS,
  RETENTION_BASES,
  StaleVersion,
  type Actor,
  type PurgeAnswer,
} from '#policy';
import { AuditTrail } from '#audit';
import { Database, Idempotency, Outbox, parseInput, type ReadTx, type Tx } from '#platform/database';
import { z } from 'zod';
import { mutation } from './input.js';
import { PurgeRequest } from './purge-request.js';
import type { PurgeRequestView } from './referral-view.js';

const answerPurgeInput = z
  .strictObject({
    ...mutation,
    purgeRequestId: z.guid(),
    answer: z.enum(PURGE_ANSWERS),
    /** On what something is kept: with RETAINED, and only with it. */
    legalBasis: z.enum(RETENTION_BASES).nullish(),
    version: z.int().nullish(),
  })
  .refine(({ answer, legalBasis }) => (answer === 'RETAINED') === (legalBasis != null), {
    path: ['legalBasis'],
    error: 'belongs to RETAINED, and to nothing else',
  });
export type AnswerPurgeInput = z.input<typeof answerPurgeInput>;
type Answer = z.output<typeof answerPurgeInput>;

/** What was kept may still be purged; what was purged is gone. */
const NEXT = {
  UNANSWERED: ['PURGED', 'RETAINED'],
  RETAINED: ['PURGED'],
  PURGED: [],
} as const satisfies Record<PurgeAnswer | 'UNANSWERED', readonly PurgeAnswer[]>;

type PurgeRow = Omit<PurgeRequest, 'answeredBy' | 'overdueAlertedAt' | 'consentId'> & {
  [column: string]: unknown;
  unitId: string | null;
  conflicted: boolean;
};

/** The recipient says that it purged what the consent had opened to it, or on what legal basis it keeps it. */
@Injectable()
export class AnswerPurge {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** @throws NotFound, Forbidden, StaleVersion, IllegalMove */
  async execute(actor: Actor, input: AnswerPurgeInput): Promise<PurgeRequestView> {
    const { clientMutationId, ...answer } = parseInput(answerPurgeInput, input);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'answerPurge', input: answer, clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.answer(tx, actor, answer));
      return toView(await find(tx, actor, id));
    });
  }

  private async answer(tx: Tx, actor: Actor, { purgeRequestId: id, ...answer }: Omit<Answer, 'clientMutationId'>) {
    const [, held] = await Promise.all([
      tx.query({
        name: 'purge-hold',
        text: 'select 1 from app.purge_request where id = $1 for no key update',
        values: [id],
      }),
      find(tx, actor, id),
    ]);
    refuseUnlessHolder(actor, held);
    if (answer.version != null && answer.version !== held.version) throw new StaleVersion(held.version);
    const now = held.answer ?? 'UNANSWERED';
    const next: readonly PurgeAnswer[] = NEXT[now];
    if (!next.includes(answer.answer)) throw new IllegalMove('purge request', now, next);
    await tx.manager.update(
      PurgeRequest,
      { id },
      {
        answer: answer.answer,
        legalBasis: answer.legalBasis ?? null,
        answeredAt: await tx.now(),
        answeredBy: actor.personId,
        version: held.version + 1,
      },
    );
    await this.audit.append(tx, actor, {
      action: 'answerPurge',
      objectType: 'PurgeRequest',
      objectId: id,
      ownerAgencyId: held.ownerAgencyId,
      details: { answer: answer.answer, legalBasis: answer.legalBasis ?? null },
    });
    await this.outbox.add(tx, actor, {
      kind: 'purge.answered',
      objectId: id,
      agencyIds: [held.ownerAgencyId, held.holderAgencyId],
    });
    return id;
  }
}

async function find(tx: ReadTx, actor: Actor, id: string): Promise<PurgeRow> {
  const [row] = await tx.query<PurgeRow>({
    name: 'purge',
    text: `select p.id, p.referral_id as "referralId", p.owner_agency_id as "ownerAgencyId",
        p.holder_agency_id as "holderAgencyId", p.requested_at as "requestedAt", p.due_at as "dueAt", p.answer,
        p.legal_basis as "legalBasis", p.answered_at as "answeredAt", p.version, r.recipient_unit_id as "unitId",
        exists (select 1 from app.conflict_of_interest x where x.case_id = r.case_id and x.person_id = $2) as conflicted
      from app.purge_request p join app.referral r on r.id = p.referral_id where p.id = $1`,
    values: [id, actor.personId],
  });
  if (row === undefined) throw new NotFound();
  return row;
}

function refuseUnlessHolder(actor: Actor, held: PurgeRow): void {
  const file = {
    ownerAgencyId: held.ownerAgencyId,
    assignedPersonIds: [],
    conflictedPersonIds: held.conflicted ? [actor.personId] : [],
  };
  const holder = { agencyId: held.holderAgencyId, unitId: held.unitId };
  if (may(actor, 'answerPurge', ofTwoAgencies('Consent', file, holder))) return;
  throw actor.agencyId === held.ownerAgencyId && !held.conflicted ? new Forbidden() : new NotFound();
}

function toView(row: PurgeRow): PurgeRequestView {
  const { id, referralId, requestedAt, dueAt, answer, legalBasis, answeredAt, version } = row;
  return { id, referralId, requestedAt, dueAt, answer, legalBasis, answeredAt, version };
}
