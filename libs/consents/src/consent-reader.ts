import { Injectable } from '@nestjs/common';
import { NotFound, type AgencyKind, type ConsentFacts } from '#policy';
import type { ReadTx } from '#platform/database';
import { type Consent, consentStateAt, toConsentFacts } from './consent.js';

/** A consent with the names of whom it is for, its state as of the reading. */
export interface ConsentView extends Omit<Consent, 'recipientAgencyId' | 'recipientUnitId'> {
  readonly recipient: { readonly id: string; readonly name: string; readonly kind: AgencyKind };
  readonly unit: { readonly id: string; readonly name: string } | null;
}

type ConsentRow = Consent & {
  [column: string]: unknown;
  agencyName: string;
  agencyKind: AgencyKind;
  unitName: string | null;
};

const columns = `c.id, c.case_id as "caseId", c.owner_agency_id as "ownerAgencyId",
  c.recipient_agency_id as "recipientAgencyId", c.recipient_unit_id as "recipientUnitId",
  c.recipient_person_id as "recipientPersonId", c.purpose, c.scopes, c.excluded_fields as "excludedFields", c.state,
  c.valid_from as "validFrom", c.expires_at as "expiresAt", c.recipient_retention_days as "recipientRetentionDays",
  c.granted_by as "grantedBy", c.guardian_conflict_checked as "guardianConflictChecked", c.minor_assent as "minorAssent",
  c.language, c.interpreter_used as "interpreterUsed", c.method, c.text_version as "textVersion",
  c.copy_given as "copyGiven", c.understood, c.recorded_by as "recordedBy", c.recorded_at as "recordedAt",
  c.withdrawn_at as "withdrawnAt", c.withdrawn_by as "withdrawnBy", c.superseded_by as "supersededBy", c.version`;
const named = `${columns}, a.name as "agencyName", a.kind as "agencyKind", app.unit_name(c.recipient_unit_id, c.recipient_agency_id) as "unitName"`;
const joins = `join app.agency a on a.id = c.recipient_agency_id`;

/** Of one case no more than this many are shown, the newest. */
const mostPerCase = 100;

/** Reads consents; row-level security lets a transaction see those its agency gave or received. */
@Injectable()
export class ConsentReader {
  /** What the kernel is told of each consent; a consent that the transaction's agency has no part in is left out. */
  async factsFor(tx: ReadTx, ids: readonly string[]): Promise<Map<string, ConsentFacts>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<ConsentRow>({
      name: 'consent-facts',
      text: `select ${columns} from app.consent c where c.id = any ($1::uuid[])`,
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, toConsentFacts(row)]));
  }

  /** @throws NotFound */
  async get(tx: ReadTx, id: string): Promise<ConsentView> {
    const rows = await tx.query<ConsentRow>({
      name: 'consent-get',
      text: `select ${named} from app.consent c ${joins} where c.id = $1`,
      values: [id],
    });
    const [row] = rows;
    if (row === undefined) throw new NotFound();
    return toView(row, await tx.now());
  }

  /** The consents of each case, newest first. */
  async ofCases(tx: ReadTx, caseIds: readonly string[]): Promise<Map<string, ConsentView[]>> {
    const byCase = new Map<string, ConsentView[]>(caseIds.map((id) => [id, []]));
    if (caseIds.length === 0) return byCase;
    const rows = await tx.query<ConsentRow>({
      name: 'consents-of-cases',
      text: `select ${named} from unnest($1::uuid[]) as q (id)
        cross join lateral (select * from app.consent n where n.case_id = q.id order by n.recorded_at desc, n.id desc
          limit ${mostPerCase}) as c
        ${joins} order by c.recorded_at desc, c.id desc`,
      values: [caseIds],
    });
    const now = await tx.now();
    for (const row of rows) byCase.get(row.caseId)?.push(toView(row, now));
    return byCase;
  }
}

function toView(row: ConsentRow, now: Date): ConsentView {
  const { agencyName, agencyKind, unitName, recipientAgencyId, recipientUnitId, ...consent } = row;
  return {
    ...consent,
    state: consentStateAt(row, now),
    recipient: { id: recipientAgencyId, name: agencyName, kind: agencyKind },
    unit: recipientUnitId === null ? null : { id: recipientUnitId, name: unitName ?? '' },
  };
}
