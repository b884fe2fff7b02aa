import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '#platform/config';
import { Sessions } from '../auth/sessions.js';
import { GRAPHQL_PATH } from '../server.js';
import { ApiPlugin } from './api.plugin.js';
import type { ApiContext } from './context.js';
import type { Feature } from './feature.js';
import { closeUndeclared, collectAccess } from './field-access.js';
import { limitRules, parseOptions } from './limits.js';
import { LiveServer } from './live-server.js';
import { Refusals } from './refusals.js';
import { buildSchemaOptions } from './schema.js';

@Module({ providers: [ApiPlugin, Refusals], exports: [ApiPlugin, Refusals] })
class PluginModule {}

/** GraphQL over HTTP and WebSocket, for the features given. */
@Module({})
export class ApiGraphQLModule {
  static for(features: readonly Feature[]): DynamicModule {
    return {
      module: ApiGraphQLModule,
      imports: [
        PluginModule,
        ...features.map(({ module }) => module),
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          imports: [PluginModule],
          inject: [Config, Sessions, ApiPlugin],
          useFactory: (config: Config, sessions: Sessions, plugin: ApiPlugin) =>
            options(features, config, sessions, plugin),
        }),
      ],
      providers: [LiveServer, ...features.flatMap(({ resolvers }) => resolvers)],
      exports: [LiveServer],
    };
  }
}

function options(
  features: readonly Feature[],
  config: Config,
  sessions: Sessions,
  plugin: ApiPlugin,
): Omit<ApolloDriverConfig, 'driver'> {
  const production = config.env.NODE_ENV === 'production';
  const access = collectAccess(features);
  return {
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    buildSchemaOptions,
    transformSchema: (schema) => closeUndeclared(schema, access),
    fieldResolverEnhancers: ['guards'],
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    // Its page would fetch its scripts from elsewhere.
    graphiql: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    // Both would look at every answer again for things that ours never hold.
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    parseOptions,
    validationRules: limitRules(),
    formatError: plugin.formatError,
    // Without this, Apollo wraps each field of the schema to work out how long answers may be cached: never.
    plugins: [plugin, ApolloServerPluginCacheControlDisabled()],
    context: async (req: FastifyRequest, reply: FastifyReply): Promise<ApiContext> => {
      const session = req.sessionToken === null ? null : await sessions.find(req.sessionToken, true);
      return { req, reply, actor: session?.actor ?? null, live: null };
    },
  };
}
