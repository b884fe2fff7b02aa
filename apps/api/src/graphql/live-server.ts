import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { Config } from '#platform/config';
import { errorFacts, Log } from '#platform/logging';
import { LiveBus } from '#platform/queue';
import { AuthService, SESSION_ENDED } from '../auth/auth.service.js';
import { GRAPHQL_PATH } from '../server.js';
import { ErrorMapper } from './error-mapper.js';
import { LiveSocket } from './live-socket.js';
import { Refusals } from './refusals.js';
import { Subscriptions } from './subscriptions.js';

/** Bytes of one message; a subscription's query is small. */
const maxPayload = 65_536;
/** Between two looks at the sessions of sockets on which nothing happens, in milliseconds. */
const sweepEvery = 10_000;
const mostSocketsOfSession = 10;

interface Extra extends Record<PropertyKey, unknown> {
  readonly request: IncomingMessage;
  readonly socket: WebSocket;
  live?: LiveSocket;
}

/** GraphQL subscriptions over WebSocket (graphql-transport-ws), on the server and path of everything else. */
@Injectable()
export class LiveServer implements OnModuleDestroy {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload });
  private readonly sockets = new Set<LiveSocket>();
  private sweep: NodeJS.Timeout | undefined;
  private stop: (() => Promise<void>) | undefined;
  private readonly origin: string;

  constructor(
    @Inject(Config) config: Config,
    @Inject(Log) private readonly log: Log,
    @Inject(LiveBus) private readonly bus: LiveBus,
    @Inject(AuthService) private readonly auth: AuthService,
    @Inject(Refusals) private readonly refusals: Refusals,
    @Inject(GraphQLSchemaHost) private readonly schemaHost: GraphQLSchemaHost,
  ) {
    this.origin = new URL(config.env.PUBLIC_URL).origin;
  }

  /** Call once the schema stands and before the server listens. */
  async attach(http: Server): Promise<void> {
    const subscriptions = new Subscriptions(this.schemaHost.schema, this.bus, new ErrorMapper(this.log), this.refusals);
    const graphql = useServer<Record<string, unknown>, Extra>(
      {
        connectionInitWaitTimeout: 3_000,
        onConnect: ({ connectionParams, extra }) => this.connect(connectionParams, extra),
        onSubscribe: ({ extra, subscriptions: open }, _id, { query, operationName, variables }) =>
          subscriptions.prepare(extra.live, Object.keys(open).length, { query, operationName, variables }),
        onNext: (_context, _id, _payload, args, result) => subscriptions.present(result, args),
        onDisconnect: ({ extra }) => {
          if (extra.live !== undefined) this.sockets.delete(extra.live);
        },
      },
      this.server,
    );
    this.stop = () => Promise.resolve(graphql.dispose());
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!this.welcomes(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      this.server.handleUpgrade(request, socket, head, (opened) => this.server.emit('connection', opened, request));
    });
    this.sweep = setInterval(() => void this.lookAgain(this.sockets), sweepEvery);
    this.sweep.unref();
    await this.followEndedSessions();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.sweep);
    await this.stop?.();
  }

  /** A browser would open a socket for any page, with our cookie. */
  private welcomes({ url, headers }: IncomingMessage): boolean {
    const asked = url?.split('?')[0];
    return asked === GRAPHQL_PATH && (headers.origin === undefined || headers.origin === this.origin);
  }

  private async connect(params: Readonly<Record<string, unknown>> | undefined, extra: Extra): Promise<boolean> {
    const { cookie } = extra.request.headers;
    const given = params?.['authorization'];
    const authorization = typeof given === 'string' ? given : extra.request.headers.authorization;
    const token = this.auth.tokens.read({ authorization, cookie });
    const session = token === null ? null : await this.auth.sessions.find(token, true);
    if (token === null || session === null) return false;
    const own = [...this.sockets].filter(({ actor }) => actor.sessionId === session.actor.sessionId);
    if (own.length >= mostSocketsOfSession) return false;
    extra.live = new LiveSocket(token, session.actor, this.auth.sessions, extra.socket);
    this.sockets.add(extra.live);
    return true;
  }

  private async followEndedSessions(): Promise<void> {
    const ended = await this.bus.subscribe([SESSION_ENDED]);
    void (async () => {
      for await (const { id } of ended) {
        await this.lookAgain([...this.sockets].filter(({ actor }) => id === null || actor.sessionId === id));
      }
    })();
  }

  private async lookAgain(sockets: Iterable<LiveSocket>): Promise<void> {
    for (const socket of sockets) {
      await socket.renew().catch((error: unknown) => {
        // What cannot be verified is not served.
        this.log.warn('live.unverified', errorFacts(error));
        socket.close();
      });
    }
  }
}
