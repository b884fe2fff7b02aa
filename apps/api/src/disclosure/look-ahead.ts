import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { SECTION_NAMES, type RecordRequest } from '#cases';
import { FIELDS, SCOPES, type Scope } from '#policy';

/** What a query selects below a field: by the field's own name, whatever it is called in the answer. */
type Selection = ReadonlyMap<string, Selection>;

const nothing: Selection = new Map();

/**
 * Which fields of a record the query asks for, so that no others are decrypted or written to the ledger.
 * @param path from the object that is answered (or the nodes of the connection) to the one that has `record`
 * @returns null if `record` is not selected
 */
export function requestedRecord(info: GraphQLResolveInfo, ...path: readonly string[]): RecordRequest | null {
  const record = below(info, [...path, 'record']);
  if (record === undefined) return null;
  const request: Partial<Record<Scope, readonly string[]>> = {};
  for (const scope of SCOPES) {
    const section = record.get(SECTION_NAMES[scope]);
    if (section !== undefined) request[scope] = FIELDS[scope].filter((field) => section.has(field));
  }
  return request;
}

/** Whether the query selects this field of the object that is answered, or of the connection's nodes. */
export function selects(info: GraphQLResolveInfo, ...path: readonly string[]): boolean {
  return below(info, path) !== undefined;
}

function below(info: GraphQLResolveInfo, path: readonly string[]): Selection | undefined {
  const answered = selectionOf(
    info,
    info.fieldNodes.flatMap((node) => node.selectionSet ?? []),
  );
  const nodes = answered.get('edges')?.get('node');
  return path.reduce<Selection | undefined>((selection, name) => selection?.get(name), nodes ?? answered);
}

function selectionOf(info: GraphQLResolveInfo, sets: readonly SelectionSetNode[]): Selection {
  const setsByName = new Map<string, SelectionSetNode[]>();
  for (const set of sets) gather(info, set, setsByName);
  const selection = new Map<string, Selection>();
  for (const [name, inner] of setsByName) selection.set(name, inner.length === 0 ? nothing : selectionOf(info, inner));
  return selection;
}

function gather(info: GraphQLResolveInfo, set: SelectionSetNode, into: Map<string, SelectionSetNode[]>): void {
  for (const node of set.selections) {
    if (!isIncluded(info, node)) continue;
    if (node.kind === Kind.FIELD) {
      const sets = into.get(node.name.value) ?? [];
      if (node.selectionSet !== undefined) sets.push(node.selectionSet);
      into.set(node.name.value, sets);
      continue;
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
    if (fragment !== undefined) gather(info, fragment.selectionSet, into);
  }
}

function isIncluded(info: GraphQLResolveInfo, node: SelectionNode): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, info.variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
