import { Injectable } from '@nestjs/common';
import { AGENCY_KINDS, mayServe, PURPOSE_OF_SERVICE } from '#policy';
import type { ReadTx } from '#platform/database';
import { ShelterNotAvailable } from './errors.js';
import type { PlacementService } from './placement-service.js';

/** Which agencies may be asked for a bed. */
@Injectable()
export class Shelters {
  /**
   * Demands of each agency that it is active, of a kind that houses people, and bound to the asking one by an agreement that
   * covers the service.
   * @throws ShelterNotAvailable naming the first that is not, without a word on what it lacks
   */
  async demand(
    tx: ReadTx,
    asking: { readonly agencyId: string },
    service: PlacementService,
    agencyIds: readonly string[],
  ): Promise<void> {
    const purpose = PURPOSE_OF_SERVICE[service];
    const rows = await tx.query<{ id: string }>({
      name: 'shelters-to-ask',
      text: `select a.id from app.agency a
        where a.id = any ($1::uuid[]) and a.status = 'ACTIVE' and a.kind = any ($2::text[])
          and exists (select 1 from app.agreement m
            where m.discloser_agency_id = $3 and m.recipient_agency_id = a.id and m.status = 'ACTIVE'
              and m.expires_at > now() and $4 = any (m.purposes))`,
      values: [agencyIds, AGENCY_KINDS.filter((kind) => mayServe(kind, purpose)), asking.agencyId, purpose],
    });
    const available = new Set(rows.map((row) => row.id));
    const missing = agencyIds.findIndex((id) => !available.has(id.toLowerCase()));
    if (missing >= 0) throw new ShelterNotAvailable(missing);
  }
}
