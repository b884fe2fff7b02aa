import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Actor } from '#policy';
import type { Sessions } from '../auth/sessions.js';
import { TooManyRequests } from '../request-errors.js';

/** Clients connect again by themselves after this one, and read what they show anew. */
const serviceRestart = 1012;

/** A screen listens to a handful of things; more than this is no screen. */
const mostOpen = 20;
const mostInAMinute = 120;

/** One socket and the session it was opened with. */
export class LiveSocket {
  private minute = { begun: 0, asked: 0 };

  constructor(
    private readonly token: string,
    public actor: Actor,
    private readonly sessions: Sessions,
    private readonly socket: Pick<WebSocket, 'close'>,
  ) {}

  /** Looks at the session again. When it does not stand as it did, the socket is closed and the answer is null. */
  async renew(): Promise<Actor | null> {
    const session = await this.sessions.find(this.token, false);
    if (session === null || !standsAs(this.actor, session.actor)) {
      this.close();
      return null;
    }
    this.actor = session.actor;
    return session.actor;
  }

  /** @param open how many subscriptions it has, the one that is asked for included @throws TooManyRequests */
  admit(open: number): void {
    const now = Date.now();
    if (now - this.minute.begun > 60_000) this.minute = { begun: now, asked: 0 };
    this.minute.asked += 1;
    if (open > mostOpen || this.minute.asked > mostInAMinute) throw new TooManyRequests(60);
  }

  close(): void {
    this.socket.close(CloseCode.Forbidden, 'Forbidden');
  }

  reconnect(): void {
    this.socket.close(serviceRestart, 'Reconnect');
  }
}

/** What a subscription was opened for is decided by who opened it; somebody with another role or unit opens it anew. */
function standsAs(before: Actor, now: Actor): boolean {
  return (
    before.personId === now.personId &&
    before.agencyId === now.agencyId &&
    before.agencyKind === now.agencyKind &&
    before.unitId === now.unitId &&
    [...before.roles].sort().join() === [...now.roles].sort().join()
  );
}
