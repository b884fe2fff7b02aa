import { Pool } from 'pg';
import { decodeLive, encodeLive, LIVE_CHANNEL, LiveBus, type LiveError } from './live-bus.js';
import { PgListener } from './pg-listener.js';

/** Live updates over LISTEN and NOTIFY. */
export class PostgresLiveBus extends LiveBus {
  private readonly listener: PgListener;
  private readonly pool: Pool;

  constructor(url: string, onError: LiveError) {
    super();
    this.listener = new PgListener(url, [LIVE_CHANNEL], 'havenline-live', {
      message: (_channel, payload) => {
        this.deliver(decodeLive(payload));
      },
      gap: () => {
        this.deliverGap();
      },
      error: onError,
    });
    this.pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 60_000 });
    this.pool.on('error', onError);
  }

  async publish(messages: readonly { readonly topic: string; readonly id: string }[]): Promise<void> {
    if (messages.length === 0) return;
    await this.pool.query({
      name: 'live-publish',
      text: 'select pg_notify($1, message) from unnest($2::text[]) as message',
      values: [LIVE_CHANNEL, messages.map(encodeLive)],
    });
  }

  protected listen(): Promise<void> {
    return this.listener.start();
  }

  protected async disconnect(): Promise<void> {
    await this.listener.close();
    await this.pool.end();
  }
}
