import { describe, expect, it } from '@jest/globals';
import { eventKinds } from '#platform/database';
import { type Audience, AUDIENCES, audienceOf } from './audiences.js';
import { choosePeople, type Party, type StaffMember } from './choose-people.js';

const person = (personId: string, agencyId: string, ...roles: StaffMember['roles'][number][]): StaffMember => ({
  personId,
  agencyId,
  unitId: null,
  roles,
});
const inUnit = (member: StaffMember, unitId: string): StaffMember => ({ ...member, unitId });

const staff: StaffMember[] = [
  person('advocate', 'ngo', 'CASEWORKER'),
  person('colleague', 'ngo', 'CASEWORKER'),
  person('supervisor', 'ngo', 'SUPERVISOR'),
  person('privacy', 'ngo', 'PRIVACY_OFFICER'),
  person('admin', 'ngo', 'AGENCY_ADMIN'),
  person('intake', 'legal', 'INTAKE'),
  inUnit(person('nightIntake', 'legal', 'INTAKE'), 'night'),
  inUnit(person('dayIntake', 'legal', 'INTAKE'), 'day'),
  person('lawyer', 'legal', 'CASEWORKER'),
  person('legalSupervisor', 'legal', 'SUPERVISOR'),
  person('legalPrivacy', 'legal', 'PRIVACY_OFFICER'),
  person('liaison', 'police', 'LIAISON'),
  person('otherLiaison', 'police', 'LIAISON'),
  person('stranger', 'elsewhere', 'INTAKE', 'SUPERVISOR', 'PRIVACY_OFFICER', 'CASEWORKER'),
];
const home: Party = {
  side: 'HOME',
  agencyId: 'ngo',
  unitId: null,
  people: ['advocate'],
  objectType: 'REFERRAL',
  objectId: 'r',
};
const legal: Party = { ...home, side: 'AWAY', agencyId: 'legal', people: [] };
const police: Party = { ...legal, agencyId: 'police', people: ['liaison'] };

function told(kind: keyof typeof AUDIENCES, parties: Party[], actor: string | null = null, members = staff): string[] {
  const audience: Audience | null = audienceOf(kind);
  if (audience === null) return [];
  return choosePeople(audience, parties, members, actor)
    .map(({ personId }) => personId)
    .sort();
}

describe('who is told', () => {
  it.each<[keyof typeof AUDIENCES, Party[], string[]]>([
    ['referral.sent', [home, legal], ['dayIntake', 'intake', 'nightIntake']],
    ['referral.sent', [home, { ...legal, unitId: 'night' }], ['intake', 'nightIntake']],
    ['referral.changed', [home, legal], ['advocate', 'dayIntake', 'intake', 'nightIntake']],
    ['consent.recorded', [home, legal], []],
    ['consent.withdrawn', [home, { ...legal, unitId: 'day' }], ['advocate', 'dayIntake', 'intake', 'legalPrivacy']],
    ['consent.expired', [home, { ...legal, unitId: 'day' }], ['advocate', 'dayIntake', 'intake', 'legalPrivacy']],
    ['purge.answered', [home, legal], ['advocate', 'privacy']],
    ['purge.overdue', [home, legal], ['legalPrivacy', 'legalSupervisor', 'privacy', 'supervisor']],
    ['placement.requested', [home, legal], ['dayIntake', 'intake', 'nightIntake']],
    ['placement.changed', [home, legal], ['advocate', 'dayIntake', 'intake', 'nightIntake']],
    ['cooperation.submitted', [home, police], ['advocate', 'colleague', 'supervisor']],
    ['cooperation.changed', [home, police], ['advocate', 'supervisor']],
    ['cooperation.answered', [home, police], ['liaison']],
    ['deadline.missed', [home, legal], ['legalSupervisor', 'supervisor']],
    ['case.changed', [home, legal], []],
    ['audit.appended', [home, legal], []],
  ])('of %s', (kind, parties, expected) => {
    expect(told(kind, parties)).toEqual(expected);
  });

  it('is decided for every kind of event', () => {
    expect(Object.keys(AUDIENCES).sort()).toEqual([...eventKinds].sort());
  });

  it('is never the one who did it', () => {
    expect(told('deadline.missed', [home, legal], 'supervisor')).toEqual(['legalSupervisor']);
    expect(told('referral.changed', [home, { ...legal, unitId: 'day' }], 'intake')).toEqual(['advocate', 'dayIntake']);
  });

  it('is nobody of an agency that has no part in it', () => {
    for (const kind of eventKinds) expect(told(kind, [home, legal, police])).not.toContain('stranger');
  });

  it('is never the police, but for an answer that was released to them', () => {
    const kinds = eventKinds.filter((kind) => told(kind, [home, police]).some((name) => name.includes('iaison')));
    expect(kinds).toEqual(['cooperation.answered']);
  });

  it('is somebody who can act on it where nobody holds the role', () => {
    const without = (...names: string[]) => staff.filter(({ personId }) => !names.includes(personId));
    expect(told('referral.sent', [home, legal], null, without('intake', 'nightIntake', 'dayIntake'))).toEqual([
      'legalSupervisor',
    ]);
    expect(
      told('referral.sent', [home, { ...legal, unitId: 'night' }], null, without('intake', 'nightIntake')),
    ).toEqual(['legalSupervisor']);
    expect(told('deadline.missed', [home], null, without('supervisor'))).toEqual(['admin']);
  });
});
