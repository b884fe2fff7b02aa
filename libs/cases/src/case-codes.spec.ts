import { describe, expect, it } from '@jest/globals';
import { newAlias, newCaseCode } from './case-codes.js';

describe.each([
  ['case codes', newCaseCode, /^[CDFGHJKMPQRTVWX34679]{5}-[CDFGHJKMPQRTVWX34679]{5}$/],
  ['aliases', newAlias, /^[CDFGHJKMPQRTVWX34679]{3}-[CDFGHJKMPQRTVWX34679]{4}$/],
])('%s', (_, draw, shape) => {
  const drawn = Array.from({ length: 2_000 }, draw);

  it('hold no vowel and nothing that is mistaken for something else', () => {
    for (const code of drawn) expect(code).toMatch(shape);
  });

  it('follow no sequence', () => {
    expect(new Set(drawn).size).toBe(drawn.length);
    const ascending = drawn.filter((code, index) => code > (drawn[index - 1] ?? '')).length;
    expect(ascending).toBeGreaterThan(800);
    expect(ascending).toBeLessThan(1_200);
  });
});
