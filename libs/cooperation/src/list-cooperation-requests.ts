import { Injectable } from '@nestjs/common';
import { Forbidden, meetsRequirement, type Actor } from '#policy';
import { Cursors, Database, pageSize, type Page, type PageArgs, type Position } from '#platform/database';
import { CooperationReader } from './cooperation-reader.js';
import type { CooperationView } from './cooperation-views.js';
import { PresentRequest, type Shown } from './present-request.js';

const filter = 'cooperationRequests';

/** What an agency was asked, or what the police have asked; newest first. No list can be narrowed by how a request stands. */
@Injectable()
export class ListCooperationRequests {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly reader: CooperationReader,
    private readonly present: PresentRequest,
  ) {}

  /** @throws InvalidInput on a page or cursor that is not the reader's @throws Forbidden */
  execute(actor: Actor, args: PageArgs, shown: Shown = { matter: true }): Promise<Page<CooperationView>> {
    if (!meetsRequirement(actor, 'list', 'Cooperation')) throw new Forbidden();
    const size = pageSize(args);
    const before = typeof args.after === 'string' ? this.cursors.decode(actor, filter, args.after) : null;
    return actor.agencyKind === 'LAW_ENFORCEMENT'
      ? this.forPolice(actor, size, before, shown)
      : this.forAgency(actor, size, before, shown);
  }

  private async forPolice(actor: Actor, size: number, before: Position | null, shown: Shown) {
    const { rows, now } = await this.database.read(actor, async (tx) => ({
      rows: await this.reader.policePage(tx, actor, before, size + 1),
      now: await tx.now(),
    }));
    const views = await Promise.all(rows.slice(0, size).map((row) => this.present.toPolice(actor, row, now, shown)));
    return this.page(actor, size, views, rows.length);
  }

  private async forAgency(actor: Actor, size: number, before: Position | null, shown: Shown) {
    const { rows, now } = await this.database.read(actor, async (tx) => ({
      rows: await this.reader.agencyPage(tx, actor, before, size + 1),
      now: await tx.now(),
    }));
    const views = await Promise.all(rows.slice(0, size).map((row) => this.present.toAgency(actor, row, now, shown)));
    return this.page(actor, size, views, rows.length);
  }

  private page(actor: Actor, size: number, views: readonly CooperationView[], found: number): Page<CooperationView> {
    const position = (view: CooperationView): Position => ({ at: view.submittedAt, id: view.id });
    const page = this.cursors.page(actor, filter, size, views, position, (view) => view);
    return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: found > size } };
  }
}
