import { Injectable } from '@nestjs/common';
import { may, NotFound, type Actor } from '#policy';
import { Database } from '#platform/database';
import { CooperationReader, type AgencyRow, type PoliceRow } from './cooperation-reader.js';
import type { CooperationView } from './cooperation-views.js';
import { instanceOf, PresentRequest, type Shown } from './present-request.js';

/** One request, from the side on which the reader stands. */
@Injectable()
export class ReadCooperationRequest {
  constructor(
    private readonly database: Database,
    private readonly reader: CooperationReader,
    private readonly present: PresentRequest,
  ) {}

  /** @throws NotFound */
  async execute(actor: Actor, id: string, shown: Shown = { matter: true }): Promise<CooperationView> {
    if (actor.agencyKind === 'LAW_ENFORCEMENT') {
      const { row, now } = await this.load(actor, (tx) => this.reader.policeRow(tx, actor, id));
      return this.present.toPolice(actor, row, now, shown);
    }
    const { row, now } = await this.load(actor, (tx) => this.reader.agencyRow(tx, actor, id));
    return this.present.toAgency(actor, row, now, shown);
  }

  private async load<Row extends PoliceRow | AgencyRow>(
    actor: Actor,
    find: (tx: Parameters<Parameters<Database['read']>[1]>[0]) => Promise<Row | undefined>,
  ): Promise<{ row: Row; now: Date }> {
    const { row, now } = await this.database.read(actor, async (tx) => ({ row: await find(tx), now: await tx.now() }));
    if (row === undefined || !may(actor, 'read', instanceOf(row))) throw new NotFound();
    return { row, now };
  }
}
