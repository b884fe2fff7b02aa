import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { Forbidden } from '#policy';
import { connectionAccess } from './connection.js';
import type { AccessTable, Feature } from './feature.js';
import { LiveStream } from './live-connection.js';

/** Everything the API may answer: the features' tables together. A type stands in one table only. */
export function collectAccess(features: readonly Pick<Feature, 'access'>[]): AccessTable {
  const all: Record<string, readonly string[]> = { ...connectionAccess };
  for (const { access } of features) {
    for (const [type, fields] of Object.entries(access)) {
      if (type in all) throw new Error(`${type} is declared in two access tables.`);
      all[type] = fields;
    }
  }
  return all;
}

/** `Type.field` for every field that no table declares. Root fields are declared by @Requires on their handlers. */
export function undeclaredFields(schema: GraphQLSchema, access: AccessTable): string[] {
  return ownFields(schema)
    .filter(({ type, field }) => access[type]?.includes(field.name) !== true)
    .map(({ type, field }) => `${type}.${field.name}`);
}

/** `Type.field` for every declaration of something that is not in the schema (any more). */
export function unknownDeclarations(schema: GraphQLSchema, access: AccessTable): string[] {
  const known = new Set(ownFields(schema).map(({ type, field }) => `${type}.${field.name}`));
  return Object.entries(access)
    .flatMap(([type, fields]) => fields.map((field) => `${type}.${field}`))
    .filter((name) => !known.has(name));
}

/** Closes what is not declared. A declared field that is a property is read as one, so the wall costs it nothing. */
export function closeUndeclared(schema: GraphQLSchema, access: AccessTable): GraphQLSchema {
  for (const { type, field } of ownFields(schema)) {
    if (access[type]?.includes(field.name) !== true) {
      field.resolve = () => {
        throw new Forbidden('Nobody may read this field.');
      };
    } else if (isPropertyRead(field)) {
      delete field.resolve;
    }
  }
  return keepSubscriptionsHonest(schema);
}

/** A subscription answers through a LiveStream, which looks at the session again for each event, or not at all. */
function keepSubscriptionsHonest(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const { subscribe } = field;
    field.subscribe = async (...args) => {
      const stream: unknown = await subscribe?.(...args);
      if (!(stream instanceof LiveStream)) throw new Forbidden('Nobody may listen to this.');
      return stream;
    };
    field.resolve = (node: unknown) => node;
  }
  return schema;
}

/** Nest gives every field a function that reads the property of its name; a field that does more keeps its own. */
function isPropertyRead({ name, resolve }: GraphQLField<unknown, unknown>): boolean {
  if (resolve?.name !== 'rootFieldResolver') return false;
  const read: (string | symbol)[] = [];
  const root = new Proxy(
    {},
    {
      get: (_, property) => {
        read.push(property);
        return undefined;
      },
    },
  );
  const otherwise: unknown = resolve(root, {}, undefined, undefined as never);
  return read.length === 1 && read[0] === name && otherwise === undefined;
}

function ownFields(schema: GraphQLSchema) {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && !roots.includes(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })));
}
