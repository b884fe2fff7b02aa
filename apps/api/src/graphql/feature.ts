import type { DynamicModule, Type } from '@nestjs/common';
import type { DataSourceSettings } from '#platform/database';

/** For each object type, the fields the API may answer. What is not in a table is refused. */
export type AccessTable = Readonly<Record<string, readonly string[]>>;

/** What one feature adds to the API. */
export interface Feature {
  /** The library's module, which provides its use cases. */
  readonly module: Type | DynamicModule;
  readonly entities: DataSourceSettings['entities'];
  readonly resolvers: readonly Type[];
  readonly access: AccessTable;
}
