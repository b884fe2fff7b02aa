import { Injectable } from '@nestjs/common';
import type { ServiceView } from '#agencies';
import { type Actor, type AgencyKind, Forbidden, may, ofAgency, SERVICE_TYPES } from '#policy';
import { Cursors, Database, type Page, type PageArgs, pageSize, parseInput } from '#platform/database';
import { z } from 'zod';

const schema = z.strictObject({
  type: z.enum(SERVICE_TYPES).nullish(),
  /** ISO 639. */
  language: z
    .string()
    .regex(/^[a-zA-Z]{2,3}$/, 'is not an ISO 639 code')
    .nullish(),
  /** ISO 3166-1 alpha-2, of the agency. */
  jurisdiction: z
    .string()
    .regex(/^[a-zA-Z]{2}$/, 'is not an ISO 3166-1 alpha-2 code')
    .nullish(),
});
export type FindServicesInput = z.input<typeof schema>;

/** A service and who offers it. Where it is given, it does not say. */
export interface FoundService extends ServiceView {
  readonly agency: {
    readonly id: string;
    readonly name: string;
    readonly kind: AgencyKind;
    readonly jurisdiction: string;
  };
}

interface ServiceRow extends ServiceView {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyKind: AgencyKind;
  readonly jurisdiction: string;
  readonly joinedAt: Date;
  readonly [column: string]: unknown;
}

/** Looks for help across agencies: what is offered, in which language, in which country. */
@Injectable()
export class FindServices {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** Services of active agencies, those of the newest agency first; the police find none. @throws Forbidden @throws InvalidInput */
  async execute(actor: Actor, input: FindServicesInput, page: PageArgs): Promise<Page<FoundService>> {
    if (!may(actor, 'list', ofAgency('Service', actor.agencyId))) throw new Forbidden();
    const { type = null, language = null, jurisdiction = null } = parseInput(schema, input);
    const wanted = [type, language?.toLowerCase() ?? null, jurisdiction?.toUpperCase() ?? null];
    const list = `services:${JSON.stringify(wanted)}`;
    const limit = pageSize(page);
    const after = page.after == null ? null : this.cursors.decode(actor, list, page.after);
    const rows = await this.database.read(actor, (tx) =>
      tx.query<ServiceRow>({
        name: 'services',
        text: `select s.id, s.type, s.name, s.languages, a.id as "agencyId", a.name as "agencyName", a.kind as "agencyKind",
            a.jurisdiction, a.created_at as "joinedAt"
          from app.service s join app.agency a on a.id = s.agency_id
          where s.active and a.status = 'ACTIVE' and ($1::text is null or s.type = $1)
            and ($2::text is null or exists (select 1 from unnest(s.languages) as l (code) where lower(l.code) = $2))
            and ($3::text is null or a.jurisdiction = $3)
            and ($4::timestamptz is null or (a.created_at, s.id) < ($4, $5::uuid))
          order by a.created_at desc, s.id desc limit $6`,
        values: [...wanted, after?.at ?? null, after?.id ?? null, limit + 1],
      }),
    );
    const positionOf = ({ joinedAt, id }: ServiceRow) => ({ at: joinedAt, id });
    return this.cursors.page(actor, list, limit, rows, positionOf, toFound);
  }
}

function toFound({ id, type, name, languages, ...row }: ServiceRow): FoundService {
  const { agencyId, agencyName, agencyKind, jurisdiction } = row;
  return { id, type, name, languages, agency: { id: agencyId, name: agencyName, kind: agencyKind, jurisdiction } };
}
