import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const fieldsOf = new WeakMap<OperationDefinitionNode, ReadonlyMap<string, FieldNode>>();

/** The root fields of an operation by the name they answer under, fragments looked into. */
export function rootFields(operation: OperationDefinitionNode, document: DocumentNode): ReadonlyMap<string, FieldNode> {
  const known = fieldsOf.get(operation);
  if (known !== undefined) return known;
  const fields = new Map<string, FieldNode>();
  collect(operation.selectionSet, document, fields);
  fieldsOf.set(operation, fields);
  return fields;
}

function collect({ selections }: SelectionSetNode, document: DocumentNode, into: Map<string, FieldNode>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      into.set(selection.alias?.value ?? selection.name.value, selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, document, into);
    } else {
      const name = selection.name.value;
      // Validation has seen to it that fragments form no circle.
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
      );
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION) collect(fragment.selectionSet, document, into);
    }
  }
}

/** The id of the thing a root field was asked to act on, as the caller gave it: `id`, `input.id`, `input.<subject>Id`, `input.offerId`, `input.requestId`. */
export function objectIdOf(
  field: FieldNode,
  subject: string,
  variables: Readonly<Record<string, unknown>> | undefined,
): string | null {
  const named = `${subject.charAt(0).toLowerCase()}${subject.slice(1)}Id`;
  const given = Object.fromEntries(
    (field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]),
  );
  const input = isRecord(given['input']) ? given['input'] : {};
  const inInput = ['id', named, 'offerId', 'requestId'].map((name) => input[name]);
  for (const candidate of [given['id'], given[named], ...inInput]) {
    if (typeof candidate === 'string' && uuidShape.test(candidate)) return candidate;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
