import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { Args, Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { type GraphQLNamedType, getNamedType, isObjectType, parse, validate } from 'graphql';
import { OPERATIONS } from '#policy';
import { REQUIREMENT, Requires, type Requirement } from '../auth/requires.js';
import { features } from '../features.js';
import { collectAccess, undeclaredFields, unknownDeclarations } from './field-access.js';
import { limitRules, parseOptions } from './limits.js';
import { buildApiSchema } from './schema.js';

/** What each handler of the resolvers declares, by the name of its root field; undefined where it declares nothing. */
function requirementsOf(resolvers: readonly Type[]): Record<string, Requirement | undefined> {
  const found: Record<string, Requirement | undefined> = {};
  for (const resolver of resolvers) {
    const prototype = resolver.prototype as Record<string, unknown>;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const handler = prototype[name];
      if (typeof handler !== 'function' || name === 'constructor') continue;
      const root: unknown = Reflect.getMetadata('graphql:resolver_type', handler);
      if (!['Query', 'Mutation', 'Subscription'].includes(String(root))) continue;
      const field: unknown = Reflect.getMetadata('graphql:resolver_name', handler);
      found[typeof field === 'string' ? field : name] = Reflect.getMetadata(REQUIREMENT, handler) as
        Requirement | undefined;
    }
  }
  return found;
}

const resolvers = features.flatMap((feature) => [...feature.resolvers]);

describe('the schema', () => {
  it('has no field that no table declares, and no declaration of a field it does not have', async () => {
    const schema = await buildApiSchema(features);
    const access = collectAccess(features);
    expect(undeclaredFields(schema, access)).toEqual([]);
    expect(unknownDeclarations(schema, access)).toEqual([]);
  });

  it('has no handler that declares nothing, and each requires what the policy says its operation requires', async () => {
    const schema = await buildApiSchema(features);
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((type) => Object.keys(type?.getFields() ?? {}));
    const required = requirementsOf(resolvers);
    expect(Object.keys(required).sort()).toEqual(fields.sort());
    const operations: Readonly<Record<string, Requirement | undefined>> = OPERATIONS;
    expect(required).toEqual(Object.fromEntries(fields.map((field) => [field, operations[field]])));
    expect(Object.values(required)).not.toContain(undefined);
  });
});

describe('the limits', () => {
  it('leave room for every field of every list, twenty rows at a time', async () => {
    const schema = await buildApiSchema(features);
    const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ args }) =>
      args.some(({ name }) => name === 'first'),
    );
    expect(lists.length).toBeGreaterThan(5);
    const rules = limitRules();
    for (const { name, type } of lists) {
      const query = `{ ${name}(first: 20) ${everything(getNamedType(type), [])} }`;
      expect([name, validate(schema, parse(query, parseOptions), rules)]).toEqual([name, []]);
    }
  });
});

/** A selection of all fields, down to where a type would hold itself. */
function everything(type: GraphQLNamedType, above: readonly GraphQLNamedType[]): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (above.includes(inner)) return [];
    return [`${field.name} ${everything(inner, [...above, type])}`];
  });
  return `{ ${fields.join(' ')} }`;
}

describe('the checks themselves', () => {
  @ObjectType('Stray')
  class Stray {
    @Field(() => String)
    declared!: string;

    @Field(() => String)
    forgotten!: string;
  }

  @Resolver()
  class StrayResolver {
    @Requires('read', 'Me')
    @Query(() => Stray)
    guarded(@Args('id', { type: () => String }) id: string): string {
      return id;
    }

    @Query(() => Stray, { name: 'unguarded' })
    anything(): null {
      return null;
    }
  }

  it('find a field that was forgotten', async () => {
    const schema = await buildApiSchema([{ resolvers: [StrayResolver] }]);
    const access = { ...collectAccess(features), Stray: ['declared'] };
    expect(undeclaredFields(schema, access)).toEqual(['Stray.forgotten']);
  });

  it('find a handler that was forgotten', () => {
    expect(requirementsOf([StrayResolver])).toEqual({
      guarded: { verb: 'read', subject: 'Me' },
      unguarded: undefined,
    });
  });
});
