import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AGE_STATUSES, Forbidden, may, ofAgency, PILLARS, type Actor, type AgeStatus } from '#policy';
import { AuditTrail } from '#audit';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { CaseAssignment } from './case-file.js';
import { newCaseCode } from './case-codes.js';
import { CaseReader } from './case-reader.js';
import { type CaseAsk, caseOnly, type CaseView, CaseViews } from './case-views.js';
import { GuardianAdvocateRequired } from './errors.js';
import { needsCardInputSchema } from './needs-card.js';
import { patchesByScope, recordPatchSchema } from './record-patch.js';
import { RecordWriter } from './record-writer.js';
import { type AssessedRisk, assessRisk, riskSchema } from './risk.js';
import { mutationId, oneOf, orNull, someOf } from './shapes.js';
import { demandCaseStaff } from './staff.js';

const schema = z.strictObject({
  clientMutationId: mutationId,
  ageStatus: oneOf(AGE_STATUSES),
  pillars: someOf(PILLARS, { min: 1 }),
  needsCard: needsCardInputSchema,
  /** The actor, if nobody is named. */
  advocateId: orNull(z.guid()),
  guardianAdvocateId: orNull(z.guid()),
  risk: riskSchema,
  record: orNull(recordPatchSchema),
});
export type OpenCaseInput = z.input<typeof schema>;
type Parsed = z.output<typeof schema>;

/** Opens a case for a survivor, owned by the actor's agency alone. */
@Injectable()
export class OpenCase {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly idempotency: Idempotency,
    private readonly cases: CaseReader,
    private readonly writer: RecordWriter,
    private readonly views: CaseViews,
  ) {}

  /** @throws Forbidden @throws InvalidInput @throws GuardianAdvocateRequired @throws KeyringUnavailable */
  async execute(actor: Actor, input: OpenCaseInput, ask: CaseAsk = caseOnly): Promise<CaseView> {
    if (!may(actor, 'open', ofAgency('Case', actor.agencyId))) throw new Forbidden();
    const parsed = parseInput(schema, input);
    if (needsGuardian(parsed.ageStatus) && parsed.guardianAdvocateId === null) throw new GuardianAdvocateRequired();
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'openCase', input: parsed, clientMutationId: parsed.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.open(tx, actor, parsed));
      const [view] = await this.views.show(tx, actor, [await this.cases.facts(tx, id)], ask);
      if (view === undefined) throw new Error('The case that was opened is not there.');
      return view;
    });
  }

  private async open(tx: Tx, actor: Actor, input: Parsed): Promise<string> {
    const advocateId = input.advocateId ?? actor.personId;
    const { guardianAdvocateId } = input;
    await demandCaseStaff(tx, actor.agencyId, { advocateId, guardianAdvocateId });
    const risk = assessRisk(actor, input.risk, await tx.now());
    const id = await this.insert(tx, actor, { ...input, advocateId }, risk);
    const team = [...new Set([advocateId, guardianAdvocateId ?? advocateId, actor.personId])];
    const assignedAt = await tx.now();
    await tx.manager.insert(
      CaseAssignment,
      team.map((personId) => ({ caseId: id, personId, ownerAgencyId: actor.agencyId, assignedAt })),
    );
    const fields = await this.writer.write(tx, actor, id, patchesByScope(input.record ?? {}), risk.assessment);
    await this.audit.append(tx, actor, {
      action: 'openCase',
      objectType: 'Case',
      objectId: id,
      ownerAgencyId: actor.agencyId,
      details: { ageStatus: input.ageStatus, riskLevel: risk.level, advocateId, fields },
    });
    await this.outbox.add(tx, actor, { kind: 'case.changed', objectId: id, agencyIds: [actor.agencyId] });
    return id;
  }

  private async insert(
    tx: Tx,
    actor: Actor,
    input: Parsed & { readonly advocateId: string },
    risk: AssessedRisk,
  ): Promise<string> {
    const id = randomUUID();
    const now = await tx.now();
    // Codes are random; on the rare day when one is taken, another is drawn.
    for (;;) {
      const rows = await tx.query({
        name: 'case-open',
        text: `insert into app.case_file (id, owner_agency_id, case_code, advocate_id, guardian_advocate_id, age_status, pillars,
            needs_card, risk_level, risk_review_due_at, status, created_by, created_at, updated_at, version)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'OPEN', $11, $12, $12, 1)
          on conflict (case_code) do nothing returning id`,
        values: [
          id,
          actor.agencyId,
          newCaseCode(),
          input.advocateId,
          input.guardianAdvocateId,
          input.ageStatus,
          input.pillars,
          JSON.stringify({ ...input.needsCard, riskLevel: risk.level }),
          risk.level,
          risk.reviewDueAt,
          actor.personId,
          now,
        ],
      });
      if (rows.length > 0) return id;
    }
  }
}

export function needsGuardian(ageStatus: AgeStatus): boolean {
  return ageStatus !== 'ADULT';
}
