import { grantsFor, InvalidInput } from '#policy';
import type { ReadTx } from '#platform/database';

const caseRoles = [...new Set(grantsFor('read', 'Case').flatMap((grant) => grant.roles))];

/**
 * Demands that each person works for the agency, in a role that reads cases.
 * @param people by the field of the input that names them
 * @throws InvalidInput naming the first field whose person does not; the same whether or not such a person exists
 */
export async function demandCaseStaff(
  tx: ReadTx,
  agencyId: string,
  people: Readonly<Record<string, string | null>>,
): Promise<void> {
  const named = Object.entries(people).flatMap(([field, id]) => (id === null ? [] : [{ field, id }]));
  if (named.length === 0) return;
  const rows = await tx.query<{ id: string }>({
    name: 'case-staff',
    text: `select p.id from app.person p join app.membership m on m.person_id = p.id
      where p.id = any ($1::uuid[]) and m.agency_id = $2 and m.roles && $3::text[] and p.status = 'ACTIVE'`,
    values: [named.map(({ id }) => id), agencyId, caseRoles],
  });
  const known = new Set(rows.map((row) => row.id));
  for (const { field, id } of named) {
    if (!known.has(id)) {
      throw new InvalidInput(`${field} is nobody of your agency who works on cases.`, { path: ['input', field] });
    }
  }
}
