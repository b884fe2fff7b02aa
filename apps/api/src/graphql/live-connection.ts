import { NotFound, type Actor } from '#policy';
import type { LiveBus, LiveFeed } from '#platform/queue';

/** Reads what an id stands for, as the actor. Null, or NOT_FOUND thrown, when it is not theirs to see. */
export type LoadLive<Node> = (actor: Actor, id: string) => Promise<Node | null>;

/** One subscription's way to what changes. */
export interface LiveConnection {
  readonly bus: LiveBus;
  /** The actor as the session stands at this moment; null after closing the socket, because it no longer stands. */
  renew(): Promise<Actor | null>;
  /** Messages may have been missed: the socket is closed in a way that makes clients connect and read anew. */
  gap(): void;
}

/**
 * What one subscriber is sent. Each message is an id; before anything is read for it, the session is looked at again, and what
 * the reader may not see (any more) is passed over in silence.
 */
export class LiveStream<Node> implements AsyncIterableIterator<Node | Error> {
  constructor(
    private readonly connection: LiveConnection,
    private readonly feed: LiveFeed,
    private readonly load: LoadLive<Node>,
  ) {}

  async next(): Promise<IteratorResult<Node | Error>> {
    for (;;) {
      const { value: message } = await this.feed.next();
      if (message === undefined) return { done: true, value: undefined };
      if (message.id === null) {
        this.connection.gap();
        return this.return();
      }
      const actor = await this.connection.renew();
      if (actor === null) return this.return();
      const node = await this.load(actor, message.id).catch(nothingOrError);
      if (node !== null) return { done: false, value: node };
    }
  }

  async return(): Promise<IteratorResult<Node | Error>> {
    // Straight to the feed: a generator would keep this waiting until the next message.
    await this.feed.return();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** An error becomes the answer to this one message, so that it passes through the error mapper like any other. */
function nothingOrError(error: unknown): Error | null {
  if (error instanceof NotFound) return null;
  return error instanceof Error ? error : new Error('Something that is no error was thrown.', { cause: error });
}
