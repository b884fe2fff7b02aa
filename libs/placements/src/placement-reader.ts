import { Injectable } from '@nestjs/common';
import { type Actor, may, ofTwoAgencies, type PlacementSide, type PlacementState } from '#policy';
import { Cursors, type Page, type PageArgs, pageSize, type ReadTx } from '#platform/database';
import type { Placement } from './placement.js';
import { asOwner, asShelter, offerSelect, type OfferRow, requestColumns, type RequestRow } from './placement-rows.js';

export interface PlacementFilter {
  readonly side: PlacementSide;
  /** Only requests in one of these states; all when empty or absent. */
  readonly states?: readonly PlacementState[] | null | undefined;
}

const nobodyElse = { agencyId: '', unitId: null };

/** Reads placements through the actor's scope: row-level security decides which rows there are, the tables of policy which of them count. */
@Injectable()
export class PlacementReader {
  constructor(private readonly cursors: Cursors) {}

  async page(tx: ReadTx, actor: Actor, filter: PlacementFilter, args: PageArgs): Promise<Page<Placement>> {
    return filter.side === 'OWNER' ? this.asked(tx, actor, filter, args) : this.offered(tx, actor, filter, args);
  }

  /** @returns null when there is no such request, or the actor's agency did not make it */
  async findAsOwner(tx: ReadTx, id: string): Promise<Placement | null> {
    const [row] = await tx.query<RequestRow>({
      name: 'placement-request',
      text: `select ${requestColumns} from app.placement_request r where r.id = $1`,
      values: [id],
    });
    if (row === undefined) return null;
    return asOwner(row, await offersOf(tx, [id]));
  }

  /** @returns null when there is no such offer, or the actor's agency has lost sight of it */
  async findAsShelter(tx: ReadTx, actor: Actor, id: string): Promise<Placement | null> {
    const [row] = await tx.query<OfferRow>({
      name: 'placement-offer',
      text: `${offerSelect} where o.id = $1 and o.shelter_agency_id = $2`,
      values: [id, actor.agencyId],
    });
    return row === undefined ? null : asShelter(row);
  }

  private async asked(tx: ReadTx, actor: Actor, filter: PlacementFilter, args: PageArgs): Promise<Page<Placement>> {
    const people = { ownerAgencyId: actor.agencyId, conflictedPersonIds: [] };
    const readsAny = may(actor, 'read', ofTwoAgencies('Placement', { ...people, assignedPersonIds: [] }, nobodyElse));
    const assigned = { ...people, assignedPersonIds: [actor.personId] };
    const readsAssigned = may(actor, 'read', ofTwoAgencies('Placement', assigned, nobodyElse));
    const { list, limit, states, after } = this.place(actor, filter, args);
    const rows = await tx.query<RequestRow>({
      name: 'placements-asked',
      text: `select ${requestColumns} from app.placement_request r
        where r.owner_agency_id = $1 and (cardinality($2::text[]) = 0 or r.state = any ($2))
          and ($3::boolean or ($4::boolean and exists (
            select 1 from app.case_assignment m where m.case_id = r.case_id and m.person_id = $5)))
          and not exists (select 1 from app.conflict_of_interest x where x.case_id = r.case_id and x.person_id = $5)
          and ($6::timestamptz is null or (r.created_at, r.id) < ($6, $7::uuid))
        order by r.created_at desc, r.id desc limit $8`,
      values: [
        actor.agencyId,
        states,
        readsAny,
        readsAssigned,
        actor.personId,
        after?.at ?? null,
        after?.id ?? null,
        limit + 1,
      ],
    });
    const offers = await offersOf(
      tx,
      rows.map((row) => row.id),
    );
    return this.cursors.page(actor, list, limit, rows, positionOf, (row) =>
      asOwner(
        row,
        offers.filter((offer) => offer.request_id === row.id),
      ),
    );
  }

  private async offered(tx: ReadTx, actor: Actor, filter: PlacementFilter, args: PageArgs): Promise<Page<Placement>> {
    const { list, limit, states, after } = this.place(actor, filter, args);
    const rows = await tx.query<OfferRow>({
      name: 'placements-offered',
      text: `${offerSelect}
        where o.shelter_agency_id = $1 and $2::boolean
          and (cardinality($3::text[]) = 0 or case when o.departed_at is not null then 'DEPARTED'
            when o.arrived_at is not null then 'ARRIVED' when o.state = 'CHOSEN' then 'CONFIRMED' else 'OPEN' end = any ($3))
          and ($4::timestamptz is null or (o.created_at, o.id) < ($4, $5::uuid))
        order by o.created_at desc, o.id desc limit $6`,
      values: [actor.agencyId, readsAsShelter(actor), states, after?.at ?? null, after?.id ?? null, limit + 1],
    });
    return this.cursors.page(actor, list, limit, rows, positionOf, asShelter);
  }

  private place(actor: Actor, filter: PlacementFilter, args: PageArgs) {
    const states = filter.states ?? [];
    const list = `placements:${filter.side}:${states.join()}`;
    const after = args.after == null ? null : this.cursors.decode(actor, list, args.after);
    return { list, limit: pageSize(args), states, after };
  }
}

function readsAsShelter(actor: Actor): boolean {
  const file = { ownerAgencyId: '', assignedPersonIds: [], conflictedPersonIds: [] };
  return may(actor, 'read', ofTwoAgencies('Placement', file, { agencyId: actor.agencyId, unitId: null }));
}

function positionOf(row: { readonly created_at: Date; readonly id: string }) {
  return { at: row.created_at, id: row.id };
}

async function offersOf(tx: ReadTx, requestIds: readonly string[]): Promise<OfferRow[]> {
  if (requestIds.length === 0) return [];
  return tx.query<OfferRow>({
    name: 'placement-offers',
    text: `${offerSelect} where o.request_id = any ($1::uuid[]) order by s.name, o.id`,
    values: [requestIds],
  });
}
