import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';

/** One release of fields of one case to one reader. */
export interface Release {
  readonly caseId: string;
  readonly ownerAgencyId: string;
  readonly referralId: string | null;
  /** Names such as `IDENTITY.legalName`; never values. */
  readonly fields: readonly string[];
  readonly purpose: string | null;
  readonly basis: 'OWNER' | 'CONSENT' | 'EMERGENCY';
  /** The consent or emergency disclosure; null for the owner. */
  readonly basisId: string | null;
}

/** Written in the transaction that reads the fields: if a release cannot be recorded, it does not happen. */
@Injectable()
export class Ledger {
  async append(
    tx: Pick<Tx, 'query'>,
    reader: { readonly personId: string; readonly agencyId: string },
    releases: readonly Release[],
  ): Promise<void> {
    if (releases.length === 0) return;
    await tx.query({
      name: 'ledger-append',
      text: `insert into app.disclosure_ledger
          (id, at, reader_id, reader_agency_id, owner_agency_id, case_id, referral_id, fields, purpose, basis, basis_id)
        select r.id, now(), $1, $2, r.owner_agency_id, r.case_id, r.referral_id,
          array(select jsonb_array_elements_text(r.fields)), r.purpose, r.basis, r.basis_id
        from jsonb_to_recordset($3::jsonb) as r (id uuid, owner_agency_id uuid, case_id uuid, referral_id uuid, fields jsonb,
          purpose text, basis text, basis_id uuid)`,
      values: [
        reader.personId,
        reader.agencyId,
        JSON.stringify(
          releases.map((release) => ({
            id: randomUUID(),
            owner_agency_id: release.ownerAgencyId,
            case_id: release.caseId,
            referral_id: release.referralId,
            fields: release.fields,
            purpose: release.purpose,
            basis: release.basis,
            basis_id: release.basisId,
          })),
        ),
      ],
    });
  }
}
