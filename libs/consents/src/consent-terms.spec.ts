import { describe, expect, it } from '@jest/globals';
import { AGENCY_KINDS, ceilingRows, PURPOSES, PURPOSES_OF_KIND, SCOPES } from '#policy';
import {
  demandGrantor,
  demandNamedPerson,
  demandUnderstanding,
  demandWithinCeiling,
  excludedPaths,
  termOf,
} from './consent-terms.js';
import { UNDERSTANDINGS } from './understanding.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const at = (text: string): Date => new Date(text);
const refusal = (code: string, field?: string): unknown =>
  expect.objectContaining({
    code,
    ...(field === undefined ? {} : { details: expect.objectContaining({ path: ['input', field] }) as unknown }),
  });
const signed = { validFrom: null, duration: null, expiresAt: null, method: 'WET_SIGNATURE' } as const;

describe('the time of a consent', () => {
  it.each([
    [null, '2026-03-31T12:00:00.000Z'],
    ['HOURS_24', '2026-03-02T12:00:00.000Z'],
    ['HOURS_72', '2026-03-04T12:00:00.000Z'],
    ['DAYS_14', '2026-03-15T12:00:00.000Z'],
    ['DAYS_30', '2026-03-31T12:00:00.000Z'],
    ['DAYS_90', '2026-05-30T12:00:00.000Z'],
  ] as const)('for %s ends %s', (duration, end) => {
    expect(termOf({ ...signed, duration }, now)).toEqual({ validFrom: now, expiresAt: at(end) });
  });

  it.each([
    ['WET_SIGNATURE', '2026-03-31T12:00:00.000Z'],
    ['E_SIGNATURE', '2026-03-31T12:00:00.000Z'],
    ['WITNESSED_MARK', '2026-03-31T12:00:00.000Z'],
    ['WITNESSED_ORAL', '2026-03-04T12:00:00.000Z'],
  ] as const)('taken by %s ends %s', (method, end) => {
    expect(termOf({ ...signed, method }, now).expiresAt).toEqual(at(end));
  });

  it('given by word of mouth for a day ends after that day', () => {
    const term = termOf({ ...signed, method: 'WITNESSED_ORAL', duration: 'HOURS_24' }, now);
    expect(term.expiresAt).toEqual(at('2026-03-02T12:00:00.000Z'));
  });

  it('is counted from its beginning', () => {
    const validFrom = at('2026-03-05T00:00:00.000Z');
    expect(termOf({ ...signed, validFrom, duration: 'HOURS_24' }, now)).toEqual({
      validFrom,
      expiresAt: at('2026-03-06T00:00:00.000Z'),
    });
  });

  it('begins now for a caller whose clock is a little behind', () => {
    expect(termOf({ ...signed, validFrom: at('2026-03-01T11:58:00.000Z') }, now).validFrom).toEqual(now);
  });

  it.each([
    ['the past', { validFrom: at('2026-03-01T11:54:59.000Z') }, 'validFrom'],
    ['too far a future', { validFrom: at('2026-03-31T12:00:00.001Z') }, 'validFrom'],
    ['more than 90 days', { expiresAt: at('2026-05-30T12:05:01.000Z') }, 'expiresAt'],
    ['its own beginning', { expiresAt: now }, 'expiresAt'],
    ['two ends', { expiresAt: at('2026-03-02T00:00:00.000Z'), duration: 'DAYS_14' as const }, 'expiresAt'],
  ])('refuses %s', (_, given, field) => {
    expect(() => termOf({ ...signed, ...given }, now)).toThrow(refusal('BAD_INPUT', field));
  });

  it('never lasts longer than 90 days, whatever clocks say', () => {
    const term = termOf({ ...signed, expiresAt: at('2026-05-30T12:04:00.000Z') }, now);
    expect(term.expiresAt).toEqual(at('2026-05-30T12:00:00.000Z'));
  });
});

