export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const loneSurrogate = /\p{Surrogate}/u;

/**
 * RFC 8785: members sorted by their UTF-16 code units, no blanks, numbers and strings as ECMAScript writes them.
 * Whoever rebuilds an entry from its parts arrives at the same bytes, and so at the same hash.
 * @throws for a number that is not finite and for a lone surrogate: neither has a canonical form
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('This number has no canonical form.');
  if (typeof value === 'string' && loneSurrogate.test(value)) throw new TypeError('This string has no canonical form.');
  return JSON.stringify(value);
}
