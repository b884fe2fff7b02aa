import { Injectable } from '@nestjs/common';
import { disclosureFor, may, NotFound, type Actor, type Disclosure } from '#policy';
import { RecordReader, type CaseRecord, type RecordRequest } from '#cases';
import { Cursors, type Page, type PageArgs, pageSize, type ReadTx, Tx } from '#platform/database';
import { disclosureRequestOf, instanceOf } from './facts.js';
import { listQuery, nameOf, type ReferralList } from './referral-list.js';
import { isWhole, type ReferralRow, selectReferrals, type WholeReferralRow } from './referral-row.js';
import { toReferralView, type ReferralView } from './referral-view.js';

/** How much of a referral is asked for. */
export interface ReferralWants {
  /** The consent's terms and the request to purge. */
  readonly terms: boolean;
  /** The fields of the record; null if it was not asked for at all. */
  readonly record: RecordRequest | null;
}

export const withoutRecord: ReferralWants = { terms: true, record: null };

const oneText = `${selectReferrals(
  'WHOLE',
  {
    assigned: `exists (select 1 from app.case_assignment m where m.case_id = r.case_id and m.person_id = $2)`,
    conflicted: `exists (select 1 from app.conflict_of_interest x where x.case_id = r.case_id and x.person_id = $2)`,
  },
  'app.referral r',
)} where r.id = $1`;

/** Reads referrals as one actor: one statement for a page or a single one, and two more if records are opened. */
@Injectable()
export class ReferralReader {
  constructor(
    private readonly cursors: Cursors,
    private readonly records: RecordReader,
  ) {}

  async page(
    tx: ReadTx,
    actor: Actor,
    list: ReferralList,
    args: PageArgs,
    wants: ReferralWants = withoutRecord,
  ): Promise<Page<ReferralView>> {
    const name = nameOf(list);
    const limit = pageSize(args);
    const after = args.after === undefined || args.after === null ? null : this.cursors.decode(actor, name, args.after);
    const extent = wants.terms || wants.record !== null ? 'WHOLE' : 'BRIEF';
    const query = listQuery(actor, list, extent, { limit, after });
    const rows = query === null ? [] : await tx.query<ReferralRow>(query);
    const at = await tx.now();
    const records = wants.record === null ? noRecords : await this.open(tx, actor, rows.slice(0, limit), wants.record);
    return this.cursors.page(actor, name, limit, rows, positionOf, (row) =>
      toReferralView(row, actor, at, records.get(row.id) ?? null),
    );
  }

  /** @throws NotFound if there is no such referral, or none that the actor may read */
  async get(tx: ReadTx, actor: Actor, id: string, wants: ReferralWants = withoutRecord): Promise<ReferralView> {
    const row = await this.find(tx, actor, id);
    if (!may(actor, 'read', instanceOf(row, actor))) throw new NotFound();
    const records = wants.record === null ? noRecords : await this.open(tx, actor, [row], wants.record);
    return toReferralView(row, actor, await tx.now(), records.get(row.id) ?? null);
  }

  /**
   * What row-level security lets the actor's agency see; whether the actor may do something with it is for the caller to ask.
   * @throws NotFound
   */
  async find(tx: ReadTx, actor: Actor, id: string): Promise<WholeReferralRow> {
    const [row] = await tx.query<WholeReferralRow>({ name: 'referral', text: oneText, values: [id, actor.personId] });
    if (row === undefined) throw new NotFound();
    return row;
  }

  /** As `find`, and nobody else changes the referral until the transaction ends. @throws NotFound */
  async hold(tx: Tx, actor: Actor, id: string): Promise<WholeReferralRow> {
    // Two statements on one wire: the second begins once the lock is held, so it sees what whoever held it before has written.
    const [, row] = await Promise.all([
      tx.query({
        name: 'referral-hold',
        text: 'select 1 from app.referral where id = $1 for no key update',
        values: [id],
      }),
      this.find(tx, actor, id),
    ]);
    return row;
  }

  private open(
    tx: ReadTx,
    actor: Actor,
    rows: readonly ReferralRow[],
    requested: RecordRequest,
  ): Promise<Map<string, CaseRecord>> {
    if (!(tx instanceof Tx)) throw new Error('A record is opened in a transaction that can write the ledger.');
    return this.openIn(tx, actor, rows.filter(isWhole), requested);
  }

  private async openIn(
    tx: Tx,
    actor: Actor,
    rows: readonly WholeReferralRow[],
    requested: RecordRequest,
  ): Promise<Map<string, CaseRecord>> {
    const at = await tx.now();
    const known = new Map<string, Disclosure>();
    return this.records.open(
      tx,
      actor,
      rows.map((row) => ({
        key: row.id,
        caseId: row.caseId,
        ownerAgencyId: row.senderAgencyId,
        referralId: row.id,
        purpose: row.purpose,
        disclosure: assess(row, actor, at, known),
        requested,
      })),
    );
  }
}

const noRecords: ReadonlyMap<string, CaseRecord> = new Map();

/** Referrals under the same consent and in the same state are the same question, which is asked once. */
function assess(row: WholeReferralRow, actor: Actor, at: Date, known: Map<string, Disclosure>): Disclosure {
  const { senderAgencyId, recipientAgencyId, recipientUnitId, purpose, consentId, state, assigned, conflicted } = row;
  const question = [
    senderAgencyId,
    recipientAgencyId,
    recipientUnitId,
    purpose,
    consentId,
    state,
    assigned,
    conflicted,
  ];
  const key = question.join();
  const answer = known.get(key) ?? disclosureFor(disclosureRequestOf(row, actor, at));
  known.set(key, answer);
  return answer;
}

function positionOf(row: ReferralRow) {
  return { at: row.createdAt, id: row.id };
}
