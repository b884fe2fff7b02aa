import { describe, expect, it } from '@jest/globals';
import * as vocabulary from './index.js';
import {
  AGENCY_KINDS,
  CHANNEL_SAFETY,
  CHANNEL_STALE_DAYS,
  CONSENT_HOURS,
  DEADLINE_HOURS,
  DEFAULT_CONSENT_DURATION,
  KIND_OF_SERVICE,
  MAX_CONSENT_HOURS,
  PURPOSES,
  PURPOSE_OF_SERVICE,
  REJECT_REASONS,
  RISK_REVIEW_DAYS,
  SERVICE_TYPES,
  UNSIGNED_LAPSE_HOURS,
  asEnum,
  isOneOf,
  mayUseChannel,
  reflectionDays,
  shownToSenderAs,
} from './index.js';

describe('vocabularies', () => {
  const lists = Object.entries<unknown>(vocabulary).flatMap(([name, value]) =>
    Array.isArray(value) ? [{ name, words: value.map(String) }] : [],
  );

  it.each(lists)('$name has distinct words that GraphQL accepts', ({ words }) => {
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => !/^[A-Z][A-Z0-9_]*$/.test(word))).toEqual([]);
  });

  it('become enumerations and are told from other words', () => {
    const kinds = asEnum(AGENCY_KINDS);
    expect(Object.entries(kinds)).toEqual(AGENCY_KINDS.map((kind) => [kind, kind]));
    expect(Object.isFrozen(kinds)).toBe(true);
    expect([isOneOf(AGENCY_KINDS, 'NGO'), isOneOf(AGENCY_KINDS, 'toString')]).toEqual([true, false]);
  });
});

describe('the rules that are numbers', () => {
  it('acknowledge and decide in time', () => {
    expect(DEADLINE_HOURS).toEqual({
      EMERGENCY: { acknowledge: 1, decide: 24 },
      URGENT: { acknowledge: 8, decide: 72 },
      ROUTINE: { acknowledge: 72, decide: 336 },
    });
  });

  it('give a consent 24 hours to 90 days, 30 days unless said otherwise', () => {
    expect(Object.values(CONSENT_HOURS)).toEqual([24, 72, 336, 720, 2160]);
    expect(CONSENT_HOURS[DEFAULT_CONSENT_DURATION]).toBe(720);
    expect(MAX_CONSENT_HOURS).toBe(2160);
  });

  it('let only an oral consent lapse unsigned', () => {
    expect(UNSIGNED_LAPSE_HOURS).toEqual({
      WET_SIGNATURE: null,
      E_SIGNATURE: null,
      WITNESSED_MARK: null,
      WITNESSED_ORAL: 72,
    });
  });

  it('review a high risk within seven days and doubt a channel sooner', () => {
    expect(RISK_REVIEW_DAYS).toEqual({ STANDARD: 30, HIGH: 7, IMMINENT: 1 });
    expect(CHANNEL_STALE_DAYS).toEqual({ STANDARD: 30, HIGH: 7, IMMINENT: 7 });
  });
});

describe('reflection', () => {
  it.each([
    ['GB', 30],
    ['BE', 45],
    ['NO', 180],
    ['constructor', 30],
  ])('lasts in %s for %i days', (jurisdiction, days) => {
    expect(reflectionDays(jurisdiction)).toBe(days);
  });
});

describe('words that stand for others', () => {
  it('use a channel only if somebody said that it is safe', () => {
    expect(CHANNEL_SAFETY.filter(mayUseChannel)).toEqual(['YES']);
  });

  it('never tell a sender of a safety conflict', () => {
    const changed = REJECT_REASONS.filter((reason) => shownToSenderAs(reason) !== reason);
    expect(changed).toEqual(['SAFETY_CONFLICT']);
    expect(shownToSenderAs('SAFETY_CONFLICT')).toBe('CANNOT_MEET_NEED');
  });

  it('give every service a purpose of its own, and none of them contact with justice', () => {
    const purposes = SERVICE_TYPES.map((service) => PURPOSE_OF_SERVICE[service]);
    expect([...purposes].sort()).toEqual(PURPOSES.filter((purpose) => purpose !== 'JUSTICE_CONTACT').sort());
    const beds = SERVICE_TYPES.filter((service) => KIND_OF_SERVICE[service] === 'PLACEMENT');
    expect(beds).toEqual(['SHELTER', 'TRANSITIONAL_HOUSING']);
  });
});
