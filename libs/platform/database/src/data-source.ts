import type { PoolClient } from 'pg';
import { DataSource, type DataSourceOptions, type EntitySchema, type MigrationInterface } from 'typeorm';
import { rowTypes } from './moments.js';

type EntityClass = abstract new (...args: never[]) => object;

export interface DataSourceSettings {
  readonly url: string;
  readonly applicationName: string;
  readonly poolSize: number;
  readonly entities: readonly (EntityClass | EntitySchema)[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

/**
 * A connection that is lost says so in an event, and an event of that kind which nobody listens to ends the process. The pool
 * listens while a connection is idle and TypeORM from a moment after it took one; nobody does in between. Whoever uses it
 * hears of the loss from the next statement.
 */
function outliveItsLoss(client: PoolClient): void {
  client.on('error', () => undefined);
}

export function dataSourceOptions(settings: DataSourceSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    schema: 'app',
    entities: [...settings.entities],
    migrations: [...(settings.migrations ?? [])],
    migrationsTableName: 'migrations',
    synchronize: false,
    // A statement's parameters are a survivor's data: they never reach a log.
    logging: false,
    installExtensions: false,
    applicationName: settings.applicationName,
    extra: {
      max: settings.poolSize,
      pipeline: true,
      onConnect: outliveItsLoss,
      idleTimeoutMillis: 60_000,
      types: rowTypes,
    },
  };
}

export async function openDataSource(settings: DataSourceSettings): Promise<DataSource> {
  return new DataSource(dataSourceOptions(settings)).initialize();
}
