import { LiveFeed, type LiveMessage } from './live-feed.js';

/** The one channel that live messages of every topic pass through. */
export const LIVE_CHANNEL = 'live';

export type LiveError = (error: unknown) => void;

/**
 * Carries "this changed" from any process to the subscribers of every process: topics and ids, nothing else. Delivery is
 * at least once while connected; after a lost connection each subscriber gets a message without an id.
 */
export abstract class LiveBus {
  private readonly feeds = new Map<string, Set<LiveFeed>>();

  /** @throws when the broker cannot be reached */
  abstract publish(messages: readonly { readonly topic: string; readonly id: string }[]): Promise<void>;

  /** What has been published on the topics from the moment this resolves. Ends by `return()`, as `for await` does. */
  async subscribe(topics: readonly string[]): Promise<LiveFeed> {
    await this.listen();
    const feed = new LiveFeed(topics, (ended) => {
      this.forget(ended);
    });
    for (const topic of topics) {
      const feeds = this.feeds.get(topic) ?? new Set();
      this.feeds.set(topic, feeds.add(feed));
    }
    return feed;
  }

  /** Ends every feed and closes the connections. */
  async close(): Promise<void> {
    for (const feeds of this.feeds.values()) for (const feed of feeds) await feed.return();
    await this.disconnect();
  }

  /** Resolves once published messages arrive here. */
  protected abstract listen(): Promise<void>;
  protected abstract disconnect(): Promise<void>;

  protected deliver(message: LiveMessage): void {
    for (const feed of this.feeds.get(message.topic) ?? []) feed.push(message);
  }

  protected deliverGap(): void {
    for (const [topic, feeds] of this.feeds) for (const feed of feeds) feed.push({ topic, id: null });
  }

  private forget(feed: LiveFeed): void {
    for (const topic of feed.topics) {
      const feeds = this.feeds.get(topic);
      feeds?.delete(feed);
      if (feeds?.size === 0) this.feeds.delete(topic);
    }
  }
}

/** `<topic> <id>`; neither holds a blank. */
export function encodeLive(message: { readonly topic: string; readonly id: string }): string {
  return `${message.topic} ${message.id}`;
}

export function decodeLive(payload: string): LiveMessage {
  const [topic = '', id = null] = payload.split(' ');
  return { topic, id };
}
