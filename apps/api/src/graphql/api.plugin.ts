import {
  type ApolloServerPlugin,
  type GraphQLRequestContext,
  type GraphQLRequestListener,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import { Injectable, Inject } from '@nestjs/common';
import { type GraphQLError, type GraphQLFormattedError, OperationTypeNode } from 'graphql';
import { InvalidInput } from '#policy';
import { Log } from '#platform/logging';
import { CompiledQueries } from './compiled-queries.js';
import type { ApiContext } from './context.js';
import { ErrorMapper } from './error-mapper.js';
import { rootFields } from './operations.js';
import { Refusals } from './refusals.js';
import { cleanLiterals, cleanVariables } from './text-hygiene.js';

type Context = GraphQLRequestContext<ApiContext>;

/** Everything of ours that stands between Apollo and the resolvers, in one plugin: each one costs every request. */
@Injectable()
export class ApiPlugin implements ApolloServerPlugin<ApiContext> {
  private readonly mapper: ErrorMapper;
  private readonly mapped = new WeakMap<GraphQLError, GraphQLFormattedError>();
  private readonly listener: GraphQLRequestListener<ApiContext> = {
    didResolveOperation: (context) => {
      this.check(context);
      return Promise.resolve();
    },
    responseForOperation: (context) => this.answer(context),
    didEncounterErrors: (context) => this.explain(context, context.errors),
  };
  private readonly compiled = new CompiledQueries();

  constructor(
    @Inject(Log) log: Log,
    @Inject(Refusals) private readonly refusals: Refusals,
  ) {
    this.mapper = new ErrorMapper(log);
  }

  requestDidStart(): Promise<GraphQLRequestListener<ApiContext>> {
    return Promise.resolve(this.listener);
  }

  /** For Apollo: errors that were met before a request could be looked at come here alone. */
  readonly formatError = (_: GraphQLFormattedError, error: unknown): GraphQLFormattedError => this.shown(error);

  private shown(error: unknown): GraphQLFormattedError {
    return this.mapped.get(error as GraphQLError) ?? this.mapper.map(error, null);
  }

  private check({ operation, document, request, contextValue }: Context): void {
    if (operation === undefined || document === undefined) return;
    const { req } = contextValue;
    if (req !== null)
      req.facts.operation = [...rootFields(operation, document).values()].map(({ name }) => name.value).join(' ');
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
      throw new InvalidInput('Subscriptions are served over WebSocket, on this same address.');
    }
    cleanLiterals(document);
    if (request.variables !== undefined) cleanVariables(request.variables);
  }

  /** Answers through a compiled query where there is one; Apollo carries on where there is none. */
  private async answer(context: Context): Promise<GraphQLResponse | null> {
    const { schema, document, operation, request, contextValue } = context;
    if (document === undefined || operation === undefined) return null;
    const running = this.compiled.run(schema, document, operation, request.variables, contextValue);
    if (running === null) return null;
    const { data = null, errors } = await running;
    if (errors === undefined) return answered({ data });
    await this.explain(context, errors);
    return answered({ errors: errors.map((error) => this.shown(error)), data });
  }

  private async explain(
    { schema, document, operation, request, response, contextValue }: Context,
    errors: readonly GraphQLError[],
  ): Promise<void> {
    const { req, actor } = contextValue;
    const { variables } = request;
    for (const error of errors) {
      const shown = this.mapper.map(error, { schema, document, variables }, req?.id);
      this.mapped.set(error, shown);
      // Without a path, nothing was run; Apollo would call that its own failure.
      if (error.path === undefined && shown.extensions?.['code'] !== 'INTERNAL') response.http.status = 400;
      if (req !== null) req.facts.code ??= String(shown.extensions?.['code']);
    }
    await this.refusals.record(errors, { actor, document, operation, variables });
  }
}

function answered(singleResult: {
  errors?: GraphQLFormattedError[];
  data: Record<string, unknown> | null;
}): GraphQLResponse {
  return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
}
