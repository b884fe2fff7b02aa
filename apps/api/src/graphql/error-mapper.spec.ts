import { describe, expect, it } from '@jest/globals';
import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  execute,
  parse,
  validate,
} from 'graphql';
import { QueryFailedError } from 'typeorm';
import { IllegalMove, NotFound } from '#policy';
import { Log } from '#platform/logging';
import { ErrorMapper } from './error-mapper.js';
import { UUID } from './scalars.js';

const secret = 'CANARY';
const Urgency = new GraphQLEnumType({ name: 'Urgency', values: { ROUTINE: {}, URGENT: {} } });
const Inner = new GraphQLInputObjectType({
  name: 'Inner',
  fields: { id: { type: new GraphQLNonNull(UUID) }, count: { type: GraphQLInt } },
});
const Send = new GraphQLInputObjectType({
  name: 'Send',
  fields: {
    id: { type: new GraphQLNonNull(UUID) },
    urgency: { type: Urgency },
    all: { type: new GraphQLList(new GraphQLNonNull(Inner)) },
  },
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      send: { type: GraphQLString, args: { input: { type: new GraphQLNonNull(Send) } } },
      wrong: { type: Urgency, resolve: () => secret },
      fails: {
        type: GraphQLString,
        resolve: () => {
          throw new Error(secret);
        },
      },
      query: {
        type: GraphQLString,
        resolve: () => {
          throw new QueryFailedError(
            'select $1',
            [secret],
            Object.assign(new Error(secret), { code: '22P02', detail: secret }),
          );
        },
      },
      gone: {
        type: GraphQLString,
        resolve: () => {
          throw new NotFound();
        },
      },
      stuck: {
        type: GraphQLString,
        resolve: () => {
          throw new IllegalMove('referral', 'DRAFT', ['REQUESTED']);
        },
      },
    },
  }),
});

const lines: string[] = [];
const mapper = new ErrorMapper(
  new Log({ level: 'error', process: 'api', destination: { write: (line) => lines.push(line) } }),
);

/** As the request pipeline does: validation errors carry their code, execution errors come as they are. */
async function answer(query: string, variables?: Record<string, unknown>) {
  const document = parse(query);
  const invalid = validate(schema, document);
  for (const error of invalid) error.extensions['code'] = 'GRAPHQL_VALIDATION_FAILED';
  const errors =
    invalid.length > 0
      ? invalid
      : ((await execute({ schema, document, variableValues: variables ?? null })).errors ?? []);
  return errors.map((error) => mapper.map(error, { schema, document, variables }, 'r1'));
}

const id = '018f4d2e-0c3a-7b51-9d3f-3c5a1f0e6b21';
const withInput = 'query ($input: Send!) { send(input: $input) }';

describe('complaints about values', () => {
  it.each([
    ['a malformed id', { id: secret }, ['input', 'id'], undefined],
    ['a missing id', {}, ['input', 'id'], undefined],
    ['a value outside an enumeration', { id, urgency: secret }, ['input', 'urgency'], ['ROUTINE', 'URGENT']],
    ['an unknown field', { id, [secret]: 1 }, ['input'], ['id', 'urgency', 'all']],
    ['a value deep inside', { id, all: [{ id }, { id, count: secret }] }, ['input', 'all', 1, 'count'], undefined],
    ['something missing deep inside', { id, all: [{ id }, {}] }, ['input', 'all', 1, 'id'], undefined],
    ['no object at all', secret, ['input'], ['id', 'urgency', 'all']],
    ['nothing', undefined, ['input'], undefined],
  ])('in a variable name the place: %s', async (_, input, path, allowed) => {
    const [error] = await answer(withInput, { input });
    expect(error?.extensions).toMatchObject({ code: 'BAD_INPUT', path });
    if (allowed !== undefined) expect(error?.extensions?.['allowed']).toEqual(allowed);
    expect(JSON.stringify(error)).not.toContain(secret);
  });

  it.each([
    ['a malformed id', `{ send(input: { id: "${secret}" }) }`, ['input', 'id'], undefined],
    [
      'a value outside an enumeration',
      `{ send(input: { id: "${id}", urgency: ${secret} }) }`,
      ['input', 'urgency'],
      ['ROUTINE', 'URGENT'],
    ],
    [
      'a string for an enumeration',
      `{ send(input: { id: "${id}", urgency: "${secret}" }) }`,
      ['input', 'urgency'],
      ['ROUTINE', 'URGENT'],
    ],
    [
      'a value deep inside',
      `{ send(input: { id: "${id}", all: [{ id: "${id}" }, { id: "${secret}" }] }) }`,
      ['input', 'all', 1, 'id'],
      undefined,
    ],
    ['an unknown field', `{ send(input: { id: "${id}", ${secret}: 1 }) }`, ['input'], ['id', 'urgency', 'all']],
  ])('in a query name the place: %s', async (_, query, path, allowed) => {
    const [error] = await answer(query);
    expect(error?.extensions).toMatchObject({ code: 'BAD_INPUT', path });
    if (allowed !== undefined) expect(error?.extensions?.['allowed']).toEqual(allowed);
  });
});

describe('errors of the domain', () => {
  it('say their code, their details and where', async () => {
    expect(await answer('{ stuck }')).toEqual([
      {
        message: 'This referral is DRAFT; from here it can only become: REQUESTED.',
        path: ['stuck'],
        extensions: { code: 'ILLEGAL_MOVE', current: 'DRAFT', allowed: ['REQUESTED'] },
      },
    ]);
  });

  it('are one NOT_FOUND, whoever asks', async () => {
    expect(await answer('{ gone }')).toEqual([
      { message: 'Not found.', path: ['gone'], extensions: { code: 'NOT_FOUND' } },
    ]);
  });
});

describe('everything else', () => {
  it.each(['fails', 'query', 'wrong'])('is INTERNAL with a reference that the log has too: %s', async (field) => {
    lines.length = 0;
    const [error] = await answer(`{ ${field} }`);
    expect(error?.extensions).toEqual({ code: 'INTERNAL', reference: expect.any(String) });
    expect(error?.path).toEqual([field]);
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({
      event: 'request.failed',
      requestId: 'r1',
      reference: error?.extensions?.['reference'],
    });
    expect(`${JSON.stringify(error)}${lines.join()}`).not.toContain(secret);
  });

  it('logs the SQLSTATE of a failed statement', async () => {
    lines.length = 0;
    await answer('{ query }');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: 'QueryFailedError', sqlState: '22P02' });
  });

  it('passes on what the parser and the validation say of the query itself', async () => {
    const [error] = await answer('{ zzzzzzz }');
    expect(error).toMatchObject({
      message: 'Cannot query field "zzzzzzz" on type "Query".',
      extensions: { code: 'BAD_INPUT' },
    });
    expect(
      mapper.map(new GraphQLError('Unexpected', { extensions: { code: 'WHATEVER' } }), null).extensions?.['code'],
    ).toBe('INTERNAL');
  });
});
