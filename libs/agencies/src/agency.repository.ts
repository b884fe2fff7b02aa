import { Injectable } from '@nestjs/common';
import type { Actor, AgencyKind, ServiceType } from '#policy';
import type { Position, ReadTx } from '#platform/database';
import type { AgencyView, AgreementView, MeView, ServiceView } from './agency-views.js';

export interface AgencyFilter {
  readonly kind: AgencyKind | null;
  readonly serviceType: ServiceType | null;
}

type AgreementRow = Omit<AgreementView, 'expiresAt'> & { readonly expiresAt: string };
type AgencyRow = Omit<AgencyView, 'agreements' | 'services'> & {
  readonly services: readonly ServiceView[] | null;
  readonly agreements: readonly AgreementRow[] | null;
};
type MeRow = Pick<MeView, 'email' | 'locale'> &
  MeView['agency'] & { readonly unitId: string | null; readonly unitName: string | null };

/** Reads the directory through the reader's scope: row-level security leaves out what they may not know of. */
@Injectable()
export class AgencyRepository {
  /** Active agencies, newest first. */
  async list(tx: ReadTx, filter: AgencyFilter, after: Position | null, limit: number): Promise<AgencyView[]> {
    const rows = await tx.query<AgencyRow>({
      name: 'agency-list',
      text: `select a.id, a.name, a.kind, a.jurisdiction, a.time_zone as "timeZone", a.languages, a.created_at as "createdAt",
          (select json_agg(json_build_object('id', s.id, 'type', s.type, 'name', s.name, 'languages', s.languages)
                           order by s.type, s.name)
             from app.service s where s.agency_id = a.id and s.active) as services,
          (select json_agg(json_build_object('id', m.id, 'purposes', m.purposes, 'scopes', m.scopes, 'expiresAt', m.expires_at)
                           order by m.expires_at desc)
             from app.agreement m
            where m.discloser_agency_id = app.agency_id() and m.recipient_agency_id = a.id
              and m.status = 'ACTIVE' and m.expires_at > now()) as agreements
        from app.agency a
        where a.status = 'ACTIVE' and ($1::text is null or a.kind = $1)
          and ($2::text is null or exists (
            select 1 from app.service s where s.agency_id = a.id and s.active and s.type = $2))
          and ($3::timestamptz is null or (a.created_at, a.id) < ($3, $4::uuid))
        order by a.created_at desc, a.id desc limit $5`,
      values: [filter.kind, filter.serviceType, after?.at ?? null, after?.id ?? null, limit],
    });
    return rows.map((row) => ({
      ...row,
      services: row.services ?? [],
      agreements: (row.agreements ?? []).map((each) => ({ ...each, expiresAt: new Date(each.expiresAt) })),
    }));
  }

  /** The reader's own entry. */
  async me(tx: ReadTx, actor: Actor): Promise<MeView | null> {
    const [row] = await tx.query<MeRow>({
      name: 'agency-me',
      text: `select p.email, p.locale, a.id, a.name, a.kind, a.jurisdiction, a.time_zone as "timeZone", a.languages,
          u.id as "unitId", u.name as "unitName"
        from app.person p
        join app.membership m on m.person_id = p.id
        join app.agency a on a.id = m.agency_id
        left join app.unit u on u.id = m.unit_id
        where p.id = $1`,
      values: [actor.personId],
    });
    if (row === undefined) return null;
    const { email, locale, unitId, unitName, ...agency } = row;
    const { personId, displayName, roles, stepUpAt } = actor;
    const unit = unitId === null || unitName === null ? null : { id: unitId, name: unitName };
    return { id: personId, displayName, email, locale, roles, agency, unit, stepUpAt };
  }
}
