import { describe, expect, it } from '@jest/globals';
import { buildSchema, executeSync, parse, type GraphQLResolveInfo } from 'graphql';
import { requestedRecord, selects } from './look-ahead.js';

const schema = buildSchema(`
  type Photo { data: String }
  type Identity { legalName: String photo: Photo }
  type Legal { immigrationStatus: String }
  type Disclosure { scope: String }
  type Record { identity: Identity legal: Legal disclosure: [Disclosure] }
  type Consent { id: ID }
  type Case { id: ID record: Record consents: [Consent] referral: Case }
  type Edge { node: Case }
  type Cases { edges: [Edge] }
  type Query { case: Case cases: Cases }
`);

/** The info that the root resolver of the query gets. */
function infoOf(query: string, variableValues: Record<string, unknown> = {}): GraphQLResolveInfo {
  const seen: GraphQLResolveInfo[] = [];
  const note = (_: unknown, __: unknown, info: GraphQLResolveInfo): null => {
    seen.push(info);
    return null;
  };
  executeSync({
    schema,
    document: parse(query),
    variableValues,
    rootValue: {},
    fieldResolver: (...args) => note(args[0], args[1], args[3]),
  });
  const [info] = seen;
  if (info === undefined) throw new Error('No resolver ran.');
  return info;
}

describe('looking ahead to a record', () => {
  it.each([
    ['not asked for', '{ case { id } }', null],
    ['asked for its reasons only', '{ case { record { disclosure { scope } } } }', {}],
    ['one field', '{ case { record { identity { legalName } } } }', { IDENTITY: ['legalName'] }],
    ['a field with parts', '{ case { record { identity { photo { data } } } } }', { IDENTITY: ['photo'] }],
    ['a section and nothing of it', '{ case { record { identity { __typename } } } }', { IDENTITY: [] }],
    ['under other names', '{ c: case { r: record { i: identity { n: legalName } } } }', { IDENTITY: ['legalName'] }],
    [
      'under two names at once',
      '{ case { a: record { identity { legalName } } b: record { identity { photo { data } } legal { immigrationStatus } } } }',
      { IDENTITY: ['legalName', 'photo'], LEGAL: ['immigrationStatus'] },
    ],
    [
      'in fragments',
      `{ case { ...c ... on Case { record { legal { immigrationStatus } } } } }
       fragment c on Case { record { ...r } } fragment r on Record { identity { legalName } }`,
      { IDENTITY: ['legalName'], LEGAL: ['immigrationStatus'] },
    ],
    ['of a page', '{ cases { edges { node { record { identity { legalName } } } } } }', { IDENTITY: ['legalName'] }],
    ['of another object', '{ case { referral { record { identity { legalName } } } } }', null],
  ])('%s', (_, query, expected) => {
    expect(requestedRecord(infoOf(query))).toEqual(expected);
  });

  it.each([
    [true, { IDENTITY: ['legalName'] }],
    [false, {}],
  ])('follows @include and @skip (%s)', (yes, expected) => {
    const query = `query ($yes: Boolean!, $no: Boolean!) { case { record {
      disclosure { scope } identity @include(if: $yes) { legalName } legal @skip(if: true) { immigrationStatus } ...f @skip(if: $no) } } }
      fragment f on Record { identity { legalName } }`;
    expect(requestedRecord(infoOf(query, { yes, no: !yes }))).toEqual(expected);
  });

  it('finds it further down when told where', () => {
    const info = infoOf('{ case { referral { record { identity { legalName } } } } }');
    expect(requestedRecord(info, 'referral')).toEqual({ IDENTITY: ['legalName'] });
  });

  it.each([
    ['{ case { consents { id } } }', true],
    ['{ cases { edges { node { consents { id } } } } }', true],
    ['{ case { referral { consents { id } } } }', false],
  ])('knows whether %s selects consents', (query, expected) => {
    expect(selects(infoOf(query), 'consents')).toBe(expected);
  });
});
