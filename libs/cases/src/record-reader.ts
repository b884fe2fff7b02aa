import { Injectable } from '@nestjs/common';
import {
  disclosureOf,
  fieldOf,
  fieldPathsOf,
  SCOPES,
  type Actor,
  type Disclosure,
  type FieldPath,
  type Purpose,
  type Scope,
  type ScopeDisclosure,
} from '#policy';
import { Ledger, type Release } from '#audit';
import type { ReadTx } from '#platform/database';
import { KeyringUnavailable } from '#platform/keyring';
import { type SealedSection, SealedSections } from './sealed-sections.js';
import { sectionName, type Section, type Sections } from './sections.js';

/** The fields asked for, by scope. What is not asked for is neither decrypted nor written to the ledger. */
export type RecordRequest = Readonly<Partial<Record<Scope, readonly string[]>>>;

export interface OpenRequest {
  /** Under which the answer is found: the referral's id, or the case's for its owner. */
  readonly key: string;
  readonly caseId: string;
  readonly ownerAgencyId: string;
  /** By way of which referral; null when the owner reads the case itself. */
  readonly referralId: string | null;
  readonly purpose: Purpose | null;
  /** The kernel's answer for this reader, at this transaction's time. */
  readonly disclosure: Disclosure;
  readonly requested: RecordRequest;
}

/** What a reader is given. A withheld section is null; an open one that nobody filled in has null fields. */
export interface CaseRecord extends Sections {
  /** For all nine scopes, whether or not they were asked for. */
  readonly disclosure: Disclosure;
}

/** What one scope of one request comes down to, once both asked for and open. */
interface Wanted {
  readonly request: OpenRequest;
  readonly scope: Scope;
  readonly verdict: ScopeDisclosure;
  readonly fields: readonly FieldPath[];
}

/** The one way to the content of a case, for its owner and for recipients alike. */
@Injectable()
export class RecordReader {
  constructor(
    private readonly sections: SealedSections,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Opens what was asked for and the kernel allows, and writes the ledger in the same transaction: if that fails, so does
   * the reading. Two statements, however many records.
   *
   * @param tx a transaction of the reader's own agency; one that only reads can release nothing
   * @throws KeyringUnavailable
   */
  async open(tx: ReadTx, reader: Actor, requests: readonly OpenRequest[]): Promise<Map<string, CaseRecord>> {
    const wanted = requests.flatMap(wantedOf);
    const sealed = await this.sections.fetch(
      tx,
      reader.agencyId,
      wanted.map(({ request, scope }) => ({
        caseId: request.caseId,
        referralId: isOwner(reader, request) ? null : request.referralId,
        scope,
      })),
    );
    const opened = wanted.map((item, index) => ({ item, sealed: sealed[index] }));
    const released = opened.filter(({ item, sealed }) => isWithinWalls(sealed, isOwner(reader, item.request)));
    const [contents] = await Promise.all([
      Promise.all(released.map(({ item, sealed }) => this.contentOf(reader.agencyId, item, sealed))),
      this.ledger.append(tx, reader, releasesOf(released.map(({ item }) => item))),
    ]);
    return assemble(requests, wanted, new Map(released.map(({ item }, index) => [item, contents[index] ?? {}])));
  }

  private async contentOf(
    agencyId: string,
    { scope, fields }: Wanted,
    sealed: SealedSection | undefined,
  ): Promise<Record<string, unknown>> {
    const content = sealed === undefined ? {} : await this.sections.unseal(agencyId, sealed);
    const names = new Set<string>(fields.map(fieldOf));
    return Object.fromEntries(
      fieldPathsOf(scope).map((path) => {
        const name = fieldOf(path);
        return [name, names.has(name) ? (content[name] ?? null) : null];
      }),
    );
  }
}

function wantedOf(request: OpenRequest): Wanted[] {
  return SCOPES.flatMap((scope) => {
    const names = request.requested[scope] ?? [];
    const verdict = disclosureOf(request.disclosure, scope);
    const fields = verdict.openFields.filter((path) => names.includes(fieldOf(path)));
    return fields.length === 0 ? [] : [{ request, scope, verdict, fields }];
  });
}

function isOwner(reader: Actor, request: OpenRequest): boolean {
  return reader.agencyId === request.ownerAgencyId;
}

/**
 * Whether the database and the keys agree with the kernel. Each is a wall by itself: if one of them says no, then the answer
 * is "withheld", never an empty section.
 */
function isWithinWalls(section: SealedSection | undefined, isOwner: boolean): boolean {
  if (section === undefined || !section.reachable) return false;
  if (section.sealed === null || section.wrapped !== null) return true;
  // An owner without a key of its own has lost sight of what is there, and is to know that.
  if (isOwner) throw new KeyringUnavailable();
  return false;
}

/** One row for each basis on which fields of a record were released. */
function releasesOf(released: readonly Wanted[]): Release[] {
  const rows = new Map<string, Release & { readonly fields: FieldPath[] }>();
  for (const { request, verdict, fields } of released) {
    for (const { basis, fields: onThisBasis } of verdict.releases) {
      const shown = fields.filter((path) => onThisBasis.includes(path));
      if (shown.length === 0) continue;
      const basisId = basis.consentId ?? basis.emergencyId;
      const key = `${request.key}|${basis.kind}|${basisId ?? ''}`;
      const row = rows.get(key) ?? {
        caseId: request.caseId,
        ownerAgencyId: request.ownerAgencyId,
        referralId: request.referralId,
        purpose: request.purpose,
        basis: basis.kind,
        basisId,
        fields: [],
      };
      row.fields.push(...shown);
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}

function assemble(
  requests: readonly OpenRequest[],
  wanted: readonly Wanted[],
  contents: ReadonlyMap<Wanted, Record<string, unknown>>,
): Map<string, CaseRecord> {
  const records = new Map<string, Record<string, unknown> & { disclosure: Disclosure }>();
  for (const { key, disclosure, requested } of requests) {
    const sections = SCOPES.map((scope): [string, Record<string, null> | null] => {
      const isOpen = requested[scope] !== undefined && disclosureOf(disclosure, scope).openFields.length > 0;
      return [sectionName(scope), isOpen ? emptySection(scope) : null];
    });
    records.set(key, { ...Object.fromEntries(sections), disclosure });
  }
  for (const item of wanted) {
    const record = records.get(item.request.key);
    if (record === undefined) continue;
    const content = contents.get(item);
    record[sectionName(item.scope)] = content ?? null;
    if (content === undefined) record.disclosure = record.disclosure.map(withheldBehindWall(item.scope));
  }
  return records as unknown as Map<string, CaseRecord>;
}

function withheldBehindWall(scope: Scope): (entry: ScopeDisclosure) => ScopeDisclosure {
  return (entry) =>
    entry.scope === scope
      ? { scope, state: 'WITHHELD', reason: 'NO_CONSENT', openFields: [], basis: null, releases: [] }
      : entry;
}

function emptySection<S extends Scope>(scope: S): { [F in keyof Section<S>]: null } {
  return Object.fromEntries(fieldPathsOf(scope).map((path) => [fieldOf(path), null])) as {
    [F in keyof Section<S>]: null;
  };
}
