import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Actor } from '#policy';
import type { Sessions } from '../auth/sessions.js';

/** Clients connect again by themselves after this one, and read what they show anew. */
const serviceRestart = 1012;

/** One socket and the session it was opened with. */
export class LiveSocket {
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
