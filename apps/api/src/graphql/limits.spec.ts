import { describe, expect, it } from '@jest/globals';
import { type GraphQLError, buildSchema, parse, specifiedRules, validate } from 'graphql';
import { domainErrorIn } from './error-mapper.js';
import { LIMITS, limitRules, parseOptions } from './limits.js';

const schema = buildSchema(`
  type Query { me: Person referralInbox(first: Int, after: String): Connection! }
  type Connection { edges: [Edge!]! pageInfo: PageInfo! }
  type Edge { cursor: String! node: Person! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Person { id: ID! name: String friend: Person friends(first: Int): Connection! a: Int b: Int c: Int d: Int e: Int }
`);

function codesOf(query: string): string[] {
  try {
    const errors = validate(schema, parse(query, parseOptions), [...specifiedRules, ...limitRules()]);
    return errors.map(codeOf);
  } catch (error) {
    return [codeOf(error as GraphQLError)];
  }
}

function codeOf(error: GraphQLError): string {
  error.extensions['code'] ??= 'GRAPHQL_VALIDATION_FAILED';
  return domainErrorIn(error, null)?.code ?? 'INTERNAL';
}

const page = `{ referralInbox(first: 100) { edges { cursor node { id name a b c d e friend { id name a b c d e friend { id name a b c d e friend { id name } } } } } pageInfo { hasNextPage endCursor } } }`;
const nested = (depth: number): string => `{ me ${'{ friend '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('what people ask for', () => {
  it.each([
    ['a full page of a hundred', page],
    ['the deepest journey', nested(LIMITS.depth - 3)],
    ['as many aliases as allowed', `{ ${times(LIMITS.aliases, (index) => `a${index}: me { id }`)} }`],
    [
      'named fragments',
      `query { me { ...F } } fragment F on Person { id friend { ...G } } fragment G on Person { id name }`,
    ],
    ['the introspection that tools send', introspection()],
  ])('is let through: %s', (_, query) => {
    expect(codesOf(query)).toEqual([]);
  });
});

describe('the classic probes', () => {
  it.each([
    ['alias overloading', `{ ${times(LIMITS.aliases + 1, (index) => `a${index}: me { id }`)} }`],
    ['aliases of __typename', `{ ${times(LIMITS.aliases + 1, (index) => `a${index}: __typename`)} }`],
    [
      'aliases hidden in a fragment',
      `{ ...F } fragment F on Query { ${times(LIMITS.aliases + 1, (index) => `a${index}: __typename`)} }`,
    ],
    [
      'directive overloading',
      `{ me @include(if: true) { id @skip(if: false) name @skip(if: false) a @skip(if: false) b @skip(if: false) c @skip(if: false) } }`,
    ],
    ['repeated directives', `{ __typename ${'@include(if: true)'.repeat(LIMITS.directives + 1)} }`],
    ['field duplication', `{ ${'__typename '.repeat(LIMITS.tokens + 1)} }`],
    ['deep nesting', nested(LIMITS.depth + 1)],
    [
      'depth hidden in fragments',
      `{ me { ...FA } } ${times(12, (index) => `fragment ${letter(index)} on Person { friend { ...${letter(index + 1)} } }`)} fragment ${letter(12)} on Person { id }`,
    ],
    [
      'depth hidden in inline fragments',
      `{ me ${'{ ... on Person { friend '.repeat(LIMITS.depth)}{ id }${' } }'.repeat(LIMITS.depth)} }`,
    ],
    [
      'lists in lists',
      `{ referralInbox(first: 100) { edges { node { friends(first: 100) { edges { node { id } } } } } } }`,
    ],
    ['a long query', `{ me { id } } # ${'x'.repeat(LIMITS.characters)}`],
    ['many comments', `{ me { id } }\n${'#\n'.repeat(LIMITS.comments + 1)}`],
  ])('are refused: %s', (_, query) => {
    expect(codesOf(query)).toContain('QUERY_TOO_COMPLEX');
  });

  it.each([
    [
      'fragments in a circle',
      `{ me { ...A } } fragment A on Person { friend { ...B } } fragment B on Person { friend { ...A } }`,
    ],
    ['a fragment that holds itself', `{ me { ...A } } fragment A on Person { ...A }`],
    [
      'introspection in a circle',
      `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
    ],
    [
      'introspection in a circle of fragments',
      `{ __schema { ...S } } fragment S on __Schema { types { ...T } } fragment T on __Type { fields { type { ...T } } }`,
    ],
    [
      'introspection deep in fragments',
      `{ __schema { types { ...A } } } fragment A on __Type { fields { type { ...B } } } fragment B on __Type { fields { type { ...C } } } fragment C on __Type { fields { type { fields { name } } } }`,
    ],
    [
      'introspection of one type in a circle',
      `{ __type(name: "Person") { fields { type { fields { type { fields { type { fields { name } } } } } } } } }`,
    ],
  ])('are refused as no query at all: %s', (_, query) => {
    expect(codesOf(query)).not.toEqual([]);
  });
});

function letter(index: number): string {
  return `F${String.fromCharCode(65 + index)}`;
}

function introspection(): string {
  return `{ __schema { queryType { name } types { kind name fields { name args { name type { ...T } } type { ...T } } enumValues { name } } } }
    fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;
}
