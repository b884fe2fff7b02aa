import { describe, expect, it } from '@jest/globals';
import { Kind, parse, visit } from 'graphql';
import { InvalidInput } from '#policy';
import { cleanLiterals, cleanText, cleanVariables } from './text-hygiene.js';

function refusal(work: () => void): InvalidInput {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('text from outside', () => {
  it.each([
    ['plain', 'Ana', 'Ana'],
    ['Cyrillic', 'Марія', 'Марія'],
    ['Arabic', 'لمى الحسن', 'لمى الحسن'],
    ['newlines and tabs', 'a\n\tб', 'a\n\tб'],
    ['lines of another system', 'a\r\nb', 'a\nb'],
    ['a composed form of what was decomposed', 'Petrovic\u0301', 'Petrović'],
    ['a character outside the first plane', '👩‍👧', '👩‍👧'],
  ])('keeps %s', (_, text, kept) => {
    expect(cleanText(text, [])).toBe(kept);
  });

  it.each([
    ['NUL', 'a\u0000b', 'NUL'],
    ['escape', 'a\u001bb', 'control'],
    ['delete', 'a\u007fb', 'control'],
    ['a C1 control', 'a\u0085b', 'control'],
    ['a carriage return alone', 'a\rb', 'control'],
    ...[
      '\u202a',
      '\u202b',
      '\u202c',
      '\u202d',
      '\u202e',
      '\u2066',
      '\u2067',
      '\u2068',
      '\u2069',
      '\u200e',
      '\u200f',
      '\u061c',
    ].map((mark) => [`U+${mark.charCodeAt(0).toString(16)}`, `a${mark}b`, 'direction']),
    ['a lone high surrogate', 'a\ud800b', 'half a character'],
    ['a lone low surrogate', 'a\udc00b', 'half a character'],
  ])('refuses %s, and does not repeat it', (_, text, what) => {
    const error = refusal(() => cleanText(text, ['input', 'name']));
    expect(error.details).toEqual({ path: ['input', 'name'] });
    expect(error.message).toContain(`input.name: holds`);
    expect(error.message).toContain(what);
    expect(error.message).not.toContain(text);
  });
});

describe('variables', () => {
  it('are cleaned in place, wherever they are', () => {
    const variables = { input: { names: ['Petrovic\u0301', 'Ana'], nested: { note: 'a\r\nb' }, count: 1, none: null } };
    cleanVariables(variables);
    expect(variables).toEqual({
      input: { names: ['Petrović', 'Ana'], nested: { note: 'a\nb' }, count: 1, none: null },
    });
  });

  it('name the place of what is refused', () => {
    const error = refusal(() => {
      cleanVariables({ input: { channels: [{ value: 'fine' }, { value: 'a\u202eb' }] } });
    });
    expect(error.details.path).toEqual(['input', 'channels', 1, 'value']);
  });

  it('may not be nested without end', () => {
    let deep: Record<string, unknown> = {};
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    expect(refusal(() => cleanVariables({ input: deep })).message).toContain('too deeply');
  });
});

describe('literals in a query', () => {
  it('are cleaned once', () => {
    const document = parse('{ a(input: { name: "Petrovic\u0301" }) }');
    cleanLiterals(document);
    cleanLiterals(document);
    const seen: string[] = [];
    visit(document, { [Kind.STRING]: { enter: (node) => void seen.push(node.value) } });
    expect(seen).toEqual(['Petrović']);
  });

  it.each([
    ['an argument', '{ a(after: "\\u202e") }', ['after']],
    ['a field of an input', '{ a(input: { note: "\\u202e" }) }', ['input', 'note']],
    ['an item of a list', '{ a(input: { names: ["x", "\\u202e"] }) }', ['input', 'names', 1]],
    ['a field of an item', '{ a(input: { all: [{ n: "x" }, { n: "\\u202e" }] }) }', ['input', 'all', 1, 'n']],
    ['a default value', 'query ($a: String = "\\u202e") { a(a: $a) }', []],
  ])('name the place of %s', (_, query, path) => {
    expect(refusal(() => cleanLiterals(parse(query))).details.path).toEqual(path);
  });
});
