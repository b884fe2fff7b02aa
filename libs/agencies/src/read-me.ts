import { Injectable } from '@nestjs/common';
import { NotFound, type Actor } from '#policy';
import { Database } from '#platform/database';
import { AgencyRepository } from './agency.repository.js';
import type { MeView } from './agency-views.js';

/** Who is signed in, where they work and what they are there. */
@Injectable()
export class ReadMe {
  constructor(
    private readonly database: Database,
    private readonly agencies: AgencyRepository,
  ) {}

  /** @throws NotFound */
  async execute(actor: Actor): Promise<MeView> {
    const me = await this.database.readOnce(actor, (tx) => this.agencies.me(tx, actor));
    if (me === null) throw new NotFound();
    return me;
  }
}
