import { Injectable } from '@nestjs/common';
import { type Actor, Forbidden, may, ofAgency } from '#policy';
import { Database, type Page, type PageArgs } from '#platform/database';
import type { Placement } from './placement.js';
import { type PlacementFilter, PlacementReader } from './placement-reader.js';

/** The requests an agency has made, or those that ask it for a bed; newest first. */
@Injectable()
export class ListPlacements {
  constructor(
    private readonly database: Database,
    private readonly placements: PlacementReader,
  ) {}

  /** @throws Forbidden */
  async execute(actor: Actor, filter: PlacementFilter, page: PageArgs): Promise<Page<Placement>> {
    if (!may(actor, 'list', ofAgency('Placement', actor.agencyId))) throw new Forbidden();
    return this.database.read(actor, (tx) => this.placements.page(tx, actor, filter, page));
  }
}
