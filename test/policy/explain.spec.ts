import { describe, expect, it } from '@jest/globals';
import { asBestReader, bestReader, explain, preview, GATES, GATE_NAMES, type PreviewRequest } from '#policy';
import {
  NOW,
  OWNER_AGENCY,
  READER,
  RECIPIENT_AGENCY,
  agreement,
  caseFacts,
  consent,
  reader,
  request,
} from './fixtures.js';

const draft: PreviewRequest = {
  recipientKind: 'NGO',
  case: caseFacts(),
  referral: { purpose: 'SAFE_RETURN', recipientAgencyId: RECIPIENT_AGENCY, recipientUnitId: null },
  consent: consent({ purpose: 'SAFE_RETURN' }),
  agreement: agreement(),
  at: NOW,
};

describe('explain', () => {
  it('names every conjunct, also those behind a shut one', () => {
    const { gates, side } = explain(request({ agreement: null, consent: null }), 'IDENTITY');
    expect(side).toBe('RECIPIENT');
    expect(gates.map(({ gate, open }) => `${gate} ${open ? 'open' : 'shut'}`)).toEqual([
      'JURISDICTION open',
      'CEILING open',
      'KIND_SERVES_PURPOSE open',
      'PURPOSE_NEEDS_SCOPE open',
      'AGREEMENT shut',
      'REFERRAL_ACCEPTED open',
      'CONSENT_COVERS shut',
      'CONSENT_NOT_WITHDRAWN shut',
      'CONSENT_IN_TIME shut',
      'ROLE open',
      'UNIT open',
      'NAMED_PERSON open',
      'NO_CONFLICT open',
      'STEP_UP open',
    ]);
  });

  it('names the owner’s conjuncts for an owner, and one for a stranger', () => {
    const owner = explain(request({ reader: reader({ agencyId: OWNER_AGENCY }) }), 'HEALTH');
    expect(owner.gates.map(({ gate, reason }) => [gate, reason])).toEqual([
      ['JURISDICTION', null],
      ['CEILING', null],
      ['ROLE', null],
      ['ASSIGNED', 'ROLE_NOT_PERMITTED'],
      ['NO_CONFLICT', null],
      ['STEP_UP', null],
    ]);
    const stranger = explain(request({ reader: reader({ agencyId: 'elsewhere' }) }), 'HEALTH');
    expect(stranger.gates.map(({ gate, reason }) => [gate, reason])).toEqual([['HAS_A_PART_IN_IT', 'NO_CONSENT']]);
  });

  it('names single fields that a gate leaves shut', () => {
    const { gates } = explain(request({ consent: consent({ excludedFields: ['IDENTITY.photo'] }) }), 'IDENTITY');
    const shut = gates.filter(({ shutFields }) => shutFields.length > 0);
    expect(shut).toEqual([
      { gate: 'CONSENT_COVERS', open: true, reason: 'NO_CONSENT', shutFields: ['IDENTITY.photo'] },
    ]);
  });

  it('has a name for every gate and no gate twice on a side', () => {
    const used = Object.values(GATES).map((gates) => gates.map(({ name }) => name));
    for (const names of used) expect(new Set(names).size).toBe(names.length);
    expect([...new Set(used.flat())].sort()).toEqual([...GATE_NAMES].sort());
  });
});

describe('preview', () => {
  it('supposes a reader to whom nothing personal is in the way', () => {
    expect(bestReader(draft)).toEqual({
      personId: READER,
      agencyId: RECIPIENT_AGENCY,
      agencyKind: 'NGO',
      unitId: null,
      roles: ['CASEWORKER', 'SUPERVISOR', 'LIAISON', 'INTAKE'],
      stepUpAt: NOW,
    });
  });

  it.each([
    ['the consent’s unit', 'night', null],
    ['the referral’s unit', null, 'night'],
    ['both', 'night', 'night'],
  ])('puts the reader in %s', (_name, ofConsent, ofReferral) => {
    const request: PreviewRequest = {
      ...draft,
      referral: { ...draft.referral, recipientUnitId: ofReferral },
      consent: consent({ purpose: 'SAFE_RETURN', recipientUnitId: ofConsent }),
    };
    expect(bestReader(request).unitId).toBe('night');
    expect(preview(request).filter(({ state }) => state === 'OPEN')).toHaveLength(7);
  });

  it('shows a location that is for a named person, unless that person is in conflict', () => {
    const location = (request: PreviewRequest) => preview(request).find(({ scope }) => scope === 'LOCATION')?.state;
    expect(location(draft)).toBe('OPEN');
    expect(location({ ...draft, consent: consent({ purpose: 'SAFE_RETURN', namedPersonId: null }) })).toBe('WITHHELD');
    const conflict = { ...draft, case: caseFacts({ conflictedPersonIds: [READER] }) };
    expect(location(conflict)).toBe('WITHHELD');
    expect(preview(conflict).find(({ scope }) => scope === 'RISK')?.state).toBe('OPEN');
  });

  it('opens nothing for a purpose the recipient’s kind can never have', () => {
    const toHealth = preview({ ...draft, recipientKind: 'HEALTH' });
    expect(new Set(toHealth.map(({ reason }) => reason))).toEqual(new Set(['ABOVE_CEILING']));
  });

  it('lends its reader to an explanation in any state', () => {
    const { gates } = explain(asBestReader(draft, 'REQUESTED'), 'RISK');
    expect(gates.filter(({ open }) => !open).map(({ gate, reason }) => [gate, reason])).toEqual([
      ['REFERRAL_ACCEPTED', 'NOT_YET_ACCEPTED'],
    ]);
    expect(asBestReader(draft, 'REQUESTED').emergency).toBeNull();
  });
});
