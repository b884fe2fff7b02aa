import { Injectable } from '@nestjs/common';
import { may, NotFound, ofCase, type Actor } from '#policy';
import { Database } from '#platform/database';
import { CaseReader } from './case-reader.js';
import { type CaseAsk, caseOnly, type CaseView, CaseViews } from './case-views.js';

/** One case, for its own agency's case team. */
@Injectable()
export class ReadCase {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseReader,
    private readonly views: CaseViews,
  ) {}

  /** @throws NotFound if there is no such case, or the actor has no part in it @throws KeyringUnavailable */
  async execute(actor: Actor, caseId: string, ask: CaseAsk = caseOnly): Promise<CaseView> {
    // A release is written to the ledger, so it takes a transaction that can write.
    return this.database[ask.record === null ? 'read' : 'transaction'](actor, async (tx) => {
      const file = await this.cases.facts(tx, caseId);
      if (!may(actor, 'read', ofCase('Case', file))) throw new NotFound();
      const [view] = await this.views.show(tx, actor, [file], ask);
      if (view === undefined) throw new NotFound();
      return view;
    });
  }
}
