import type { Actor } from '#policy';
import { demoAgencies } from './agencies.js';
import { demoId } from './demo-ids.js';

/** @param key `person@agency` @returns that person as if they had signed in this minute */
export function demoActor(key: string): Actor {
  const [personKey, agencyKey] = key.split('@');
  const agency = demoAgencies.find((each) => each.key === agencyKey);
  const person = agency?.people.find((each) => each.key === personKey);
  if (agency === undefined || person === undefined) throw new Error(`Nobody in the demo network is ${key}.`);
  return {
    personId: demoId(`person/${person.key}`),
    agencyId: demoId(agency.key),
    agencyKind: agency.kind,
    unitId: person.unit === undefined ? null : demoId(`${agency.key}/unit/${person.unit}`),
    roles: person.roles,
    stepUpAt: new Date(),
    sessionId: demoId('session'),
    displayName: person.name,
  };
}
