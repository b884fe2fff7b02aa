import { Injectable } from '@nestjs/common';
import { AGE_STATUSES, may, NotFound, ofCase, PILLARS, StaleVersion, type Actor } from '#policy';
import { AuditTrail } from '#audit';
import { Database, Idempotency, Outbox, parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { CaseAssignment, CaseFile } from './case-file.js';
import { CaseReader, type KnownCase } from './case-reader.js';
import { type CaseAsk, caseOnly, type CaseView, CaseViews } from './case-views.js';
import { GuardianAdvocateRequired } from './errors.js';
import { needsCardInputSchema } from './needs-card.js';
import { needsGuardian } from './open-case.js';
import { patchesByScope, recordPatchSchema } from './record-patch.js';
import { RecordWriter } from './record-writer.js';
import { type AssessedRisk, assessRisk, riskSchema } from './risk.js';
import { mutationId, oneOf, orNull, someOf, version } from './shapes.js';
import { demandCaseStaff } from './staff.js';

const schema = z.strictObject({
  clientMutationId: mutationId,
  caseId: z.guid(),
  version,
  ageStatus: orNull(oneOf(AGE_STATUSES)),
  pillars: orNull(someOf(PILLARS, { min: 1 })),
  /** Replaces the card; referrals that were sent keep the one they carry. */
  needsCard: orNull(needsCardInputSchema),
  guardianAdvocateId: orNull(z.guid()),
  /** Adds an assessment. */
  risk: orNull(riskSchema),
  record: orNull(recordPatchSchema),
});
export type UpdateCaseInput = z.input<typeof schema>;
type Parsed = z.output<typeof schema>;

/** Changes what is given of a case and leaves the rest as it is. */
@Injectable()
export class UpdateCase {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly idempotency: Idempotency,
    private readonly cases: CaseReader,
    private readonly writer: RecordWriter,
    private readonly views: CaseViews,
  ) {}

  /**
   * @throws NotFound @throws InvalidInput @throws GuardianAdvocateRequired @throws KeyringUnavailable
   * @throws StaleVersion if `version` is given and somebody has changed the case since; nothing is written then
   */
  async execute(actor: Actor, input: UpdateCaseInput, ask: CaseAsk = caseOnly): Promise<CaseView> {
    const parsed = parseInput(schema, input);
    return this.database.transaction(actor, async (tx) => {
      const file = await this.cases.factsForChange(tx, parsed.caseId);
      // Who may update a case is who may read it, so to everybody else it does not exist.
      if (!may(actor, 'update', ofCase('Case', file))) throw new NotFound();
      const key = { mutation: 'updateCase', input: parsed, clientMutationId: parsed.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.update(tx, actor, file, parsed));
      const [view] = await this.views.show(tx, actor, [await this.cases.facts(tx, id)], ask);
      if (view === undefined) throw new NotFound();
      return view;
    });
  }

  private async update(tx: Tx, actor: Actor, file: KnownCase, input: Parsed): Promise<string> {
    if (input.version !== null && input.version !== file.version) throw new StaleVersion(file.version);
    const now = await tx.now();
    const ageStatus = input.ageStatus ?? file.ageStatus;
    const guardianAdvocateId = input.guardianAdvocateId ?? file.guardianAdvocateId;
    if (needsGuardian(ageStatus) && guardianAdvocateId === null) throw new GuardianAdvocateRequired();
    await demandCaseStaff(tx, actor.agencyId, { guardianAdvocateId: input.guardianAdvocateId });
    const risk = input.risk === null ? null : assessRisk(actor, input.risk, now);
    await tx.manager.update(
      CaseFile,
      { id: file.id },
      {
        ageStatus,
        guardianAdvocateId,
        pillars: [...(input.pillars ?? file.pillars)],
        needsCard: { ...(input.needsCard ?? file.needsCard), riskLevel: risk?.level ?? file.riskLevel },
        riskLevel: risk?.level ?? file.riskLevel,
        riskReviewDueAt: risk?.reviewDueAt ?? file.riskReviewDueAt,
        updatedAt: now,
        version: file.version + 1,
      },
    );
    if (guardianAdvocateId !== null && !file.assignedPersonIds.includes(guardianAdvocateId)) {
      const assignment = { caseId: file.id, personId: guardianAdvocateId, ownerAgencyId: actor.agencyId };
      await tx.manager.insert(CaseAssignment, { ...assignment, assignedAt: now });
    }
    const patches = patchesByScope(input.record ?? {});
    const fields = await this.writer.write(tx, actor, file.id, patches, risk?.assessment ?? null);
    await this.record(tx, actor, file, input, risk, fields);
    return file.id;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    file: KnownCase,
    input: Parsed,
    risk: AssessedRisk | null,
    fields: readonly string[],
  ): Promise<void> {
    const { clientMutationId: _id, caseId: _case, version: _version, record: _record, ...plain } = input;
    const changed = Object.entries(plain).flatMap(([name, value]) => (value === null ? [] : [name]));
    await this.audit.append(tx, actor, {
      action: 'updateCase',
      objectType: 'Case',
      objectId: file.id,
      ownerAgencyId: file.ownerAgencyId,
      details: { changed, fields, riskLevel: risk?.level ?? file.riskLevel, version: file.version + 1 },
    });
    await this.outbox.add(tx, actor, { kind: 'case.changed', objectId: file.id, agencyIds: [file.ownerAgencyId] });
  }
}
