import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  coerceInputValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isRequiredInputField,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { InvalidInput } from '#policy';
import { literalPath } from './text-hygiene.js';

type Path = readonly (string | number)[];

export interface AskedWith {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

const valueKinds: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** Whether GraphQL complains about a value; its message would repeat that value. */
export function isAboutValue(error: GraphQLError): boolean {
  const kind = error.nodes?.[0]?.kind;
  return kind !== undefined && (valueKinds.has(kind) || kind === Kind.VARIABLE_DEFINITION);
}

/** The same complaint as GraphQL's, in words that name the place and what may stand there, and not what stood there. */
export function explainValueError(error: GraphQLError, asked: AskedWith): InvalidInput {
  const [node] = error.nodes ?? [];
  if (node === undefined) return new InvalidInput('A value is not valid.');
  const found = node.kind === Kind.VARIABLE_DEFINITION ? inVariable(node, asked) : inLiteral(node, asked);
  if (found === null) return new InvalidInput('A value is not valid.');
  const { path, type } = found;
  return describe(path, type);
}

interface Place {
  readonly path: Path;
  readonly type: GraphQLInputType | null;
}

function describe(path: Path, type: GraphQLInputType | null): InvalidInput {
  const where = path.join('.');
  if (type === null) return new InvalidInput(`${where}: this is not valid.`, { path });
  const inner = getNullableType(type);
  const named = getNamedType(type);
  if (isEnumType(named)) {
    return new InvalidInput(`${where}: not one of the allowed values.`, {
      path,
      allowed: named.getValues().map(({ name }) => name),
    });
  }
  if (isInputObjectType(inner)) {
    const allowed = Object.keys(inner.getFields());
    return new InvalidInput(`${where}: only the fields that are allowed here may be sent.`, { path, allowed });
  }
  return new InvalidInput(`${where}: expected ${String(type)}.`, { path });
}

function inVariable(
  node: ASTNode & { kind: Kind.VARIABLE_DEFINITION },
  { schema, variables }: AskedWith,
): Place | null {
  const name = node.variable.name.value;
  // What a type node names may also be an object type; such a variable was refused by validation.
  const type: unknown = typeFromAST(schema, node.type);
  if (!isInputType(type)) return null;
  const value = variables?.[name];
  if (value === undefined) return { path: [name], type };
  let first: Path | undefined;
  coerceInputValue(value, type, (path) => {
    first ??= path;
  });
  return first === undefined ? { path: [name], type } : placeAt(type, value, [name], first);
}

/** Follows a path through a type; where a required field is missing, to that field. */
function placeAt(type: GraphQLInputType, value: unknown, before: Path, path: Path): Place {
  let here: GraphQLInputType | null = type;
  let there: unknown = value;
  for (const step of path) {
    const inner: GraphQLInputType | null = here === null ? null : getNullableType(here);
    if (isListType(inner)) here = inner.ofType;
    else here = isInputObjectType(inner) ? (inner.getFields()[String(step)]?.type ?? null) : null;
    there = typeof there === 'object' && there !== null ? (there as Record<string, unknown>)[step] : undefined;
  }
  const whole = [...before, ...path];
  const object = here === null ? null : getNullableType(here);
  if (isInputObjectType(object) && typeof there === 'object' && there !== null) {
    const given = there as Record<string, unknown>;
    const fields = object.getFields();
    const unknown = Object.keys(given).some((key) => !(key in fields));
    const missing = Object.values(fields).find(
      (field) => isRequiredInputField(field) && given[field.name] === undefined,
    );
    if (!unknown && missing !== undefined) return { path: [...whole, missing.name], type: missing.type };
  }
  return { path: whole, type: here };
}

function inLiteral(target: ASTNode, { schema, document }: AskedWith): Place | null {
  if (document === undefined) return null;
  const info = new TypeInfo(schema);
  let found: Place | null = null;
  visit(
    document,
    visitWithTypeInfo(info, {
      enter(node, key, parent, _path, ancestors) {
        if (found !== null || node !== target) return;
        const unknownField = node.kind === Kind.OBJECT_FIELD;
        const type = unknownField ? info.getParentInputType() : info.getInputType();
        found = {
          path: literalPath([...ancestors, ...(parent === undefined ? [] : [parent])], key),
          type: type ?? null,
        };
      },
    }),
  );
  return found;
}
