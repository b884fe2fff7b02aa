import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';

/** A statement that PostgreSQL prepares once a connection under this name. */
export interface NamedQuery {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** A transaction that only reads. */
export class ReadTx {
  private sealed = false;

  constructor(
    protected readonly client: PoolClient,
    private readonly begun: Promise<QueryResult<{ at: Date }>>,
  ) {}

  /** The moment this transaction began, by the database's clock, which decides every question of time. */
  async now(): Promise<Date> {
    const { rows } = await this.begun;
    const [row] = rows;
    if (row === undefined) throw new Error('The transaction did not begin.');
    return row.at;
  }

  /** No statement may follow: the end of the transaction is on its way. */
  seal(): void {
    this.sealed = true;
  }

  async query<Row extends QueryResultRow>(query: NamedQuery): Promise<Row[]> {
    if (this.sealed) throw new Error('This transaction reads once: send every statement before waiting for one.');
    const result = await this.client.query<Row>({
      name: query.name,
      text: query.text,
      values: [...(query.values ?? [])],
    });
    return result.rows;
  }
}

/** A transaction that may write; entities and plain statements share its connection. */
export class Tx extends ReadTx {
  constructor(
    client: PoolClient,
    begun: Promise<QueryResult<{ at: Date }>>,
    readonly manager: EntityManager,
  ) {
    super(client, begun);
  }
}
