import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityMetadata } from 'typeorm';
import { openDataSource } from '#platform/database';
import { features } from '../../apps/api/src/features.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

interface Stored {
  readonly table: string;
  readonly name: string;
  readonly nullable: boolean;
  readonly type: string;
}

describe('entities and the tables that the migrations build', () => {
  let database: TestDatabase;
  let source: DataSource;
  let stored: Map<string, Stored>;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await openDataSource({
      url: database.adminUrl,
      applicationName: 'entities',
      poolSize: 1,
      entities: features.flatMap((feature) => [...feature.entities]),
    });
    const rows = await source.query<Stored[]>(
      `select table_schema || '.' || table_name as table, column_name as name, is_nullable = 'YES' as nullable, udt_name as type
        from information_schema.columns where table_schema in ('app', 'keys')`,
    );
    stored = new Map(rows.map((row) => [`${row.table}.${row.name}`, row]));
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const tableOf = (entity: EntityMetadata): string => `${entity.schema ?? 'app'}.${entity.tableName}`;

  it('name the same columns, and agree on which may be empty', () => {
    expect(source.entityMetadatas.length).toBeGreaterThan(15);
    const differences = source.entityMetadatas.flatMap((entity) =>
      entity.columns.flatMap((column) => {
        const place = `${tableOf(entity)}.${column.databaseName}`;
        const there = stored.get(place);
        if (there === undefined) return [`${place} is not in the database`];
        return there.nullable === column.isNullable
          ? []
          : [`${place} may ${there.nullable ? '' : 'not '}be empty there`];
      }),
    );
    expect(differences).toEqual([]);
  });

  it('leave out no column that an insert must fill', () => {
    const forgotten = source.entityMetadatas.flatMap((entity) => {
      const known = new Set(entity.columns.map((column) => column.databaseName));
      return [...stored.values()]
        .filter(({ table, name, nullable }) => table === tableOf(entity) && !nullable && !known.has(name))
        .map(({ table, name }) => `${table}.${name}`);
    });
    expect(forgotten).toEqual([]);
  });

  it('ask PostgreSQL to fill in nothing, since row-level security may not let it tell what it filled in', () => {
    const filled = source.entityMetadatas.flatMap((entity) =>
      entity.columns
        .filter((column) => column.isGenerated || column.default !== undefined)
        .map((column) => `${tableOf(entity)}.${column.databaseName}`),
    );
    expect(filled).toEqual([]);
  });
});
