import { describe, expect, it } from '@jest/globals';
import {
  GraphQLEnumType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type OperationDefinitionNode,
  execute,
  parse,
} from 'graphql';
import { Forbidden, NotFound } from '#policy';
import { CompiledQueries } from './compiled-queries.js';
import { domainErrorIn } from './error-mapper.js';
import { DateTime, UUID } from './scalars.js';

const Urgency = new GraphQLEnumType({ name: 'Urgency', values: { ROUTINE: {}, URGENT: {} } });
const Named = new GraphQLInterfaceType({
  name: 'Named',
  fields: { name: { type: GraphQLString } },
  resolveType: (value: { kind?: string }) => value.kind ?? 'Person',
});
const Agency: GraphQLObjectType = new GraphQLObjectType({
  name: 'Agency',
  interfaces: [Named],
  fields: { name: { type: GraphQLString }, size: { type: GraphQLInt } },
});
const Person: GraphQLObjectType = new GraphQLObjectType({
  name: 'Person',
  interfaces: [Named],
  fields: () => ({
    id: { type: new GraphQLNonNull(UUID) },
    name: { type: GraphQLString },
    urgency: { type: Urgency },
    at: { type: DateTime },
    tags: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString))) },
    friend: { type: Person },
    friends: { type: new GraphQLList(Person) },
    closed: {
      type: GraphQLString,
      resolve: () => {
        throw new Forbidden('Nobody may read this field.');
      },
    },
    must: { type: new GraphQLNonNull(GraphQLString) },
  }),
});
const id = '018f4d2e-0c3a-7b51-9d3f-3c5a1f0e6b21';
const ana = {
  id,
  name: 'Ана',
  urgency: 'URGENT',
  at: new Date('2026-03-01T09:30:00Z'),
  tags: ['a', 'b'],
  friend: null,
  must: 'x',
};
const schema = new GraphQLSchema({
  types: [Agency, Person],
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      person: {
        type: Person,
        args: { id: { type: new GraphQLNonNull(UUID) }, urgency: { type: Urgency, defaultValue: 'ROUTINE' } },
        resolve: (_, args: { id: string; urgency: string }, context: { reader: string }) =>
          Promise.resolve({
            ...ana,
            id: args.id,
            name: `${context.reader} ${args.urgency}`,
            friend: ana,
            friends: [ana, null],
          }),
      },
      named: { type: new GraphQLList(Named), resolve: () => [ana, { kind: 'Agency', name: 'Lantern', size: 3 }] },
      gone: { type: Person, resolve: () => Promise.reject(new NotFound()) },
      broken: { type: Person, resolve: () => ({ ...ana, urgency: 'NEVER', must: null }) },
      holed: { type: new GraphQLList(Person), resolve: () => [ana, { ...ana, must: null }] },
    },
  }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: { touch: { type: GraphQLInt, resolve: () => 1 } } }),
});
const context = { reader: 'Reader' };

function setUp(query: string) {
  const document = parse(query);
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (operation === undefined) throw new Error('no operation');
  const queries = new CompiledQueries();
  const run = (variables?: Record<string, unknown>) => queries.run(schema, document, operation, variables, context);
  const interpreted = (variables?: Record<string, unknown>) =>
    execute({ schema, document, contextValue: context, variableValues: variables ?? null });
  return { run, interpreted };
}

/** As often as it takes. */
async function compiled(query: string, variables?: Record<string, unknown>) {
  const { run, interpreted } = setUp(query);
  expect([run(variables), run(variables)]).toEqual([null, null]);
  const answer = await run(variables);
  if (answer === null) throw new Error('It was not compiled.');
  return { answer, expected: await interpreted(variables) };
}

const full = 'id name urgency at tags must';

describe('a query that comes again', () => {
  it.each([
    ['a plain one', `{ person(id: "${id}") { ${full} } }`, undefined],
    [
      'variables and their defaults',
      'query ($id: UUID!, $u: Urgency = URGENT) { person(id: $id, urgency: $u) { name } }',
      { id },
    ],
    [
      'an enumeration from a variable',
      'query ($id: UUID!, $u: Urgency) { person(id: $id, urgency: $u) { name } }',
      { id, u: 'URGENT' },
    ],
    [
      'objects and lists in each other',
      `{ person(id: "${id}") { friend { ${full} friend { id } } friends { ${full} } } }`,
      undefined,
    ],
    ['aliases', `{ a: person(id: "${id}") { x: name y: name } b: person(id: "${id}") { name } }`, undefined],
    [
      'fragments',
      `{ person(id: "${id}") { ...F ... on Person { at } friend { ...F } } } fragment F on Person { id __typename }`,
      undefined,
    ],
    [
      'skip',
      'query ($yes: Boolean!) { named { name @skip(if: $yes) ... on Person @include(if: $yes) { id } } }',
      { yes: true },
    ],
    [
      'include',
      'query ($yes: Boolean!) { named { name @skip(if: $yes) ... on Person @include(if: $yes) { id } } }',
      { yes: false },
    ],
    ['an interface', '{ named { __typename name ... on Agency { size } ... on Person { id } } }', undefined],
  ])('is answered as the interpreter answers: %s', async (_, query, variables) => {
    const { answer, expected } = await compiled(query, variables);
    expect(expected.errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it.each([
    ['a refusal', '{ gone { id } }'],
    ['a field that is closed', `{ person(id: "${id}") { name closed } }`],
    ['a value outside an enumeration', '{ broken { id urgency } }'],
    ['nothing where something must be', '{ broken { id must } }'],
    ['nothing in a list where something must be', '{ holed { id must } }'],
  ])('fails as the interpreter fails: %s', async (_, query) => {
    const { answer, expected } = await compiled(query);
    expect(JSON.parse(JSON.stringify(answer.data))).toEqual(JSON.parse(JSON.stringify(expected.data)));
    const told = (errors: typeof answer.errors) =>
      (errors ?? []).map((error) => [error.path, domainErrorIn(error, null)?.code ?? 'INTERNAL']);
    expect(told(answer.errors)).toEqual(told(expected.errors));
    expect(answer.errors).toHaveLength(1);
  });

  it('sees its own variables each time', async () => {
    const { run } = setUp('query ($id: UUID!, $u: Urgency) { person(id: $id, urgency: $u) { name } }');
    expect([run({ id }), run({ id })]).toEqual([null, null]);
    for (const u of ['URGENT', 'ROUTINE']) {
      const answer = await run({ id, u });
      expect(answer?.data?.['person']).toEqual({ name: `Reader ${u}` });
    }
  });
});

describe('the interpreter keeps', () => {
  it.each([
    ['mutations', 'mutation { touch }', undefined],
    ['introspection', '{ __schema { queryType { name } } }', undefined],
    ['documents of several operations', '{ gone { id } } query Other { gone { id } }', undefined],
    ['wrong variables', 'query ($id: UUID!) { person(id: $id) { id } }', { id: 'no id' }],
  ])('%s', (_, query, variables) => {
    const { run } = setUp(query);
    expect([1, 2, 3, 4, 5].map(() => run(variables))).toEqual([null, null, null, null, null]);
  });
});
