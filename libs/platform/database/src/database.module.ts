import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from '#platform/config';
import { DataSource } from 'typeorm';
import { Cursors } from './cursors.js';
import { type DataSourceSettings, openDataSource } from './data-source.js';
import { Database } from './database.js';
import { Idempotency } from './idempotency.js';
import { Outbox } from './outbox.js';
import { refuseRoleThatBypasses } from './role-check.js';

const urls = { api: 'API_DATABASE_URL', worker: 'WORKER_DATABASE_URL' } as const;

@Global()
@Module({})
export class DatabaseModule {
  static forRole(role: keyof typeof urls, entities: DataSourceSettings['entities']): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DataSource,
          inject: [Config],
          useFactory: async (config: Config) => {
            const source = await openDataSource({
              url: config.need(urls[role]),
              applicationName: `havenline-${role}`,
              poolSize: config.env.DATABASE_POOL,
              entities,
            });
            await refuseRoleThatBypasses(new Database(source).pool);
            return source;
          },
        },
        Database,
        Outbox,
        {
          provide: Cursors,
          inject: [Config],
          useFactory: (config: Config) => new Cursors(config.need('CURSOR_SECRET')),
        },
        {
          provide: Idempotency,
          inject: [Config],
          useFactory: (config: Config) => new Idempotency(config.need('IDEMPOTENCY_SECRET')),
        },
      ],
      exports: [Database, DataSource, Outbox, Cursors, Idempotency],
    };
  }
}
