import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Config } from '#platform/config';
import { errorFacts, Log } from '#platform/logging';
import { PgListener } from '#platform/queue';
import { seldom } from '../consumers/seldom.js';
import { Ticker } from '../rounds/ticker.js';
import { DispatchEvents } from './dispatch-events.js';

const pollSeconds = 1;

/** Carries events from the outbox to the queues: at once when PostgreSQL says that there are some, and every second anyway. */
@Injectable()
export class Relay implements BeforeApplicationShutdown {
  private readonly ticker: Ticker;
  private readonly listener: PgListener;

  constructor(@Inject(DispatchEvents) dispatchEvents: DispatchEvents, config: Config, log: Log) {
    this.ticker = new Ticker(pollSeconds, () => dispatchEvents.execute(), {
      failed: seldom((error) => {
        log.warn('relay.failed', errorFacts(error));
      }),
    });
    this.listener = new PgListener(config.need('WORKER_DATABASE_URL'), ['outbox'], 'havenline-relay', {
      message: () => {
        this.ticker.kick();
      },
      gap: () => {
        this.ticker.kick();
      },
      error: seldom((error) => {
        log.warn('relay.deaf', errorFacts(error));
      }),
    });
  }

  async start(): Promise<void> {
    await this.listener.start();
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.listener.close();
    await this.ticker.stop();
  }
}
