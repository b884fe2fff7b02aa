import { describe, expect, it } from '@jest/globals';
import { line, optionalText, text } from './text.js';

const bounds = { max: 20 };

describe('text from outside', () => {
  it.each([
    ['Latin', 'Ana Petrović'],
    ['Cyrillic', 'Марія'],
    ['Arabic', 'لمى الحسن'],
    ['a character outside the first plane', '𐍈 👩‍👧'],
  ])('takes %s', (_, value) => {
    expect(line(bounds).parse(value)).toBe(value);
    expect(text(bounds).parse(value)).toBe(value);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['a control', 'a\u0007b'],
    ['an override of direction', 'a\u202eb'],
    ['an isolate', 'a\u2066b'],
    ['a lone surrogate', 'a\ud800b'],
    ['nothing', ''],
    ['blanks only', '   '],
    ['too much', 'x'.repeat(21)],
  ])('refuses %s', (_, value) => {
    expect(line(bounds).safeParse(value).success).toBe(false);
    expect(text(bounds).safeParse(value).success).toBe(false);
  });

  it.each(['a\nb', 'a\tb', 'a\u2028b'])('takes %j in a text only', (value) => {
    expect(line(bounds).safeParse(value).success).toBe(false);
    expect(text(bounds).safeParse(value).success).toBe(true);
  });

  it('trims, and may be absent where that is said', () => {
    expect(line(bounds).parse(' a ')).toBe('a');
    expect(optionalText(bounds).parse(null)).toBeNull();
    expect(optionalText(bounds).parse(undefined)).toBeUndefined();
  });
});
