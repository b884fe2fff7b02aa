import { describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '#policy';
import { listQuery, nameOf } from './referral-list.js';

function actor(roles: readonly Role[], unitId: string | null = null): Actor {
  return {
    personId: 'person',
    agencyId: 'agency',
    agencyKind: 'NGO',
    unitId,
    roles,
    stepUpAt: null,
    sessionId: 'session',
    displayName: 'Somebody',
  };
}

const first = { limit: 20, after: null };

describe('the statement behind a list', () => {
  it.each<[Role, 'INBOX' | 'OUTBOX', boolean]>([
    ['INTAKE', 'INBOX', true],
    ['CASEWORKER', 'INBOX', true],
    ['SUPERVISOR', 'INBOX', true],
    ['PRIVACY_OFFICER', 'INBOX', false],
    ['AGENCY_ADMIN', 'INBOX', false],
    ['CASEWORKER', 'OUTBOX', true],
    ['SUPERVISOR', 'OUTBOX', true],
    ['INTAKE', 'OUTBOX', false],
    ['PRIVACY_OFFICER', 'OUTBOX', false],
  ])('%s reads the %s: %s', (role, box, reads) => {
    expect(listQuery(actor([role]), { box, filter: {} }, 'BRIEF', first) !== null).toBe(reads);
  });

  it('binds every value, and as many as it names', () => {
    const filter = { state: 'REQUESTED', urgency: 'URGENT', kind: 'ASSISTANCE' } as const;
    const after = { at: new Date(), id: 'id' };
    for (const box of ['INBOX', 'OUTBOX'] as const) {
      for (const role of ['CASEWORKER', 'SUPERVISOR'] as const) {
        const query = listQuery(actor([role], 'unit'), { box, filter }, 'WHOLE', { limit: 50, after });
        const named = [...new Set(query?.text.match(/\$\d+/g))].map((each) => Number(each.slice(1)));
        expect(Math.max(...named)).toBe(query?.values?.length);
        for (const value of ['REQUESTED', 'URGENT', 'ASSISTANCE', 'unit'])
          expect(query?.text).not.toContain(`'${value}'`);
      }
    }
  });

  it('is prepared in two sizes and no more', () => {
    const names = [1, 20, 21, 100].map(
      (limit) => listQuery(actor(['INTAKE']), { box: 'INBOX', filter: {} }, 'BRIEF', { limit, after: null })?.name,
    );
    expect(new Set(names).size).toBe(2);
    expect(names[0]).toBe(names[1]);
  });

  it('gives every list a name of its own', () => {
    const names = [
      nameOf({ box: 'INBOX', filter: {} }),
      nameOf({ box: 'OUTBOX', filter: {} }),
      nameOf({ box: 'INBOX', filter: { state: 'ACCEPTED' } }),
      nameOf({ box: 'INBOX', filter: { urgency: 'URGENT' } }),
      nameOf({ box: 'INBOX', filter: { kind: 'PLACEMENT' } }),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
