import { Injectable } from '@nestjs/common';
import { NotFound } from '#policy';
import type { Tx } from '#platform/database';
import { newAlias } from './case-codes.js';

const attempts = 8;

/** The name of a case for each other agency. Two agencies that lay their lists side by side find nothing in common. */
@Injectable()
export class CaseAliases {
  /**
   * The alias by which this agency knows the case; made the first time, the same from then on.
   * @throws NotFound if the transaction's agency does not own the case
   */
  async aliasFor(tx: Tx, caseId: string, agencyId: string): Promise<string> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const known = await this.find(tx, caseId, agencyId);
      if (known !== null) return known;
      // Does nothing if the alias is taken, or if somebody else has just made one for this agency.
      await tx.query({
        name: 'case-alias-add',
        text: `insert into app.case_alias (case_id, agency_id, owner_agency_id, alias)
          select c.id, $2, c.owner_agency_id, $3 from app.case_file c where c.id = $1 on conflict do nothing`,
        values: [caseId, agencyId, newAlias()],
      });
    }
    throw new NotFound();
  }

  private async find(tx: Tx, caseId: string, agencyId: string): Promise<string | null> {
    const [row] = await tx.query<{ alias: string }>({
      name: 'case-alias',
      text: 'select alias from app.case_alias where case_id = $1 and agency_id = $2',
      values: [caseId, agencyId],
    });
    return row?.alias ?? null;
  }
}
