import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { type GraphQLObjectType, type GraphQLSchema, buildSchema, execute, parse } from 'graphql';
import { closeUndeclared, collectAccess, undeclaredFields, unknownDeclarations } from './field-access.js';

const built = (): GraphQLSchema =>
  buildSchema(`
    type Query { person: Person }
    type Person { id: ID! name: String friend: Person }
    type Subscription { personChanged: Person }
  `);
const access = { Person: ['id', 'friend'] };

describe('a field that no table declares', () => {
  it('is found', () => {
    expect(undeclaredFields(built(), access)).toEqual(['Person.name']);
    expect(undeclaredFields(built(), { Person: ['id', 'friend', 'name'] })).toEqual([]);
    expect(undeclaredFields(built(), {})).toEqual(['Person.id', 'Person.name', 'Person.friend']);
  });

  it('is closed at run time, and declared ones keep their resolvers', async () => {
    const schema = built();
    const before = schema.getType('Person');
    closeUndeclared(schema, access);
    const result = await execute({
      schema,
      document: parse('{ person { id name friend { id } } }'),
      rootValue: { person: { id: '1', name: 'CANARY', friend: { id: '2' } } },
    });
    expect(result.data).toEqual({ person: { id: '1', name: null, friend: { id: '2' } } });
    expect(result.errors?.map(({ path, message }) => [path, message])).toEqual([
      [['person', 'name'], 'Nobody may read this field.'],
    ]);
    expect(before).toBe(schema.getType('Person'));
    expect('getFields' in (before ?? {}) && schema.getQueryType()?.getFields()['person']?.resolve).toBeUndefined();
  });
});

describe('a declared field', () => {
  it('is read as the property it is, unless its function does more', () => {
    const schema = built();
    const fields = (schema.getType('Person') as GraphQLObjectType).getFields();
    const called = (name: string, read: (root: Record<string, unknown>) => unknown) =>
      Object.defineProperty(read, 'name', { value: name });
    const resolvers: Record<string, unknown> = {
      id: called('rootFieldResolver', (root) => root['id']),
      name: called('rootFieldResolver', (root) => root['legalName']),
      friend: called('friendOf', (root) => root['friend']),
    };
    for (const [name, resolve] of Object.entries(resolvers)) Object.assign(fields[name] ?? {}, { resolve });
    closeUndeclared(schema, { Person: ['id', 'name', 'friend'] });
    const left = Object.entries(fields).map(([name, field]): unknown => [name, Reflect.get(field, 'resolve')]);
    expect(left).toEqual([
      ['id', undefined],
      ['name', resolvers['name']],
      ['friend', resolvers['friend']],
    ]);
  });
});

describe('a subscription', () => {
  it('that answers through anything but a LiveStream is closed', async () => {
    const schema = built();
    const field = schema.getSubscriptionType()?.getFields()['personChanged'];
    if (field === undefined) throw new Error('no field');
    field.subscribe = async function* () {
      yield await Promise.resolve({ personChanged: { id: '1' } });
    };
    closeUndeclared(schema, access);
    await expect(field.subscribe(undefined, {}, undefined, undefined as never)).rejects.toThrow(
      'Nobody may listen to this.',
    );
  });
});

describe('tables', () => {
  it('may not declare a type twice', () => {
    expect(() => collectAccess([{ access: { Person: ['id'] } }, { access: { Person: ['name'] } }])).toThrow(
      'Person is declared in two access tables.',
    );
  });

  it('that name what is not there are found', () => {
    expect(unknownDeclarations(built(), { Person: ['id', 'shoeSize'], Ghost: ['id'] })).toEqual([
      'Person.shoeSize',
      'Ghost.id',
    ]);
  });
});
