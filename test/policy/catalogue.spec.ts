import { describe, expect, it } from '@jest/globals';
import {
  AGENCY_KINDS,
  CEILINGS,
  FIELDS,
  OWNER_READS,
  PURPOSES,
  RECIPIENT_READS,
  ROLES,
  SCOPES,
  SCOPES_OF_PURPOSE,
  mayServe,
  readsContent,
  type Scope,
} from '#policy';
import { CEILING, FIELDS_OF, NEED, OWNER_ROLE, RECIPIENT_ROLE, serves } from './expected-tables.js';

const sorted = (scopes: Iterable<Scope>): Scope[] => [...scopes].sort();

describe('the tables of the product and the grids of the rule book', () => {
  it('name the same fields', () => {
    expect(FIELDS).toEqual(FIELDS_OF);
  });

  it.each(AGENCY_KINDS)('put the same ceiling over %s', (kind) => {
    expect(sorted(CEILINGS[kind])).toEqual(sorted(CEILING[kind]));
  });

  it.each(PURPOSES)('need the same for %s, from the same kinds', (purpose) => {
    expect(sorted(SCOPES_OF_PURPOSE[purpose])).toEqual(sorted(NEED[purpose]));
    expect(AGENCY_KINDS.filter((kind) => mayServe(kind, purpose))).toEqual(
      AGENCY_KINDS.filter((kind) => serves(kind, purpose)),
    );
  });

  it.each(ROLES)('let %s read the same', (role) => {
    expect(sorted(RECIPIENT_READS[role])).toEqual(sorted(RECIPIENT_ROLE[role]));
    const reach = OWNER_READS[role];
    expect(reach.scopes).toHaveLength(OWNER_ROLE[role] === 'none' ? 0 : SCOPES.length);
    expect(reach.assignment === 'ANY').toBe(OWNER_ROLE[role] === 'all');
    expect(readsContent([role])).toBe(RECIPIENT_ROLE[role].size > 0);
  });
});
