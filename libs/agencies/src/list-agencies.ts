import { Injectable } from '@nestjs/common';
import { AGENCY_KINDS, SERVICE_TYPES, type Actor } from '#policy';
import { Cursors, Database, pageSize, parseInput, type Page, type PageArgs } from '#platform/database';
import { z } from 'zod';
import { AgencyRepository } from './agency.repository.js';
import type { AgencyView } from './agency-views.js';

const filterSchema = z.strictObject({
  kind: z.enum(AGENCY_KINDS).nullish().default(null),
  serviceType: z.enum(SERVICE_TYPES).nullish().default(null),
});
export type ListAgenciesInput = z.input<typeof filterSchema>;

/** The directory: who is on the platform, what they offer, and what the reader's agency signed with them. */
@Injectable()
export class ListAgencies {
  constructor(
    private readonly database: Database,
    private readonly agencies: AgencyRepository,
    private readonly cursors: Cursors,
  ) {}

  /** @throws InvalidInput */
  async execute(actor: Actor, input: ListAgenciesInput, page: PageArgs): Promise<Page<AgencyView>> {
    const filter = parseInput(filterSchema, input);
    const name = `agencies/${filter.kind ?? ''}/${filter.serviceType ?? ''}`;
    const limit = pageSize(page);
    const after = page.after === null || page.after === undefined ? null : this.cursors.decode(actor, name, page.after);
    const rows = await this.database.readOnce(actor, (tx) => this.agencies.list(tx, filter, after, limit + 1));
    return this.cursors.page(
      actor,
      name,
      limit,
      rows,
      ({ createdAt, id }) => ({ at: createdAt, id }),
      (row) => row,
    );
  }
}
