import { Injectable } from '@nestjs/common';
import { InvalidInput, type Actor, type Scope } from '#policy';
import type { Tx } from '#platform/database';
import { KeyringUnavailable } from '#platform/keyring';
import { DataKeys } from './data-keys.js';
import type { SectionPatch } from './record-patch.js';
import { SealedSections } from './sealed-sections.js';
import { SECTION_FIELDS, type RiskAssessment } from './sections.js';

type Content = Readonly<Record<string, unknown>>;

/** Writes sections of a case's record: sealed, under keys that only the owner and live consents have a wrap of. */
@Injectable()
export class RecordWriter {
  constructor(
    private readonly sections: SealedSections,
    private readonly keys: DataKeys,
  ) {}

  /**
   * Applies the patches to what is there. The caller holds the case for the length of the transaction.
   * @param assessment added to those in RISK
   * @returns the fields that were written, such as `IDENTITY.legalName`
   * @throws InvalidInput when RISK is full @throws KeyringUnavailable
   */
  async write(
    tx: Tx,
    actor: Actor,
    caseId: string,
    patches: ReadonlyMap<Scope, SectionPatch>,
    assessment: RiskAssessment | null,
  ): Promise<string[]> {
    const scopes = [...new Set<Scope>([...patches.keys(), ...(assessment === null ? [] : ['RISK' as const])])];
    if (scopes.length === 0) return [];
    const record = { recordId: caseId, ownerAgencyId: actor.agencyId };
    const present = await this.present(tx, actor.agencyId, caseId, scopes);
    const holders = await this.keys.consentedHolders(tx, caseId);
    const keys = await this.keys.forWriting(tx, record, scopes, (scope) => holders.get(scope) ?? []);
    const written: string[] = [];
    const contents = new Map<Scope, Content>();
    for (const scope of scopes) {
      const patch = { ...patches.get(scope) };
      if (scope === 'RISK' && assessment !== null) patch['assessments'] = added(present.get(scope), assessment);
      contents.set(scope, withoutNulls({ ...present.get(scope), ...patch }));
      written.push(...Object.keys(patch).map((field) => `${scope}.${field}`));
    }
    await this.sections.store(tx, actor, caseId, contents, keys);
    return written;
  }

  private async present(
    tx: Tx,
    agencyId: string,
    caseId: string,
    scopes: readonly Scope[],
  ): Promise<Map<Scope, Content>> {
    const places = scopes.map((scope) => ({ caseId, scope, referralId: null }));
    const sealed = await this.sections.fetch(tx, agencyId, places);
    const opened = sealed.map(async (section): Promise<[Scope, Content]> => {
      // What cannot be opened must not be written over.
      if (section.sealed !== null && section.wrapped === null) throw new KeyringUnavailable();
      return [section.scope, await this.sections.unseal(agencyId, section)];
    });
    return new Map(await Promise.all(opened));
  }
}

function added(present: Content | undefined, assessment: RiskAssessment): unknown[] {
  const earlier = present?.['assessments'];
  const assessments: unknown[] = [...(Array.isArray(earlier) ? (earlier as unknown[]) : []), assessment];
  if (!SECTION_FIELDS.RISK.assessments.safeParse(assessments).success) {
    throw new InvalidInput('This record holds no more risk assessments.', { path: ['input', 'risk'] });
  }
  return assessments;
}

/** A cleared field leaves nothing behind. */
function withoutNulls(content: Content): Content {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));
}
