import { Injectable } from '@nestjs/common';
import type { Scope } from '#policy';
import type { ReadTx, Tx } from '#platform/database';
import { openJson, sealJson, type SealPlace } from '#platform/keyring';
import { type DataKey, DataKeys } from './data-keys.js';

export interface SectionPlace {
  readonly caseId: string;
  readonly scope: Scope;
  /** By way of which referral; null for the owner. */
  readonly referralId: string | null;
}

export interface SealedSection {
  readonly caseId: string;
  readonly scope: Scope;
  /** Whether the access table lets the transaction's agency have this scope; always so for the owner. */
  readonly reachable: boolean;
  /** Null if nothing was ever written, or row-level security hides it. */
  readonly sealed: Buffer | null;
  readonly keyVersion: number;
  /** The data key, wrapped for the reader's agency; null if it has none. */
  readonly wrapped: Buffer | null;
}

interface SectionRow {
  [column: string]: unknown;
  place: number;
  case_id: string;
  scope: Scope;
  reachable: boolean;
  sealed: Buffer | null;
  key_version: number | null;
  wrapped: Buffer | null;
}

/** The sections of cases as they lie in the database: ciphertext, each in its place. */
@Injectable()
export class SealedSections {
  constructor(private readonly keys: DataKeys) {}

  /** One answer for each place, in the same order. */
  async fetch(tx: ReadTx, agencyId: string, places: readonly SectionPlace[]): Promise<SealedSection[]> {
    if (places.length === 0) return [];
    const rows = await tx.query<SectionRow>({
      name: 'sections-fetch',
      text: `select q.place, q.case_id, q.scope, s.sealed, s.key_version, w.wrapped,
          q.referral_id is null or a.referral_id is not null as reachable
        from unnest($2::uuid[], $3::text[], $4::uuid[]) with ordinality as q (case_id, scope, referral_id, place)
        left join app.referral_access a on a.agency_id = $1 and a.referral_id = q.referral_id and a.scope = q.scope
          and a.case_id = q.case_id and a.opens_at <= now() and a.expires_at > now()
        left join app.case_section s on s.case_id = q.case_id and s.scope = q.scope
        left join keys.wrap w on w.record_id = s.case_id and w.compartment = s.scope and w.version = s.key_version
          and w.agency_id = $1
        order by q.place`,
      values: [
        agencyId,
        places.map((place) => place.caseId),
        places.map((place) => place.scope),
        places.map((place) => place.referralId),
      ],
    });
    return rows.map((row) => ({
      caseId: row.case_id,
      scope: row.scope,
      reachable: row.reachable,
      sealed: row.sealed,
      keyVersion: row.key_version ?? 0,
      wrapped: row.wrapped,
    }));
  }

  /**
   * @returns what was written, by field; nothing if nothing was
   * @throws KeyringUnavailable @throws SealBroken
   */
  async unseal(agencyId: string, section: SealedSection): Promise<Readonly<Record<string, unknown>>> {
    const { caseId, scope, keyVersion, sealed, wrapped } = section;
    if (sealed === null || wrapped === null) return {};
    const key = await this.keys.open(agencyId, { recordId: caseId, compartment: scope, version: keyVersion }, wrapped);
    return openJson(key, sealed, placeOf(caseId, scope, keyVersion)) as Record<string, unknown>;
  }

  /** Seals and stores sections anew, in one statement. */
  async store(
    tx: Tx,
    writer: { readonly personId: string; readonly agencyId: string },
    caseId: string,
    contents: ReadonlyMap<Scope, Readonly<Record<string, unknown>>>,
    keys: ReadonlyMap<string, DataKey>,
  ): Promise<void> {
    const rows = [...contents].map(([scope, content]) => {
      const key = keys.get(scope);
      if (key === undefined) throw new Error(`There is no data key for ${scope}.`);
      return { scope, version: key.version, sealed: sealJson(key.key, content, placeOf(caseId, scope, key.version)) };
    });
    if (rows.length === 0) return;
    await tx.query({
      name: 'sections-store',
      text: `insert into app.case_section
          (case_id, scope, owner_agency_id, sealed, key_version, updated_at, updated_by, version)
        select $1, n.scope, $2, n.sealed, n.key_version, now(), $3, 1
        from unnest($4::text[], $5::bytea[], $6::integer[]) as n (scope, sealed, key_version)
        on conflict (case_id, scope) do update set sealed = excluded.sealed, key_version = excluded.key_version,
          updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = case_section.version + 1`,
      values: [
        caseId,
        writer.agencyId,
        writer.personId,
        rows.map((row) => row.scope),
        rows.map((row) => row.sealed),
        rows.map((row) => row.version),
      ],
    });
  }
}

function placeOf(caseId: string, scope: Scope, keyVersion: number): SealPlace {
  return { table: 'case_section', row: caseId, column: scope, keyVersion };
}
