import { Injectable } from '@nestjs/common';
import {
  type AccessibilityNeed,
  type Actor,
  type AgencyKind,
  type AreaBand,
  BEDS_STALE_HOURS,
  type BedSuitability,
  type Language,
  type SecurityLevel,
} from '#policy';
import { Cursors, type Page, type PageArgs, pageSize, type ReadTx } from '#platform/database';

/** Every condition that is named must hold. */
export interface BedFilter {
  readonly agencyId?: string | null | undefined;
  readonly suits?: BedSuitability | null | undefined;
  /** Needs that the beds must all meet. */
  readonly accessibility?: readonly AccessibilityNeed[] | null | undefined;
  readonly language?: Language | null | undefined;
  readonly areaBand?: AreaBand | null | undefined;
  /** Only categories with a bed to give. */
  readonly free?: boolean | null | undefined;
}

/** Beds of one category as a reader may see them. */
export interface Beds {
  readonly id: string;
  readonly shelter: { readonly id: string; readonly name: string; readonly kind: AgencyKind };
  readonly suits: readonly BedSuitability[];
  readonly accessibility: readonly AccessibilityNeed[];
  readonly languages: readonly Language[];
  readonly securityLevel: SecurityLevel;
  readonly areaBand: AreaBand;
  /** Beds that can be given at this moment. */
  readonly free: number;
  /** This and the next two are null to everybody but the shelter: how it fills is its own affair. */
  readonly capacity: number | null;
  readonly occupied: number | null;
  readonly held: number | null;
  readonly asOf: Date;
  /** Whether the shelter last confirmed this more than 24 hours ago. */
  readonly stale: boolean;
  readonly version: number;
}

interface BedRow {
  readonly id: string;
  readonly agency_id: string;
  readonly agency_name: string;
  readonly agency_kind: AgencyKind;
  readonly suits: BedSuitability[];
  readonly accessibility: AccessibilityNeed[];
  readonly languages: Language[];
  readonly security_level: SecurityLevel;
  readonly area_band: AreaBand;
  readonly capacity: number;
  readonly occupied: number;
  readonly held: number;
  readonly as_of: Date;
  readonly stale: boolean;
  readonly version: number;
  readonly [column: string]: unknown;
}

const select = `select b.id, b.agency_id, a.name as agency_name, a.kind as agency_kind, b.suits, b.accessibility, b.languages,
    b.security_level, b.area_band, b.capacity, b.occupied, b.held, b.as_of, b.version,
    b.as_of <= now() - make_interval(hours => ${BEDS_STALE_HOURS}) as stale
  from app.bed_category b join app.agency a on a.id = b.agency_id`;

/** Reads the board of beds. The police find it empty: the database shows them no row of it. */
@Injectable()
export class BedReader {
  constructor(private readonly cursors: Cursors) {}

  /** Those of active agencies, most lately confirmed first. */
  async page(tx: ReadTx, actor: Actor, filter: BedFilter, args: PageArgs): Promise<Page<Beds>> {
    const { agencyId = null, suits = null, accessibility, language = null, areaBand = null, free } = filter;
    const wanted = [agencyId, suits, accessibility ?? [], language, areaBand, free ?? false];
    const list = `beds:${JSON.stringify(wanted)}`;
    const limit = pageSize(args);
    const after = args.after == null ? null : this.cursors.decode(actor, list, args.after);
    const rows = await tx.query<BedRow>({
      name: 'beds-page',
      text: `${select}
        where a.status = 'ACTIVE' and ($1::uuid is null or b.agency_id = $1) and ($2::text is null or $2 = any (b.suits))
          and b.accessibility @> $3::text[] and ($4::text is null or $4 = any (b.languages))
          and ($5::text is null or b.area_band = $5) and (not $6::boolean or b.occupied + b.held < b.capacity)
          and ($7::timestamptz is null or (b.as_of, b.id) < ($7, $8::uuid))
        order by b.as_of desc, b.id desc limit $9`,
      values: [...wanted, after?.at ?? null, after?.id ?? null, limit + 1],
    });
    const positionOf = (row: BedRow) => ({ at: row.as_of, id: row.id });
    return this.cursors.page(actor, list, limit, rows, positionOf, (row) => toBeds(actor, row));
  }

  /** @returns null when there is no such category, or none that the actor may see. */
  async find(tx: ReadTx, actor: Actor, id: string): Promise<Beds | null> {
    const [row] = await tx.query<BedRow>({ name: 'beds-get', text: `${select} where b.id = $1`, values: [id] });
    return row === undefined ? null : toBeds(actor, row);
  }
}

function toBeds(actor: Actor, row: BedRow): Beds {
  const { capacity, occupied, held } = row;
  const own = row.agency_id === actor.agencyId;
  return {
    id: row.id,
    shelter: { id: row.agency_id, name: row.agency_name, kind: row.agency_kind },
    suits: row.suits,
    accessibility: row.accessibility,
    languages: row.languages,
    securityLevel: row.security_level,
    areaBand: row.area_band,
    free: capacity - occupied - held,
    capacity: own ? capacity : null,
    occupied: own ? occupied : null,
    held: own ? held : null,
    asOf: row.as_of,
    stale: row.stale,
    version: row.version,
  };
}
