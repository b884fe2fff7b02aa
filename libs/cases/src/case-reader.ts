import { Injectable } from '@nestjs/common';
import { NotFound, type AgeStatus, type CaseFacts, type Pillar, type RiskLevel } from '#policy';
import type { ReadTx } from '#platform/database';
import type { CaseStatus } from './case-file.js';
import type { NeedsCard } from './needs-card.js';

/** A case as its owner's staff know it before any section is opened, and the facts that every decision about it needs. */
export interface KnownCase extends CaseFacts {
  readonly id: string;
  readonly caseCode: string;
  readonly advocate: { readonly id: string; readonly displayName: string };
  readonly guardianAdvocateId: string | null;
  readonly ageStatus: AgeStatus;
  readonly pillars: readonly Pillar[];
  readonly needsCard: NeedsCard;
  readonly riskLevel: RiskLevel;
  /** From this instant on nothing is sent until the risk has been reviewed. */
  readonly riskReviewDueAt: Date;
  readonly status: CaseStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

interface CaseRow {
  [column: string]: unknown;
  id: string;
  owner_agency_id: string;
  forbids_identity: boolean;
  case_code: string;
  advocate_id: string;
  advocate_name: string;
  guardian_advocate_id: string | null;
  age_status: AgeStatus;
  pillars: Pillar[];
  needs_card: NeedsCard;
  risk_level: RiskLevel;
  risk_review_due_at: Date;
  status: CaseStatus;
  created_at: Date;
  updated_at: Date;
  version: number;
  assigned: string[];
  conflicted: string[];
}

export interface CasePage {
  readonly ownerAgencyId: string;
  /** Null: every case of the agency; otherwise only those this person works on. */
  readonly assignedTo: string | null;
  /** Cases closed to this person are left out. */
  readonly reader: string;
  readonly before: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

const columns = `c.id, c.owner_agency_id, o.forbids_identity, c.case_code, c.advocate_id, coalesce(p.display_name, '') as advocate_name,
  c.guardian_advocate_id, c.age_status, c.pillars, c.needs_card, c.risk_level, c.risk_review_due_at, c.status, c.created_at,
  c.updated_at, c.version,
  array(select a.person_id::text from app.case_assignment a where a.case_id = c.id) as assigned,
  array(select x.person_id::text from app.conflict_of_interest x where x.case_id = c.id) as conflicted`;
const joins = `join app.agency o on o.id = c.owner_agency_id left join app.person p on p.id = c.advocate_id`;
const pageEnd = `and c.owner_agency_id = $1
  and not exists (select 1 from app.conflict_of_interest x where x.case_id = c.id and x.person_id = $2)
  and ($3::timestamptz is null or (c.created_at, c.id) < ($3, $4::uuid))
  order by c.created_at desc, c.id desc limit $5`;

/** Reads cases on the owner's side. Row-level security lets a transaction see its own agency's cases only. */
@Injectable()
export class CaseReader {
  /** @throws NotFound if there is no such case in the transaction's agency */
  async facts(tx: ReadTx, caseId: string): Promise<KnownCase> {
    const [row] = await tx.query<CaseRow>({
      name: 'case-facts',
      text: `select ${columns} from app.case_file c ${joins} where c.id = $1`,
      values: [caseId],
    });
    if (row === undefined) throw new NotFound();
    return toKnownCase(row);
  }

  /**
   * As `facts`, and holds the case until the transaction ends: its keys and its consents are changed by one at a time.
   * @throws NotFound
   */
  async factsForChange(tx: ReadTx, caseId: string): Promise<KnownCase> {
    await tx.query({
      name: 'case-hold',
      text: 'select 1 from app.case_file where id = $1 for no key update',
      values: [caseId],
    });
    return this.facts(tx, caseId);
  }

  /** Newest first. */
  async page(tx: ReadTx, { ownerAgencyId, assignedTo, reader, before, limit }: CasePage): Promise<KnownCase[]> {
    const values = [ownerAgencyId, reader, before?.at ?? null, before?.id ?? null, limit];
    const rows = await tx.query<CaseRow>(
      assignedTo === null
        ? { name: 'case-page', text: `select ${columns} from app.case_file c ${joins} where true ${pageEnd}`, values }
        : {
            name: 'case-page-assigned',
            text: `select ${columns} from app.case_assignment m join app.case_file c on c.id = m.case_id ${joins}
              where m.person_id = $6 ${pageEnd}`,
            values: [...values, assignedTo],
          },
    );
    return rows.map(toKnownCase);
  }
}

function toKnownCase(row: CaseRow): KnownCase {
  return {
    id: row.id,
    ownerAgencyId: row.owner_agency_id,
    jurisdictionForbidsIdentity: row.forbids_identity,
    assignedPersonIds: row.assigned,
    conflictedPersonIds: row.conflicted,
    caseCode: row.case_code,
    advocate: { id: row.advocate_id, displayName: row.advocate_name },
    guardianAdvocateId: row.guardian_advocate_id,
    ageStatus: row.age_status,
    pillars: row.pillars,
    needsCard: row.needs_card,
    riskLevel: row.risk_level,
    riskReviewDueAt: row.risk_review_due_at,
    status: row.status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
