import { Injectable } from '@nestjs/common';
import { disclosureFor, type Actor } from '#policy';
import type { ReadTx } from '#platform/database';
import type { KnownCase } from './case-reader.js';
import { type CaseRecord, RecordReader, type RecordRequest } from './record-reader.js';

/** What of a case its reader wants besides what stands in the clear. */
export interface CaseAsk {
  /** Null if the record was not asked for at all. */
  readonly record: RecordRequest | null;
  /** Reads more of the same cases in the same transaction, once the reader is known to be allowed to see them. */
  readonly alongside?: (tx: ReadTx, caseIds: readonly string[]) => Promise<void>;
}

export interface CaseView extends KnownCase {
  readonly record: CaseRecord | null;
}

export const caseOnly: CaseAsk = { record: null };

/** Shows cases that the actor may read: their sections through the kernel, with a ledger row for what is released. */
@Injectable()
export class CaseViews {
  constructor(private readonly records: RecordReader) {}

  async show(tx: ReadTx, actor: Actor, files: readonly KnownCase[], ask: CaseAsk): Promise<CaseView[]> {
    const [opened] = await Promise.all([
      this.open(tx, actor, files, ask),
      ask.alongside?.(
        tx,
        files.map((file) => file.id),
      ),
    ]);
    return files.map((file) => ({ ...file, record: opened?.get(file.id) ?? null }));
  }

  private async open(
    tx: ReadTx,
    actor: Actor,
    files: readonly KnownCase[],
    { record }: CaseAsk,
  ): Promise<Map<string, CaseRecord> | null> {
    if (record === null) return null;
    const at = await tx.now();
    const requests = files.map((file) => ({
      key: file.id,
      caseId: file.id,
      ownerAgencyId: file.ownerAgencyId,
      referralId: null,
      purpose: null,
      disclosure: disclosureFor({
        reader: actor,
        case: file,
        referral: null,
        consent: null,
        agreement: null,
        emergency: null,
        at,
      }),
      requested: record,
    }));
    return this.records.open(tx, actor, requests);
  }
}
