import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { DataSource } from 'typeorm';
import { ReadTx, Tx } from './tx.js';

/** On whose behalf a transaction runs; an Actor is one. Row-level security sees nothing else of the caller. */
export interface Scope {
  readonly agencyId: string;
  readonly personId: string;
  readonly agencyKind: string;
}

const nobody: Scope = { agencyId: '', personId: '', agencyKind: '' };

const enter = {
  name: 'enter',
  // The last argument keeps each setting inside the transaction: otherwise the next user of the connection inherits it.
  text: `select set_config('app.agency_id', $1, true), set_config('app.person_id', $2, true),
    set_config('app.agency_kind', $3, true), now() as at`,
};

/**
 * Every statement of the product runs in a transaction opened here, under an agency that the transaction carries.
 * BEGIN and the agency travel with the first statement in one message (the connections pipeline), so a wall costs no round trip.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly pool: Pool;

  constructor(@Inject(DataSource) private readonly source: DataSource) {
    this.pool = (source.driver as unknown as { master: Pool }).master;
  }

  /** Commits when `work` resolves; rolls everything back when it throws, and throws the same. */
  async transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    // TypeORM would otherwise wrap each save in a transaction of its own, and commit ours with it.
    Object.assign(runner, { isTransactionActive: true });
    try {
      sendTogether(client);
      const begun = begin(client, 'begin', scope);
      const result = await settle(begun, work(new Tx(client, begun, runner.manager)));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => {
        // The connection is gone, and the transaction with it; the first error is the one to tell.
      });
      throw error;
    } finally {
      Object.assign(runner, { isTransactionActive: false });
      await runner.release();
    }
  }

  /** As `transaction`, but read-only and without entities. */
  async read<T>(scope: Scope, work: (tx: ReadTx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let ended = false;
    try {
      sendTogether(client);
      const begun = begin(client, 'begin read only', scope);
      const result = await settle(begun, work(new ReadTx(client, begun)));
      ended = true;
      // Nothing was written, so nobody need wait for the end; the connection returns to the pool once it is answered.
      void endWith(client, 'commit');
      return result;
    } finally {
      if (!ended) await endWith(client, 'rollback');
    }
  }

  /**
   * As `read`, for work that sends all its statements before it waits for any of them: they travel with BEGIN and COMMIT in one
   * write, which a hot read is largely made of. A statement that is sent later is refused.
   */
  async readOnce<T>(scope: Scope, work: (tx: ReadTx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    sendTogether(client);
    const begun = begin(client, 'begin read only', scope);
    const tx = new ReadTx(client, begun);
    const working = work(tx);
    tx.seal();
    // After a statement that failed, PostgreSQL takes this for a rollback.
    void endWith(client, 'commit');
    return settle(begun, working);
  }

  /** For the worker, whose role is bounded by grants instead of an agency. */
  system<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(nobody, work);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

function begin(client: PoolClient, statement: string, scope: Scope): Promise<QueryResult<{ at: Date }>> {
  const opened = client.query(statement);
  const entered = client.query<{ at: Date }>({ ...enter, values: [scope.agencyId, scope.personId, scope.agencyKind] });
  return Promise.all([opened, entered]).then(([, result]) => result);
}

interface Corkable {
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
}

/** What is sent from here to the end of this turn leaves in one write instead of one for each statement. */
function sendTogether(client: PoolClient): void {
  const stream = (client as Corkable).connection?.stream;
  stream?.cork?.();
  process.nextTick(() => stream?.uncork?.());
}

/** Gives the connection back; one that cannot even end its transaction is thrown away. */
async function endWith(client: PoolClient, statement: 'commit' | 'rollback'): Promise<void> {
  try {
    await client.query(statement);
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}

/** Both must succeed: work done outside the agency it was meant for is no work. */
async function settle<T>(begun: Promise<unknown>, work: Promise<T>): Promise<T> {
  const [entered, result] = await Promise.allSettled([begun, work]);
  if (entered.status === 'rejected') throw entered.reason;
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
