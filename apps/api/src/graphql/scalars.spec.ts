import { describe, expect, it } from '@jest/globals';
import { DateTime, UUID } from './scalars.js';

describe('DateTime', () => {
  it.each([
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.5+02:00', '2026-03-01T07:30:00.500Z'],
    ['2024-02-29T23:59:59-11:00', '2024-03-01T10:59:59.000Z'],
  ])('reads %s', (text, moment) => {
    expect(DateTime.parseValue(text).toISOString()).toBe(moment);
    expect(DateTime.serialize(new Date(text))).toBe(moment);
  });

  it.each([
    '2026-03-01',
    '2026-03-01T09:30:00',
    '2026-03-01 09:30:00Z',
    '2026-02-30T09:30:00Z',
    '2025-02-29T09:30:00+02:00',
    '2026-13-01T09:30:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:30:60Z',
    '2026-03-01T09:30Z',
    '20260301T093000Z',
    'tomorrow',
    '',
    1_772_357_400_000,
    null,
  ])('refuses %j', (value) => {
    expect(() => DateTime.parseValue(value)).toThrow('Expected ISO 8601 with a zone.');
  });
});

describe('UUID', () => {
  it('reads one, in lower case', () => {
    expect(UUID.parseValue('018F4D2E-0C3A-7B51-9D3F-3C5A1F0E6B21')).toBe('018f4d2e-0c3a-7b51-9d3f-3c5a1f0e6b21');
  });

  it.each([
    '',
    'x',
    '018f4d2e0c3a7b519d3f3c5a1f0e6b21',
    '{018f4d2e-0c3a-7b51-9d3f-3c5a1f0e6b21}',
    "1' or '1'='1",
    7,
    null,
    {},
  ])('refuses %j', (value) => {
    expect(() => UUID.parseValue(value)).toThrow('Expected a UUID.');
  });
});
