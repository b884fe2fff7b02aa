import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { Config, ConfigModule } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { KeyringModule } from '#platform/keyring';
import { type Log, LoggingModule } from '#platform/logging';
import { QueueModule } from '#platform/queue';
import { AuthModule } from './auth/auth.module.js';
import { ApiGraphQLModule } from './graphql/graphql.module.js';
import type { Feature } from './graphql/feature.js';

/** The API process: platform, sign-in, and the features it offers. */
@Module({})
export class AppModule {
  static for(config: Config, log: Log, features: readonly Feature[]): DynamicModule {
    const entities = features.flatMap((feature) => [...feature.entities]);
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule.with(log),
        DatabaseModule.forRole('api', entities),
        KeyringModule,
        QueueModule.forRole('api'),
        AuditModule,
        AuthModule,
        ApiGraphQLModule.for(features),
      ],
    };
  }
}
