import { InvalidInput, NotFound, type Actor, type AgencyKind, type AgencyStatus } from '#policy';
import type { ReadTx } from '#platform/database';
import type { ConsentToRecord } from './consent-input.js';
import { RecipientNotActive } from './errors.js';

interface RecipientRow {
  [column: string]: unknown;
  kind: AgencyKind;
  status: AgencyStatus;
  has_unit: boolean;
  has_person: boolean;
}

/**
 * The agency a consent is for.
 * @throws NotFound if the actor's agency knows of none by this id @throws RecipientNotActive
 * @throws InvalidInput if it is the actor's own, or the unit or person named is not one of its
 */
export async function findRecipient(
  tx: ReadTx,
  actor: Actor,
  input: Pick<ConsentToRecord, 'recipientAgencyId' | 'recipientUnitId' | 'recipientPersonId'>,
): Promise<{ readonly kind: AgencyKind }> {
  const { recipientAgencyId, recipientUnitId, recipientPersonId } = input;
  if (recipientAgencyId === actor.agencyId) throw notOfThem('recipientAgencyId', 'Your own agency needs no consent.');
  const [row] = await tx.query<RecipientRow>({
    name: 'consent-recipient',
    text: `select a.kind, a.status, app.unit_name($2, a.id) is not null as has_unit, app.works_for($3, a.id) as has_person
      from app.agency a where a.id = $1`,
    values: [recipientAgencyId, recipientUnitId, recipientPersonId],
  });
  if (row === undefined) throw new NotFound();
  if (row.status !== 'ACTIVE') throw new RecipientNotActive();
  if (recipientUnitId !== null && !row.has_unit) throw notOfThem('recipientUnitId', 'This agency has no such unit.');
  if (recipientPersonId !== null && !row.has_person) {
    throw notOfThem('recipientPersonId', 'Nobody of this name works for this agency.');
  }
  return { kind: row.kind };
}

function notOfThem(field: string, message: string): InvalidInput {
  return new InvalidInput(message, { path: ['input', field] });
}
