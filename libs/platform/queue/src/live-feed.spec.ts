import { describe, expect, it } from '@jest/globals';
import { LiveBus } from './live-bus.js';
import { LiveFeed, type LiveMessage } from './live-feed.js';

function feedOf(...topics: string[]): { feed: LiveFeed; ended: LiveFeed[] } {
  const ended: LiveFeed[] = [];
  return { feed: new LiveFeed(topics, (feed) => ended.push(feed)), ended };
}

async function take(feed: LiveFeed, count: number): Promise<LiveMessage[]> {
  const taken: LiveMessage[] = [];
  while (taken.length < count) {
    const next = await feed.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

describe('a live feed', () => {
  it('hands on what comes while somebody waits', async () => {
    const { feed } = feedOf('t');
    const first = feed.next();
    feed.push({ topic: 't', id: '1' });
    await expect(first).resolves.toEqual({ done: false, value: { topic: 't', id: '1' } });
  });

  it('keeps the same message once until it is read, in the order of arrival', async () => {
    const { feed } = feedOf('t');
    for (const id of ['1', '2', '1', '3', '1']) feed.push({ topic: 't', id });
    await expect(take(feed, 3)).resolves.toEqual([
      { topic: 't', id: '1' },
      { topic: 't', id: '2' },
      { topic: 't', id: '3' },
    ]);
  });

  it('tells a reader that fell too far behind to look at everything', async () => {
    const { feed } = feedOf('t', 'u');
    for (let id = 0; id < 1_001; id += 1) feed.push({ topic: 't', id: String(id) });
    await expect(take(feed, 3)).resolves.toEqual([
      { topic: 't', id: null },
      { topic: 'u', id: null },
      { topic: 't', id: '1000' },
    ]);
  });

  it('ends for the one who waits, and says so once', async () => {
    const { feed, ended } = feedOf('t');
    const waiting = feed.next();
    await feed.return();
    await feed.return();
    await expect(waiting).resolves.toEqual({ done: true, value: undefined });
    await expect(feed.next()).resolves.toEqual({ done: true, value: undefined });
    expect(ended).toEqual([feed]);
  });
});

class LocalBus extends LiveBus {
  publish(messages: readonly { readonly topic: string; readonly id: string }[]): Promise<void> {
    for (const message of messages) this.deliver(message);
    return Promise.resolve();
  }

  lose(): void {
    this.deliverGap();
  }

  protected listen(): Promise<void> {
    return Promise.resolve();
  }

  protected disconnect(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a live bus', () => {
  it('delivers to every feed of the topic and to no other', async () => {
    const bus = new LocalBus();
    const [one, two, other] = [await bus.subscribe(['a']), await bus.subscribe(['a', 'b']), await bus.subscribe(['c'])];
    await bus.publish([
      { topic: 'a', id: '1' },
      { topic: 'c', id: '2' },
    ]);
    await expect(take(one, 1)).resolves.toEqual([{ topic: 'a', id: '1' }]);
    await expect(take(two, 1)).resolves.toEqual([{ topic: 'a', id: '1' }]);
    await expect(take(other, 1)).resolves.toEqual([{ topic: 'c', id: '2' }]);
  });

  it('says on every topic that messages may have been missed', async () => {
    const bus = new LocalBus();
    const feed = await bus.subscribe(['a', 'b']);
    bus.lose();
    await expect(take(feed, 2)).resolves.toEqual([
      { topic: 'a', id: null },
      { topic: 'b', id: null },
    ]);
  });

  it('delivers nothing to a feed that ended, and ends all of them when it closes', async () => {
    const bus = new LocalBus();
    const gone = await bus.subscribe(['a']);
    const open = await bus.subscribe(['a']);
    await gone.return();
    await bus.publish([{ topic: 'a', id: '1' }]);
    await expect(take(gone, 1)).resolves.toEqual([]);
    await bus.close();
    await expect(open.next()).resolves.toEqual({ done: true, value: undefined });
  });
});
