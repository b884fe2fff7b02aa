import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newDataKey, openBytes, openJson, SealBroken, sealBytes, sealJson, type SealPlace } from './sealing.js';

const place: SealPlace = { table: 'case_section', row: 'a-case', column: 'IDENTITY', keyVersion: 1 };
const key = newDataKey();

describe('a sealed value', () => {
  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(openJson(key, sealJson(key, value, place), place)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['another table', { ...place, table: 'other' }],
    ['another row', { ...place, row: 'b-case' }],
    ['another column', { ...place, column: 'HEALTH' }],
    ['another key version', { ...place, keyVersion: 2 }],
  ])('does not open in %s', (_, elsewhere) => {
    expect(() => openJson(key, sealJson(key, { a: 1 }, place), elsewhere)).toThrow(SealBroken);
  });

  it('does not open under another key', () => {
    expect(() => openJson(newDataKey(), sealJson(key, { a: 1 }, place), place)).toThrow(SealBroken);
  });

  it('does not open after any flipped bit or cut', () => {
    const sealed = sealJson(key, { legalName: 'Vesna' }, place);
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => openJson(key, changed, place)).toThrow(SealBroken);
      }),
      { numRuns: 500 },
    );
    for (let length = 0; length < sealed.length; length += 7) {
      expect(() => openJson(key, sealed.subarray(0, length), place)).toThrow(SealBroken);
    }
  });

  it('does not accept a forged tag of four bytes', () => {
    const sealed = sealBytes(key, Buffer.from('x'), 'c');
    const short = Buffer.concat([sealed.subarray(0, 12), sealed.subarray(12, 16), sealed.subarray(28)]);
    expect(() => openBytes(key, short, 'c')).toThrow(SealBroken);
  });

  it.each([
    [1, 252],
    [253, 400],
  ])('hides lengths %i and %i inside their bucket', (shorter, longer) => {
    const size = (length: number): number => sealJson(key, 'x'.repeat(length - 2), place).length;
    expect(size(Math.max(shorter, 3))).toBe(size(longer));
  });
});
