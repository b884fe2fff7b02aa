import { Injectable } from '@nestjs/common';
import { Forbidden, grantsFor, may, ofAgency, type Actor } from '#policy';
import { Cursors, Database, pageSize, type Page, type PageArgs, type ReadTx } from '#platform/database';
import { CaseReader } from './case-reader.js';
import { type CaseAsk, caseOnly, type CaseView, CaseViews } from './case-views.js';

const filter = 'cases';

/** The cases of the actor's agency that the actor may read, newest first. */
@Injectable()
export class ListCases {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseReader,
    private readonly views: CaseViews,
    private readonly cursors: Cursors,
  ) {}

  /** @throws Forbidden @throws InvalidInput on a cursor of another list or reader @throws KeyringUnavailable */
  async execute(actor: Actor, page: PageArgs, ask: CaseAsk = caseOnly): Promise<Page<CaseView>> {
    if (!may(actor, 'list', ofAgency('Case', actor.agencyId))) throw new Forbidden();
    const limit = pageSize(page);
    const after = page.after ?? null;
    const before = after === null ? null : this.cursors.decode(actor, filter, after);
    const read = async (tx: ReadTx): Promise<Page<CaseView>> => {
      const files = await this.cases.page(tx, {
        ownerAgencyId: actor.agencyId,
        assignedTo: readsEveryCase(actor) ? null : actor.personId,
        reader: actor.personId,
        before,
        limit: limit + 1,
      });
      const shown = await this.views.show(tx, actor, files.slice(0, limit), ask);
      const byId = new Map(shown.map((view) => [view.id, view]));
      return this.cursors.page(
        actor,
        filter,
        limit,
        files,
        (file) => ({ at: file.createdAt, id: file.id }),
        (file) => byId.get(file.id) ?? { ...file, record: null },
      );
    };
    return this.database[ask.record === null ? 'read' : 'transaction'](actor, read);
  }
}

/** Whether one of the actor's roles reads a case without being assigned to it. */
function readsEveryCase(actor: Actor): boolean {
  return grantsFor('read', 'Case').some(
    ({ standing, roles, kinds }) =>
      standing === 'OWNER' && kinds.includes(actor.agencyKind) && roles.some((role) => actor.roles.includes(role)),
  );
}
