import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Database, Outbox } from '#platform/database';

const atOnce = 100;

interface LapsedHold {
  readonly id: string;
  readonly ownerAgencyId: string;
  readonly shelterAgencyId: string;
  readonly [column: string]: unknown;
}

/** Gives back the beds of holds that nobody confirmed in time. Run by the worker; any number of workers may run it at once. */
@Injectable()
export class LapseHolds {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many lapsed, at most 100: after a full hundred there may be more */
  async execute(): Promise<number> {
    return this.database.system(async (tx) => {
      // Skipping what is being answered or confirmed at this moment, it waits for no offer and so never closes a circle.
      const lapsed = await tx.query<LapsedHold>({
        name: 'lapse-holds',
        text: `update app.placement_offer o set state = 'LAPSED', version = o.version + 1
          from (
            select id from app.placement_offer
            where state = 'HELD' and held_until <= date_trunc('milliseconds', now())
            order by held_until limit ${atOnce} for no key update skip locked
          ) due
          where o.id = due.id
          returning o.id, o.owner_agency_id as "ownerAgencyId", o.shelter_agency_id as "shelterAgencyId"`,
      });
      for (const { id, ownerAgencyId, shelterAgencyId } of lapsed) {
        await this.audit.append(tx, null, {
          action: 'lapseHold',
          objectType: 'Placement',
          objectId: id,
          ownerAgencyId,
        });
        for (const agencyId of [ownerAgencyId, shelterAgencyId]) {
          await this.outbox.add(tx, null, { kind: 'placement.changed', objectId: id, agencyIds: [agencyId] });
        }
      }
      return lapsed.length;
    });
  }
}
