import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { momentFrom, rowTypes } from './moments.js';

const longWay = new Date(0);

describe('moments as PostgreSQL writes them', () => {
  it.each([
    ['2026-03-01 09:30:00+00', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01 09:30:00.1+00', '2026-03-01T09:30:00.100Z'],
    ['2026-03-01 09:30:00.12+00', '2026-03-01T09:30:00.120Z'],
    ['2026-03-01 09:30:00.123+00', '2026-03-01T09:30:00.123Z'],
    ['2026-03-01 09:30:00.005+00', '2026-03-01T09:30:00.005Z'],
    ['2026-12-31 23:59:59.999999+00', '2026-12-31T23:59:59.999Z'],
    ['2024-02-29 00:00:00+00', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(momentFrom(text, () => longWay).toISOString()).toBe(iso);
  });

  it.each([
    '2026-03-01 11:30:00+02',
    '2026-03-01 15:00:00+05:30',
    '0044-03-15 12:00:00+00 BC',
    '0099-03-15 12:00:00+00',
    '12026-03-01 09:30:00+00',
    'infinity',
    '-infinity',
  ])('leaves %s to the parser that knows all forms', (text) => {
    expect(momentFrom(text, () => longWay)).toBe(longWay);
  });

  it('says the same as that parser', () => {
    const ours = rowTypes.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text') as (text: string) => Date | number;
    expect(ours('2026-03-01 11:30:00+02')).toEqual(new Date('2026-03-01T09:30:00Z'));
    expect(ours('infinity')).toBe(Infinity);
    expect(ours('2026-03-01 09:30:00.123+00')).toEqual(new Date('2026-03-01T09:30:00.123Z'));
  });

  it('reads everything else as before', () => {
    const numbers = rowTypes.getTypeParser(pg.types.builtins.INT4, 'text') as (text: string) => unknown;
    expect(numbers('7')).toBe(7);
  });
});
