import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql';
import { InvalidInput } from '#policy';

type Path = readonly (string | number)[];

const plain = /^[\x20-\x7e]*$/;
const deepest = 32;
/** Named so that a form can say what is wrong without repeating what was typed. */
const unsafe: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a NUL character', pattern: /\0/u },
  // Newline and tab are text; a carriage return is one only before a newline.
  { what: 'a control character', pattern: /(?![\n\t])\p{Cc}/u },
  { what: 'a character that changes the direction of text', pattern: /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/ },
  { what: 'half a character', pattern: /\p{Cs}/u },
];

/**
 * One string as it will be kept: composed (NFC), lines ending in a newline alone.
 * @throws InvalidInput naming the path and what is wrong; never the text
 */
export function cleanText(text: string, path: Path): string {
  if (plain.test(text)) return text;
  const unix = text.replaceAll('\r\n', '\n');
  for (const { what, pattern } of unsafe) {
    if (pattern.test(unix)) throw new InvalidInput(`${path.join('.')}: holds ${what}.`, { path });
  }
  return unix.normalize('NFC');
}

/** Cleans every string of a request's variables, in place: they were parsed for this request alone. @throws InvalidInput */
export function cleanVariables(variables: Record<string, unknown>): void {
  cleanEntries(variables, []);
}

function cleanEntries(holder: Record<string, unknown> | unknown[], path: Path): void {
  if (path.length > deepest) throw new InvalidInput('This input is nested too deeply.', { path: path.slice(0, 2) });
  const entries = holder as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const value = entries[key];
    if (typeof value === 'string') {
      if (!plain.test(value)) entries[key] = cleanText(value, [...path, stepOf(holder, key)]);
    } else if (typeof value === 'object' && value !== null) {
      cleanEntries(value as Record<string, unknown>, [...path, stepOf(holder, key)]);
    }
  }
}

function stepOf(holder: object, key: string): string | number {
  return Array.isArray(holder) ? Number(key) : key;
}

// A document is parsed once and kept; what was found clean stays so.
const clean = new WeakSet<DocumentNode>();

/** Cleans the strings that are written into a query itself. @throws InvalidInput */
export function cleanLiterals(document: DocumentNode): void {
  if (clean.has(document)) return;
  visit(document, {
    StringValue(node, key, parent, _path, ancestors) {
      const written = node as { value: string };
      written.value = cleanText(
        node.value,
        literalPath([...ancestors, ...(parent === undefined ? [] : [parent])], key),
      );
    },
  });
  clean.add(document);
}

/** Where a literal stands, in the words of the caller: arguments, fields and places in lists. */
export function literalPath(
  ancestors: readonly (ASTNode | readonly ASTNode[])[],
  key: string | number | undefined,
): (string | number)[] {
  const path: (string | number)[] = [];
  ancestors.forEach((ancestor, index) => {
    if ('kind' in ancestor) {
      if (ancestor.kind === Kind.ARGUMENT || ancestor.kind === Kind.OBJECT_FIELD) path.push(ancestor.name.value);
      return;
    }
    const holder = ancestors[index - 1];
    const inner = ancestors[index + 1];
    const inList = holder !== undefined && 'kind' in holder && holder.kind === Kind.LIST;
    if (!inList) return;
    if (inner === undefined) path.push(Number(key));
    else path.push(ancestor.indexOf(inner as ASTNode));
  });
  return path;
}
