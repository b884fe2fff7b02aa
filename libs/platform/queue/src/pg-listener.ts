import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';

const shortestPause = 100;
const longestPause = 5_000;
const heartbeat = 30_000;

export interface ListenerHooks {
  message(channel: string, payload: string): void;
  /** The connection is back after a loss: what was notified meanwhile is gone. */
  gap(): void;
  error(error: unknown): void;
}

/**
 * One connection that LISTENs for the whole process and is opened anew for as long as it takes whenever it is lost.
 * PostgreSQL keeps no notification for a listener that is away, hence `gap`.
 */
export class PgListener {
  private client: Client | undefined;
  private closed = false;
  private first: Promise<void> | undefined;
  private beat: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    private readonly channels: readonly string[],
    private readonly applicationName: string,
    private readonly hooks: ListenerHooks,
  ) {}

  /** Resolves once every channel is listened to. @throws when the first connection fails */
  async start(): Promise<void> {
    this.first ??= this.connect().catch((error: unknown) => {
      this.first = undefined;
      throw error;
    });
    await this.first;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.beat);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: this.applicationName,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      query_timeout: 10_000,
    });
    client.on('error', (error) => {
      this.hooks.error(error);
    });
    client.on('notification', ({ channel, payload }) => {
      this.hooks.message(channel, payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of this.channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    client.once('end', () => {
      clearInterval(this.beat);
      void this.reconnect();
    });
    // A connection cut without a word stays silent for ever: ask now and then, and hang up when nobody answers.
    this.beat = setInterval(() => {
      client.query('select 1').catch(() => client.end().catch(() => undefined));
    }, heartbeat);
    this.beat.unref();
    if (this.closed) await client.end().catch(() => undefined);
  }

  private async reconnect(wait = shortestPause): Promise<void> {
    if (this.closed) return;
    await pause(wait);
    try {
      await this.connect();
    } catch (error) {
      this.hooks.error(error);
      return this.reconnect(Math.min(wait * 2, longestPause));
    }
    this.hooks.gap();
  }
}
