import {
  type ExecutionArgs,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  OperationTypeNode,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { InvalidInput, Unauthenticated } from '#policy';
import type { LiveBus } from '#platform/queue';
import type { ApiContext } from './context.js';
import type { ErrorMapper } from './error-mapper.js';
import { limitRules, parseOptions } from './limits.js';
import type { LiveSocket } from './live-socket.js';
import type { Refusals } from './refusals.js';
import { cleanLiterals, cleanVariables } from './text-hygiene.js';

/** What graphql-ws hands over, and takes back. */
interface Answer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
}

export interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/** Reads what is asked for over a socket through the same limits, hygiene and error mapper as over HTTP. */
export class Subscriptions {
  private readonly rules = [...specifiedRules, ...limitRules()];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly bus: LiveBus,
    private readonly mapper: ErrorMapper,
    private readonly refusals: Refusals,
  ) {}

  /**
   * @param open subscriptions of the socket, this one included
   * @returns what to execute, or the errors to answer with
   */
  async prepare(
    socket: LiveSocket | undefined,
    open: number,
    asked: Asked,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const variables = asked.variables ?? {};
    try {
      if (socket === undefined) throw new Unauthenticated();
      socket.admit(open);
      const actor = await socket.renew();
      if (actor === null) throw new Unauthenticated();
      const document = parse(asked.query, parseOptions);
      const [invalid] = validate(this.schema, document, this.rules, { maxErrors: 1 });
      if (invalid !== undefined) throw withCode(invalid);
      const operation = getOperationAST(document, asked.operationName);
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
        throw new InvalidInput('Queries and mutations are served over HTTP, on this same address.');
      }
      cleanLiterals(document);
      cleanVariables(variables);
      const contextValue: ApiContext = {
        req: null,
        reply: null,
        actor,
        live: {
          bus: this.bus,
          renew: () => this.renew(socket, contextValue),
          gap: () => {
            socket.reconnect();
          },
        },
      };
      return {
        schema: this.schema,
        document,
        contextValue,
        variableValues: variables,
        operationName: asked.operationName ?? null,
      };
    } catch (error) {
      return [presented(this.mapper.map(error, null))];
    }
  }

  /** What goes out, errors mapped and refusals written down. */
  async present(
    result: Answer,
    { schema, document, variableValues, operationName, contextValue }: ExecutionArgs,
  ): Promise<FormattedExecutionResult | undefined> {
    const { errors, data = null } = result;
    if (errors === undefined) return undefined;
    const variables = variableValues as Readonly<Record<string, unknown>> | undefined;
    const { actor } = contextValue as ApiContext;
    const operation = getOperationAST(document, operationName) ?? undefined;
    await this.refusals.record(errors, { actor, document, operation, variables });
    return { data, errors: errors.map((error) => this.mapper.map(error, { schema, document, variables })) };
  }

  private async renew(socket: LiveSocket, context: ApiContext) {
    const actor = await socket.renew();
    context.actor = actor;
    return actor;
  }
}

/** As Apollo marks it, so that the mapper knows it for a complaint about the request. */
function withCode(error: GraphQLError): GraphQLError {
  error.extensions['code'] = 'GRAPHQL_VALIDATION_FAILED';
  return error;
}

function presented({ message, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions: extensions ?? null });
}
