import type { Role } from '#policy';
import { type Audience, STAND_INS, type Side } from './audiences.js';
import type { NotificationObject } from './notification-kinds.js';

/** One agency's part in what an event is about. */
export interface Party {
  readonly side: Side;
  readonly agencyId: string;
  /** The unit it was addressed to; null for the whole agency. */
  readonly unitId: string | null;
  /** Who works on it there. */
  readonly people: readonly string[];
  /** What this agency knows it as: a shelter has never seen the request behind its offer. */
  readonly objectType: NotificationObject;
  readonly objectId: string;
}

export interface StaffMember {
  readonly personId: string;
  readonly agencyId: string;
  readonly unitId: string | null;
  readonly roles: readonly Role[];
}

export interface Recipient {
  readonly personId: string;
  readonly agencyId: string;
  readonly objectType: NotificationObject;
  readonly objectId: string;
}

/** @param staff active members of active agencies, without those whom a conflict of interest closes the case to */
export function choosePeople(
  audience: Audience,
  parties: readonly Party[],
  staff: readonly StaffMember[],
  actorId: string | null,
): Recipient[] {
  const chosen = new Map<string, Recipient>();
  for (const party of parties) {
    const members = staff.filter((member) => member.agencyId === party.agencyId);
    for (const member of audience.seats.flatMap((seat) =>
      seat.side === party.side ? seated(seat, party, members) : [],
    )) {
      if (member.personId === actorId) continue;
      const { agencyId, objectType, objectId } = party;
      chosen.set(member.personId, { personId: member.personId, agencyId, objectType, objectId });
    }
  }
  return [...chosen.values()];
}

function seated(
  seat: Audience['seats'][number],
  party: Party,
  members: readonly StaffMember[],
): readonly StaffMember[] {
  if (!('roles' in seat)) return members.filter((member) => party.people.includes(member.personId));
  const inUnit = members.filter((member) => party.unitId === null || [null, party.unitId].includes(member.unitId));
  const holders = withRole(inUnit, seat.roles);
  return holders.length > 0 ? holders : withRole(members, STAND_INS);
}

function withRole(members: readonly StaffMember[], roles: readonly Role[]): readonly StaffMember[] {
  return members.filter((member) => member.roles.some((role) => roles.includes(role)));
}