describe('what a recipient can be given', () => {
  const allowed = new Set(ceilingRows().map(({ kind, purpose, scope }) => `${kind}/${purpose}/${scope}`));

  it.each(AGENCY_KINDS.flatMap((kind) => PURPOSES.map((purpose) => [kind, purpose] as const)))(
    '%s for %s',
    (kind, purpose) => {
      const serves = (PURPOSES_OF_KIND[kind] as readonly string[]).includes(purpose);
      for (const scope of SCOPES) {
        const demand = () => {
          demandWithinCeiling({ purpose, scopes: [scope] }, kind, false);
        };
        if (!serves) expect(demand).toThrow(refusal('PURPOSE_NOT_ALLOWED', 'purpose'));
        else if (allowed.has(`${kind}/${purpose}/${scope}`)) expect(demand).not.toThrow();
        else expect(demand).toThrow(refusal('SCOPE_ABOVE_CEILING', 'scopes'));
      }
    },
  );

  it('says what would be allowed', () => {
    expect(() => {
      demandWithinCeiling({ purpose: 'LEGAL_AID', scopes: ['IDENTITY', 'HEALTH'] }, 'LEGAL_AID', false);
    }).toThrow(
      expect.objectContaining({
        message: 'No agency of this kind is given HEALTH for this purpose.',
        details: { path: ['input', 'scopes'], allowed: ['IDENTITY', 'CONTACT', 'LEGAL', 'ACCOUNT', 'FAMILY'] },
      }),
    );
  });

  it('is nothing but the needs card where identity may not be on the platform', () => {
    const demand = (scopes: 'LEGAL'[]) => () => {
      demandWithinCeiling({ purpose: 'LEGAL_AID', scopes }, 'LEGAL_AID', true);
    };
    expect(demand(['LEGAL'])).toThrow(refusal('SCOPE_ABOVE_CEILING'));
    expect(demand([])).not.toThrow();
  });
});

describe('excluded fields', () => {
  it('may be named in full or by their bare name', () => {
    const scopes = ['IDENTITY', 'LEGAL'] as const;
    expect(
      excludedPaths({ scopes: [...scopes], excludedFields: ['photo', 'LEGAL.proceedings', 'IDENTITY.photo'] }),
    ).toEqual(['IDENTITY.photo', 'LEGAL.proceedings']);
  });

  it.each(['HEALTH.notes', 'notes', 'nickname', 'IDENTITY', '', 'IDENTITY.__proto__'])('are not %j', (field) => {
    expect(() => excludedPaths({ scopes: ['IDENTITY'], excludedFields: ['photo', field] })).toThrow(
      expect.objectContaining({
        code: 'BAD_INPUT',
        details: {
          path: ['input', 'excludedFields', 1],
          allowed: expect.arrayContaining(['IDENTITY.legalName', 'IDENTITY.photo']) as unknown,
        },
      }),
    );
  });
});

describe('who grants', () => {
  const self = { grantedBy: 'SELF', guardianConflictChecked: false, minorAssent: null, refused: false } as const;
  const guardian = { grantedBy: 'GUARDIAN', guardianConflictChecked: true, minorAssent: true, refused: false } as const;

  it.each([
    ['ADULT', self, null],
    ['ADULT', { ...self, grantedBy: 'GUARDIAN', guardianConflictChecked: true }, 'grantedBy'],
    ['ADULT', { ...self, grantedBy: 'COURT_GUARDIAN', guardianConflictChecked: true }, null],
    ['ADULT', { ...self, grantedBy: 'COURT_GUARDIAN' }, 'guardianConflictChecked'],
    ['ADULT', { ...self, minorAssent: true }, 'minorAssent'],
    ['CHILD', guardian, null],
    ['CHILD', { ...guardian, minorAssent: false }, null],
    ['CHILD', { ...guardian, grantedBy: 'COURT_GUARDIAN' }, null],
    ['CHILD', { ...guardian, grantedBy: 'SELF' }, 'grantedBy'],
    ['CHILD', { ...guardian, guardianConflictChecked: false }, 'guardianConflictChecked'],
    ['CHILD', { ...guardian, minorAssent: null }, 'minorAssent'],
    ['PRESUMED_CHILD', guardian, null],
    ['PRESUMED_CHILD', self, 'grantedBy'],
    ['CHILD', { ...self, refused: true }, null],
  ] as const)('for %s: %j', (ageStatus, input, field) => {
    const demand = () => {
      demandGrantor(ageStatus, input);
    };
    if (field === null) expect(demand).not.toThrow();
    else expect(demand).toThrow(refusal('GUARDIAN_RULES_UNMET', field));
  });
});

describe('what was understood', () => {
  it.each(UNDERSTANDINGS)('is not a consent without %s', (point) => {
    const understood = UNDERSTANDINGS.filter((other) => other !== point);
    expect(() => {
      demandUnderstanding({ understood, refused: false });
    }).toThrow(expect.objectContaining({ details: { path: ['input', 'understood'], allowed: [point] } }));
  });

  it('need not be all of it to say no', () => {
    expect(() => {
      demandUnderstanding({ understood: [], refused: true });
    }).not.toThrow();
  });
});

describe('LOCATION', () => {
  it.each([
    [['LOCATION'], 'p', true],
    [['LOCATION'], null, false],
    [['IDENTITY'], 'p', false],
    [['IDENTITY'], null, true],
  ] as const)('%j to %s: %s', (scopes, recipientPersonId, fits) => {
    const demand = () => {
      demandNamedPerson({ scopes: [...scopes], recipientPersonId });
    };
    if (fits) expect(demand).not.toThrow();
    else expect(demand).toThrow(refusal('BAD_INPUT', 'recipientPersonId'));
  });
});
