import { Injectable } from '@nestjs/common';
import { may, NotFound, ofCase, type Actor, type AgencyKind, type BasisKind, type Purpose, type Scope } from '#policy';
import { Cursors, Database, pageSize, type Page, type PageArgs } from '#platform/database';
import { CaseReader } from './case-reader.js';

/** Null or absent: not asked for. */
export interface LedgerFilter {
  readonly scope?: Scope | null | undefined;
  readonly readerAgencyId?: string | null | undefined;
  /** From this moment on. */
  readonly from?: Date | null | undefined;
  /** Before this moment. */
  readonly until?: Date | null | undefined;
}

/** One release: who read which fields of a case when, and on what basis. */
export interface LedgerView {
  readonly id: string;
  readonly at: Date;
  /** The name is told of one's own staff only; another agency answers for its people itself. */
  readonly reader: { readonly id: string; readonly displayName: string | null };
  readonly readerAgency: { readonly id: string; readonly name: string; readonly kind: AgencyKind };
  readonly caseId: string;
  readonly referralId: string | null;
  /** Names such as `IDENTITY.legalName`. */
  readonly fields: readonly string[];
  readonly purpose: Purpose | null;
  readonly basis: BasisKind;
  /** The consent or emergency disclosure; null for the owner. */
  readonly basisId: string | null;
}

interface LedgerRow {
  [column: string]: unknown;
  id: string;
  at: Date;
  reader_id: string;
  reader_name: string | null;
  agency_id: string;
  agency_name: string;
  agency_kind: AgencyKind;
  case_id: string;
  referral_id: string | null;
  fields: string[];
  purpose: Purpose | null;
  basis: BasisKind;
  basis_id: string | null;
}

/** The ledger of one case, for the privacy officer of the agency that owns it. Newest first. */
@Injectable()
export class ReadLedger {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseReader,
    private readonly cursors: Cursors,
  ) {}

  /** @throws NotFound @throws InvalidInput on a cursor of another list */
  async execute(actor: Actor, caseId: string, filter: LedgerFilter, page: PageArgs): Promise<Page<LedgerView>> {
    const { scope, readerAgencyId, from, until } = filter;
    const asked = [caseId, scope, readerAgencyId, from, until].map((value) => value ?? null);
    const list = `disclosureLedger ${JSON.stringify(asked)}`;
    const limit = pageSize(page);
    const after = page.after ?? null;
    const before = after === null ? null : this.cursors.decode(actor, list, after);
    return this.database.read(actor, async (tx) => {
      const file = await this.cases.facts(tx, caseId);
      if (!may(actor, 'read', ofCase('Ledger', file))) throw new NotFound();
      const rows = await tx.query<LedgerRow>({
        name: 'ledger-page',
        text: `select l.*, p.display_name as reader_name, a.id as agency_id, a.name as agency_name, a.kind as agency_kind
          from app.disclosure_ledger l
          join app.agency a on a.id = l.reader_agency_id
          left join app.person p on p.id = l.reader_id
          where l.case_id = $1
            and ($2::text is null or exists (select 1 from unnest(l.fields) as f (path) where starts_with(f.path, $2 || '.')))
            and ($3::uuid is null or l.reader_agency_id = $3)
            and ($4::timestamptz is null or l.at >= $4) and ($5::timestamptz is null or l.at < $5)
            and ($6::timestamptz is null or (l.at, l.id) < ($6, $7::uuid))
          order by l.at desc, l.id desc limit $8`,
        values: [...asked, before?.at ?? null, before?.id ?? null, limit + 1],
      });
      return this.cursors.page(actor, list, limit, rows, ({ at, id }) => ({ at, id }), toView);
    });
  }
}

function toView(row: LedgerRow): LedgerView {
  return {
    id: row.id,
    at: row.at,
    reader: { id: row.reader_id, displayName: row.reader_name },
    readerAgency: { id: row.agency_id, name: row.agency_name, kind: row.agency_kind },
    caseId: row.case_id,
    referralId: row.referral_id,
    fields: row.fields,
    purpose: row.purpose,
    basis: row.basis,
    basisId: row.basis_id,
  };
}
