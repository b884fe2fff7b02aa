import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Unauthenticated, type Actor } from '#policy';
import type { ApiContext } from './context.js';
import { LiveStream, type LoadLive } from './live-connection.js';

/** A subscription handler's way to a stream. */
export class LiveStreams {
  constructor(private readonly context: ApiContext) {}

  /**
   * @param topics what to listen to, for this actor
   * @param load reads what an id stands for, as the actor whom the session names at that moment
   */
  async stream<Node>(topics: (actor: Actor) => readonly string[], load: LoadLive<Node>): Promise<LiveStream<Node>> {
    const { actor, live } = this.context;
    if (actor === null || live === null) throw new Unauthenticated();
    return new LiveStream(live, await live.bus.subscribe(topics(actor)), load);
  }
}

export const Live = createParamDecorator(
  (_: unknown, execution: ExecutionContext): LiveStreams => new LiveStreams(execution.getArgByIndex<ApiContext>(2)),
);
