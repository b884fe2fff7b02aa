import { Redis } from 'ioredis';
import { decodeLive, encodeLive, LIVE_CHANNEL, LiveBus, type LiveError } from './live-bus.js';

/** Live updates over Redis publish and subscribe. */
export class RedisLiveBus extends LiveBus {
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly channel: string;
  private started: Promise<void> | undefined;

  constructor(url: string, namespace: string, onError: LiveError) {
    super();
    this.channel = `${namespace}:${LIVE_CHANNEL}`;
    this.publisher = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 });
    // Subscribes again by itself after each reconnection.
    this.subscriber = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null });
    this.publisher.on('error', onError);
    this.subscriber.on('error', onError);
    this.subscriber.on('message', (_channel, payload) => {
      this.deliver(decodeLive(payload));
    });
  }

  async publish(messages: readonly { readonly topic: string; readonly id: string }[]): Promise<void> {
    await Promise.all(messages.map((message) => this.publisher.publish(this.channel, encodeLive(message))));
  }

  protected async listen(): Promise<void> {
    this.started ??= this.start();
    await this.started;
  }

  protected disconnect(): Promise<void> {
    this.publisher.disconnect();
    this.subscriber.disconnect();
    return Promise.resolve();
  }

  private async start(): Promise<void> {
    await this.subscriber.subscribe(this.channel);
    this.subscriber.on('ready', () => {
      // Once this answer is here the subscription stands again, and whatever follows arrives.
      this.subscriber.subscribe(this.channel).then(
        () => {
          this.deliverGap();
        },
        // Lost again already: the next connection says so.
        () => undefined,
      );
    });
  }
}
