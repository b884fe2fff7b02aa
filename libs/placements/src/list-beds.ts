import { Injectable } from '@nestjs/common';
import { type Actor, Forbidden, may, ofAgency } from '#policy';
import { Database, type Page, type PageArgs } from '#platform/database';
import { type BedFilter, BedReader, type Beds } from './bed-reader.js';

/** The board of beds, for agencies that stand beside survivors. */
@Injectable()
export class ListBeds {
  constructor(
    private readonly database: Database,
    private readonly beds: BedReader,
  ) {}

  /** @throws Forbidden to anybody else, the police above all */
  async execute(actor: Actor, filter: BedFilter, page: PageArgs): Promise<Page<Beds>> {
    if (!may(actor, 'list', ofAgency('Beds', actor.agencyId))) throw new Forbidden();
    return this.database.read(actor, (tx) => this.beds.page(tx, actor, filter, page));
  }
}
