import { describe, expect, it } from '@jest/globals';
import {
  CASE_OWNING_KINDS,
  ceilingRows,
  fieldsWithinCeiling,
  mayOwnCases,
  needsNamedPerson,
  neverReceives,
  withinCeiling,
} from './ceilings.js';
import { fieldPathsOf } from './fields.js';
import { mayServe, purposeNeeds } from './purposes.js';
import { AGENCY_KINDS } from './vocabulary/agency.js';
import { SCOPES } from './vocabulary/case.js';
import { PURPOSES } from './vocabulary/purpose.js';

describe('ceilings', () => {
  it.each([
    ['NGO', 'IDENTITY CONTACT HEALTH LEGAL ACCOUNT RISK FAMILY SUPPORT'],
    ['LEGAL_AID', 'IDENTITY CONTACT LEGAL ACCOUNT FAMILY'],
    ['SHELTER', 'IDENTITY CONTACT HEALTH RISK FAMILY SUPPORT'],
    ['HEALTH', 'IDENTITY CONTACT HEALTH RISK'],
    ['RELIGIOUS', 'IDENTITY CONTACT SUPPORT'],
    ['GOVERNMENT', 'IDENTITY LEGAL ACCOUNT'],
    ['LAW_ENFORCEMENT', 'IDENTITY ACCOUNT'],
  ] as const)('%s as an agency may receive %s', (kind, scopes) => {
    const toTheAgency = SCOPES.filter((scope) => withinCeiling(kind, scope) && !needsNamedPerson(scope));
    expect(toTheAgency.join(' ')).toBe(scopes);
  });

  it('sends the location to a named person only, and never to police or a religious community', () => {
    expect(SCOPES.filter(needsNamedPerson)).toEqual(['LOCATION']);
    expect(AGENCY_KINDS.filter((kind) => !withinCeiling(kind, 'LOCATION'))).toEqual(['LAW_ENFORCEMENT', 'RELIGIOUS']);
    expect(AGENCY_KINDS.filter((kind) => neverReceives(kind, 'LOCATION'))).toEqual(['LAW_ENFORCEMENT', 'RELIGIOUS']);
  });

  it('never gives a contact or health field to police', () => {
    expect(SCOPES.filter((scope) => neverReceives('LAW_ENFORCEMENT', scope))).toEqual([
      'CONTACT',
      'LOCATION',
      'HEALTH',
    ]);
    expect(SCOPES.filter((scope) => neverReceives('NGO', scope))).toEqual([]);
  });

  it('never contradicts itself: what a kind never receives is above its ceiling', () => {
    for (const kind of AGENCY_KINDS)
      for (const scope of SCOPES) expect(withinCeiling(kind, scope) && neverReceives(kind, scope)).toBe(false);
  });

  it('lets a religious community know a preferred name and no other part of an identity', () => {
    expect(fieldsWithinCeiling('RELIGIOUS', 'IDENTITY')).toEqual(['IDENTITY.preferredName']);
    expect(fieldsWithinCeiling('RELIGIOUS', 'CONTACT')).toEqual(fieldPathsOf('CONTACT'));
    expect(fieldsWithinCeiling('RELIGIOUS', 'HEALTH')).toEqual([]);
    expect(fieldsWithinCeiling('NGO', 'IDENTITY')).toEqual(fieldPathsOf('IDENTITY'));
  });

  it('lets every kind but police own cases', () => {
    expect(CASE_OWNING_KINDS).toHaveLength(6);
    expect(AGENCY_KINDS.filter((kind) => !mayOwnCases(kind))).toEqual(['LAW_ENFORCEMENT']);
  });
});

describe('the triples for the database', () => {
  it('are exactly the combinations that all three tables allow', () => {
    const rows = new Set(ceilingRows().map(({ kind, purpose, scope }) => `${kind} ${purpose} ${scope}`));
    expect(rows.size).toBe(ceilingRows().length);
    for (const kind of AGENCY_KINDS)
      for (const purpose of PURPOSES)
        for (const scope of SCOPES) {
          const allowed = mayServe(kind, purpose) && purposeNeeds(purpose, scope) && withinCeiling(kind, scope);
          expect([kind, purpose, scope, rows.has(`${kind} ${purpose} ${scope}`)]).toEqual([
            kind,
            purpose,
            scope,
            allowed,
          ]);
        }
  });

  it('give police identity and account, under one purpose', () => {
    expect(ceilingRows().filter(({ kind }) => kind === 'LAW_ENFORCEMENT')).toEqual([
      { kind: 'LAW_ENFORCEMENT', purpose: 'JUSTICE_CONTACT', scope: 'IDENTITY' },
      { kind: 'LAW_ENFORCEMENT', purpose: 'JUSTICE_CONTACT', scope: 'ACCOUNT' },
    ]);
  });

  it('leave no purpose that a kind serves without a single scope, and no purpose nobody serves', () => {
    for (const purpose of PURPOSES) {
      const kinds = AGENCY_KINDS.filter((kind) => mayServe(kind, purpose));
      expect([purpose, kinds.length > 0]).toEqual([purpose, true]);
      for (const kind of kinds) {
        const row = ceilingRows().find((each) => each.kind === kind && each.purpose === purpose);
        expect([kind, purpose, row?.scope]).toEqual([kind, purpose, 'IDENTITY']);
      }
    }
  });
});
