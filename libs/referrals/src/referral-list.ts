import { ofCase, ofTwoAgencies, may, type Actor, type ReferralKind, type ReferralState, type Urgency } from '#policy';
import type { NamedQuery, Position } from '#platform/database';
import { selectReferrals, type Extent } from './referral-row.js';

/** INBOX: what others sent to the actor's agency. OUTBOX: what it sent, and its drafts. */
export type ReferralBox = 'INBOX' | 'OUTBOX';

export interface ReferralFilter {
  readonly state?: ReferralState | null | undefined;
  readonly urgency?: Urgency | null | undefined;
  readonly kind?: ReferralKind | null | undefined;
}

export interface ReferralList {
  readonly box: ReferralBox;
  readonly filter: ReferralFilter;
}

/** Which rows of a box a reader may be shown: all that row-level security lets through, its own cases', or none. */
type Reach = 'ALL' | 'ASSIGNED' | 'NONE';

const filters = ['state', 'urgency', 'kind'] as const satisfies readonly (keyof ReferralFilter)[];

/** The list by name, so that a cursor of one opens no other. */
export function nameOf({ box, filter }: ReferralList): string {
  return `referrals:${box}:${filters.map((each) => filter[each] ?? '').join(':')}`;
}

/**
 * One page, newest first, in one statement: the rows are found on the narrow table before anything is joined to them.
 * @param page how many are shown; at least one more is read, to know whether there is a next page
 * @returns null if the actor's roles read no row of this box
 */
export function listQuery(
  actor: Actor,
  { box, filter }: ReferralList,
  extent: Extent,
  page: { readonly limit: number; readonly after: Position | null },
): NamedQuery | null {
  const most = BATCHES.find((batch) => batch > page.limit) ?? page.limit + 1;
  const reach = box === 'INBOX' ? reachOfInbox(actor) : reachOfOutbox(actor);
  if (reach === 'NONE') return null;
  const given = filters.filter((each) => filter[each] !== undefined && filter[each] !== null);
  const values: unknown[] = [actor.agencyId, actor.personId];
  if (box === 'INBOX') values.push(actor.unitId);
  for (const each of given) values.push(filter[each]);
  if (page.after !== null) values.push(page.after.at, page.after.id);
  const continues = page.after !== null;
  const name = ['referrals', box, reach, extent, ...given, continues ? 'after' : 'first', most].join('-');
  let text = texts.get(name);
  if (text === undefined) {
    text = textOf(box, reach, extent, given, continues, most);
    texts.set(name, text);
  }
  return { name, text, values };
}

// The number of rows stands in the text: behind a parameter PostgreSQL would plan for a tenth of the table, every time anew. Two
// sizes are enough for every page, and bound how many statements a connection prepares.
const BATCHES: readonly number[] = [21, 101];

const texts = new Map<string, string>();

function textOf(
  box: ReferralBox,
  reach: Reach,
  extent: Extent,
  given: readonly (keyof ReferralFilter)[],
  continues: boolean,
  most: number,
): string {
  const works = `exists (select 1 from app.case_assignment m where m.case_id = r.case_id and m.person_id = $2)`;
  let next = box === 'INBOX' ? 4 : 3;
  const where = [
    box === 'INBOX'
      ? `r.recipient_agency_id = $1 and r.state <> 'DRAFT' and r.sent_at is not null
        and (r.recipient_unit_id is null or r.recipient_unit_id = $3::uuid)`
      : `r.sender_agency_id = $1`,
    ...(reach === 'ASSIGNED' ? [works] : []),
    ...given.map((each) => `r.${each} = $${String(next++)}`),
    ...(continues ? [`(r.created_at, r.id) < ($${String(next++)}::timestamptz, $${String(next++)}::uuid)`] : []),
    `not exists (select 1 from app.conflict_of_interest x where x.case_id = r.case_id and x.person_id = $2)`,
  ];
  const found = `(select r.* from app.referral r where ${where.join('\n and ')}
    order by r.created_at desc, r.id desc limit ${String(most)}) r`;
  const about = { assigned: box === 'INBOX' ? 'false' : works, conflicted: 'false' };
  return `${selectReferrals(extent, about, found)} order by r.created_at desc, r.id desc`;
}

function reachOfInbox(actor: Actor): Reach {
  const file = { ownerAgencyId: '', assignedPersonIds: [], conflictedPersonIds: [] };
  const received = ofTwoAgencies('Referral', file, { agencyId: actor.agencyId, unitId: null });
  return may(actor, 'read', received) ? 'ALL' : 'NONE';
}

function reachOfOutbox(actor: Actor): Reach {
  const file = { ownerAgencyId: actor.agencyId, assignedPersonIds: [], conflictedPersonIds: [] };
  if (may(actor, 'read', ofCase('Referral', file))) return 'ALL';
  return may(actor, 'read', ofCase('Referral', { ...file, assignedPersonIds: [actor.personId] })) ? 'ASSIGNED' : 'NONE';
}
