import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

type Run = CompiledQuery['query'];
type Variables = Readonly<Record<string, unknown>>;

interface Use {
  times: number;
  /** Undefined until it is worth compiling, null when it cannot be. */
  run: Run | null | undefined;
}

/** A query that comes once is not worth compiling; a hostile one never comes twice. */
const worthCompiling = 3;

/**
 * Queries that come again are turned into functions: answering a page of twenty rows through one takes a fifth of what interpreting
 * it field by field does. Mutations and introspection are left to the interpreter, and so is whatever has wrong variables, so that
 * its errors are told in one way.
 */
export class CompiledQueries {
  // Documents live in the server's store of parsed queries, which is bounded; what is compiled from them goes when they go.
  private readonly uses = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Use>>();

  /** @returns null when the interpreter is to answer */
  run(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables | undefined,
    context: unknown,
  ): Promise<ExecutionResult> | null {
    const run = this.compiled(schema, document, operation);
    if (run === null) return null;
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
    return errors === undefined ? Promise.resolve(run(undefined, context, { ...variables })) : null;
  }

  private compiled(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Run | null {
    const use = this.useOf(document, operation);
    use.times += 1;
    if (use.times < worthCompiling) return null;
    use.run ??= isPlainQuery(operation, document) ? compile(schema, document, operation) : null;
    return use.run;
  }

  private useOf(document: DocumentNode, operation: OperationDefinitionNode): Use {
    let operations = this.uses.get(document);
    if (operations === undefined) this.uses.set(document, (operations = new Map<OperationDefinitionNode, Use>()));
    let use = operations.get(operation);
    if (use === undefined) operations.set(operation, (use = { times: 0, run: undefined }));
    return use;
  }
}

function isPlainQuery({ operation, selectionSet }: OperationDefinitionNode, document: DocumentNode): boolean {
  const single = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
  const introspects = selectionSet.selections.some(
    (each) => each.kind === Kind.FIELD && each.name.value.startsWith('__'),
  );
  return operation === OperationTypeNode.QUERY && single && !introspects;
}

function compile(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Run | null {
  const compiled = compileQuery(schema, document, operation.name?.value ?? '');
  return isCompiledQuery(compiled) ? compiled.query : null;
}
