/** Something changed; who may know of it asks for it anew, as themselves. */
export interface LiveMessage {
  readonly topic: string;
  /** What changed; null when messages may have been missed and everything under the topic is to be looked at. */
  readonly id: string | null;
}

const mostWaiting = 1_000;

/**
 * What one subscriber has not read yet. Messages only say "look again", so the same one waits once; a reader that falls
 * behind further than `mostWaiting` objects is told to look at everything.
 */
export class LiveFeed implements AsyncIterableIterator<LiveMessage, undefined> {
  private readonly waiting = new Map<string, LiveMessage>();
  private wake: ((result: IteratorResult<LiveMessage, undefined>) => void) | undefined;
  private ended = false;

  constructor(
    readonly topics: readonly string[],
    private readonly onEnd: (feed: LiveFeed) => void,
  ) {}

  push(message: LiveMessage): void {
    if (this.ended) return;
    if (this.wake !== undefined) {
      const wake = this.wake;
      this.wake = undefined;
      wake({ done: false, value: message });
      return;
    }
    if (this.waiting.size >= mostWaiting) {
      this.waiting.clear();
      for (const topic of this.topics) this.waiting.set(topic, { topic, id: null });
    }
    this.waiting.set(`${message.topic} ${message.id ?? ''}`, message);
  }

  next(): Promise<IteratorResult<LiveMessage, undefined>> {
    const [first] = this.waiting;
    if (first !== undefined) {
      this.waiting.delete(first[0]);
      return Promise.resolve({ done: false, value: first[1] });
    }
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  return(): Promise<IteratorResult<LiveMessage, undefined>> {
    if (!this.ended) {
      this.ended = true;
      this.waiting.clear();
      this.onEnd(this);
      this.wake?.({ done: true, value: undefined });
      this.wake = undefined;
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
