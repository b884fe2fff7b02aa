import { Injectable } from '@nestjs/common';
import type { Actor } from '#policy';
import { Database } from '#platform/database';
import { ReferralReader, type ReferralWants, withoutRecord } from './referral-reader.js';
import type { ReferralView } from './referral-view.js';

/** One referral, as the actor's side sees it. */
@Injectable()
export class ReadReferral {
  constructor(
    private readonly database: Database,
    private readonly reader: ReferralReader,
  ) {}

  /** @throws NotFound */
  async execute(actor: Actor, id: string, wants: ReferralWants = withoutRecord): Promise<ReferralView> {
    // Opening the record writes the ledger.
    return wants.record === null
      ? this.database.readOnce(actor, (tx) => this.reader.get(tx, actor, id, wants))
      : this.database.transaction(actor, (tx) => this.reader.get(tx, actor, id, wants));
  }
}
