import { DataSource, type DataSourceOptions, type EntitySchema, type MigrationInterface } from 'typeorm';

type EntityClass = abstract new (...args: never[]) => object;

export interface DataSourceSettings {
  readonly url: string;
  readonly applicationName: string;
  readonly poolSize: number;
  readonly entities: readonly (EntityClass | EntitySchema)[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

export function dataSourceOptions(settings: DataSourceSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    schema: 'app',
    entities: [...settings.entities] as Exclude<DataSourceOptions['entities'], undefined>,
    migrations: [...(settings.migrations ?? [])],
    migrationsTableName: 'migrations',
    synchronize: false,
    // A statement's parameters are a survivor's data: they never reach a log.
    logging: false,
    installExtensions: false,
    applicationName: settings.applicationName,
    extra: { max: settings.poolSize, pipeline: true, idleTimeoutMillis: 60_000 },
  } as DataSourceOptions;
}

export async function openDataSource(settings: DataSourceSettings): Promise<DataSource> {
  return new DataSource(dataSourceOptions(settings)).initialize();
}
