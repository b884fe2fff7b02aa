import { Injectable } from '@nestjs/common';
import { Keyring, newDataKey } from '#platform/keyring';
import type { ReadTx, Tx } from '#platform/database';

/** One data key: of a record's compartment, in one version. A case's compartments are its scopes. */
export interface KeyPlace {
  readonly recordId: string;
  readonly compartment: string;
  readonly version: number;
}

export interface DataKey {
  readonly version: number;
  readonly key: Buffer;
}

export interface NewKey {
  readonly recordId: string;
  readonly compartment: string;
  /** The agency in whose transaction this runs. */
  readonly ownerAgencyId: string;
}

interface WrapRow {
  [column: string]: unknown;
  compartment: string;
  version: number;
  wrapped: Buffer;
}

/**
 * Data keys: one for each compartment of a record and version, wrapped for each agency that may open it. The keys
 * themselves are nowhere; without a wrap for an agency, and that agency's key in the ring, a section stays ciphertext.
 */
@Injectable()
export class DataKeys {
  constructor(private readonly keyring: Keyring) {}

  /**
   * The key to seal with now, for each compartment. Where there is none yet, or it was retired because a consent ended,
   * a new version is made, wrapped for the owner and whoever `holders` names.
   *
   * Callers hold the record for the length of the transaction, so that no two make the same version.
   * @throws KeyringUnavailable
   */
  async forWriting(
    tx: Tx,
    record: { readonly recordId: string; readonly ownerAgencyId: string },
    compartments: readonly string[],
    holders: (compartment: string) => readonly string[],
  ): Promise<Map<string, DataKey>> {
    const rows = await tx.query<{ compartment: string; version: number; retired: boolean; wrapped: Buffer | null }>({
      name: 'data-key-latest',
      // The lock makes an ending consent wait, so that what it retires is not sealed with a moment later.
      text: `select k.compartment, k.version, k.retired_at is not null as retired, w.wrapped
        from keys.data_key k
        left join keys.wrap w on w.record_id = k.record_id and w.compartment = k.compartment and w.version = k.version
          and w.agency_id = $3
        where k.record_id = $1 and k.compartment = any ($2) and k.version = (
          select max(l.version) from keys.data_key l where l.record_id = k.record_id and l.compartment = k.compartment)
        for share of k`,
      values: [record.recordId, compartments, record.ownerAgencyId],
    });
    const latest = new Map(rows.map((row) => [row.compartment, row]));
    const entries = await Promise.all(
      compartments.map(async (compartment): Promise<[string, DataKey]> => {
        const known = latest.get(compartment);
        if (known !== undefined && !known.retired && known.wrapped !== null) {
          const { version, wrapped } = known;
          const key = await this.open(record.ownerAgencyId, { ...record, compartment, version }, wrapped);
          return [compartment, { version, key }];
        }
        const version = (known?.version ?? 0) + 1;
        return [
          compartment,
          { version, key: await this.make(tx, { ...record, compartment, version }, holders(compartment)) },
        ];
      }),
    );
    return new Map(entries);
  }

  /** Makes one key and wraps it for its owner and the other holders. @throws KeyringUnavailable */
  async make(tx: Tx, place: KeyPlace & NewKey, holders: readonly string[]): Promise<Buffer> {
    const key = newDataKey();
    await tx.query({
      name: 'data-key-add',
      text: `insert into keys.data_key (record_id, compartment, version, owner_agency_id, created_at) values ($1, $2, $3, $4, now())`,
      values: [place.recordId, place.compartment, place.version, place.ownerAgencyId],
    });
    for (const agencyId of new Set([place.ownerAgencyId, ...holders])) {
      await this.addWraps(tx, place, agencyId, [{ ...place, key }]);
    }
    return key;
  }

  /**
   * Wraps the keys in use, those of the compartments' present content and those that will seal the next, for one more agency.
   * @throws KeyringUnavailable
   */
  async share(
    tx: Tx,
    record: { readonly recordId: string; readonly ownerAgencyId: string },
    compartments: readonly string[],
    agencyId: string,
  ): Promise<void> {
    const own = await tx.query<WrapRow>({
      name: 'data-key-in-use',
      text: `select w.compartment, w.version, w.wrapped from keys.wrap w
        join keys.data_key k on k.record_id = w.record_id and k.compartment = w.compartment and k.version = w.version
        where w.record_id = $1 and w.compartment = any ($2) and w.agency_id = $3 and (k.retired_at is null or k.version = (
          select s.key_version from app.case_section s where s.case_id = k.record_id and s.scope = k.compartment))`,
      values: [record.recordId, compartments, record.ownerAgencyId],
    });
    const keys = await Promise.all(
      own.map(async ({ compartment, version, wrapped }) => {
        const place = { recordId: record.recordId, compartment, version };
        return { ...place, key: await this.open(record.ownerAgencyId, place, wrapped) };
      }),
    );
    await this.addWraps(tx, record, agencyId, keys);
  }

  /** @throws KeyringUnavailable @throws SealBroken if the wrap was changed or belongs elsewhere */
  open(agencyId: string, place: KeyPlace, wrapped: Buffer): Promise<Buffer> {
    return this.keyring.unwrap(agencyId, wrapped, wrapContext(place, agencyId));
  }

  /** The agencies that live consents let into each scope of a case. */
  async consentedHolders(tx: ReadTx, caseId: string): Promise<Map<string, string[]>> {
    const rows = await tx.query<{ scope: string; agencies: string[] }>({
      name: 'data-key-holders',
      text: `select s.scope, array_agg(distinct c.recipient_agency_id::text) as agencies
        from app.consent c cross join unnest(c.scopes) as s (scope)
        where c.case_id = $1 and c.state = 'ACTIVE' and c.expires_at > now() group by s.scope`,
      values: [caseId],
    });
    return new Map(rows.map((row) => [row.scope, row.agencies]));
  }

  private async addWraps(
    tx: Tx,
    record: { readonly ownerAgencyId: string },
    agencyId: string,
    keys: readonly (KeyPlace & { readonly key: Buffer })[],
  ): Promise<void> {
    const wraps = await Promise.all(
      keys.map((place) => this.keyring.wrap(agencyId, place.key, wrapContext(place, agencyId))),
    );
    await tx.query({
      name: 'data-key-wrap',
      text: `insert into keys.wrap (record_id, compartment, version, agency_id, owner_agency_id, wrapped, created_at)
        select k.record_id, k.compartment, k.version, $1, $2, k.wrapped, now()
        from unnest($3::uuid[], $4::text[], $5::integer[], $6::bytea[]) as k (record_id, compartment, version, wrapped)
        on conflict do nothing`,
      values: [
        agencyId,
        record.ownerAgencyId,
        keys.map((place) => place.recordId),
        keys.map((place) => place.compartment),
        keys.map((place) => place.version),
        wraps,
      ],
    });
  }
}

/** A wrap opens for the agency and the place it was made for, and nowhere else. */
function wrapContext(place: KeyPlace, agencyId: string): string {
  return `${place.recordId}|${place.compartment}|${String(place.version)}|${agencyId}`;
}
