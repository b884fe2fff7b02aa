import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '#platform/config';
import { errorFacts, Log } from '#platform/logging';
import { type Broker, brokerOf } from './broker.js';
import { LiveBus } from './live-bus.js';
import { PostgresLiveBus } from './postgres-live-bus.js';
import { RedisLiveBus } from './redis-live-bus.js';

/** For injection: which broker this process uses. */
export const BROKER = Symbol('BROKER');

export function openLiveBus(broker: Broker, log: Log): LiveBus {
  const onError = (error: unknown): void => {
    log.warn('live.lost', errorFacts(error));
  };
  return broker.kind === 'redis'
    ? new RedisLiveBus(broker.url, broker.namespace, onError)
    : new PostgresLiveBus(broker.url, onError);
}

/** Offers the broker and the live bus to the whole process. */
@Global()
@Module({})
export class QueueModule implements OnApplicationShutdown {
  constructor(@Inject(LiveBus) private readonly bus: LiveBus) {}

  static forRole(role: 'api' | 'worker'): DynamicModule {
    return {
      module: QueueModule,
      providers: [
        { provide: BROKER, inject: [Config], useFactory: (config: Config) => brokerOf(config, role) },
        { provide: LiveBus, inject: [BROKER, Log], useFactory: (broker: Broker, log: Log) => openLiveBus(broker, log) },
      ],
      exports: [BROKER, LiveBus],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }
}
