import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { liveTopics } from '#notifications';
import { LiveBus } from '#platform/queue';
import { publicUrl, type Staff, TestApi } from '../../support/api.js';

let api: TestApi;
let ana: Staff;
let token: string;
let open: Client[] = [];

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());
beforeEach(async () => {
  for (const client of open) await client.dispose();
  open = [];
  ana = await api.staff(await api.agency());
  token = await api.signIn(ana);
});

const socketUrl = (): string => `${api.url.replace('http', 'ws')}/graphql`;
const arrived = 'subscription { notificationArrived { id kind readAt } }';

interface Seen {
  readonly events: { data?: unknown; errors?: readonly { message: string; extensions?: unknown }[] }[];
  readonly ended: Promise<unknown>;
}

function listen(query: string, given: string | null = token, variables: Record<string, unknown> = {}): Seen {
  const client = createClient({
    url: socketUrl(),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(given === null ? {} : { connectionParams: { authorization: `Bearer ${given}` } }),
  });
  open.push(client);
  const events: Seen['events'][number][] = [];
  const ended = new Promise<unknown>((resolve) => {
    client.subscribe(
      { query, variables },
      {
        next: (value) => events.push(value as Seen['events'][number]),
        error: resolve,
        complete: () => {
          resolve('complete');
        },
      },
    );
  });
  return { events, ended };
}

/** Closing is told by its code. */
const closedWith = async ({ ended }: Seen): Promise<unknown> => ((await ended) as { code?: number }).code;

async function until<T>(what: () => T | undefined | false): Promise<T> {
  for (let patience = 0; patience < 200; patience += 1) {
    const found = what();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not happen within five seconds.');
}

async function notify(staff: Staff): Promise<string> {
  const { rows } = await api.admin.query<{ id: string }>(
    `insert into app.notification (id, person_id, agency_id, kind, object_type, object_id, created_at, event_id)
     values (gen_random_uuid(), $1, $2, 'REFERRAL_RECEIVED', 'REFERRAL', gen_random_uuid(), now(), gen_random_uuid()) returning id`,
    [staff.id, staff.agencyId],
  );
  const id = rows[0]?.id ?? '';
  await api.app.get(LiveBus).publish([{ topic: liveTopics.notifications(staff.id), id }]);
  return id;
}

/** The subscription stands once the bus has a feed for it; until then nothing that is published arrives. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400));
}

describe('a subscription', () => {
  it('brings what is meant for its reader, and nothing of others', async () => {
    const seen = listen(arrived);
    await settled();
    await notify(await api.staff(ana.agencyId));
    const id = await notify(ana);
    await until(() => seen.events.length > 0);
    expect(seen.events).toEqual([{ data: { notificationArrived: expect.objectContaining({ id }) as unknown } }]);
  });

  it.each([
    ['without a session', () => null],
    ['with a token nobody signed', () => 'x'.repeat(32)],
  ])('cannot be opened %s', async (_, given) => {
    expect(await closedWith(listen(arrived, given()))).toBe(4403);
  });

  it.each([
    ['a query', '{ me { id } }', 'BAD_INPUT'],
    ['a field that is not there', 'subscription { everything { id } }', 'BAD_INPUT'],
    ['a query without end', `subscription { ${'notificationArrived { id } '.repeat(400)} }`, 'QUERY_TOO_COMPLEX'],
  ])('has the limits of any request: %s', async (_, query, code) => {
    const errors = (await listen(query).ended) as { extensions: { code: string } }[];
    expect(errors[0]?.extensions.code).toBe(code);
  });

  it.each([
    [
      'the person is suspended',
      () => api.admin.query(`update app.person set status = 'SUSPENDED' where id = $1`, [ana.id]),
    ],
    [
      'the agency is suspended',
      () => api.admin.query(`update app.agency set status = 'SUSPENDED' where id = $1`, [ana.agencyId]),
    ],
    [
      'the person has another role',
      () => api.admin.query(`update app.membership set roles = '{LIAISON}' where person_id = $1`, [ana.id]),
    ],
  ])('is closed with the next event once %s, and the event is not sent', async (_, change) => {
    const seen = listen(arrived);
    await settled();
    await change();
    await notify(ana);
    expect(await closedWith(seen)).toBe(4403);
    expect(seen.events).toEqual([]);
  });

  it('is closed at once by signing out', async () => {
    const seen = listen(arrived);
    await settled();
    const begun = Date.now();
    await api.post('/api/auth/sign-out', {}, { authorization: `Bearer ${token}` });
    expect(await closedWith(seen)).toBe(4403);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('is closed within moments of a suspension even when nothing happens', async () => {
    const seen = listen(arrived);
    await settled();
    await api.admin.query(`update app.person set status = 'SUSPENDED' where id = $1`, [ana.id]);
    expect(await closedWith(seen)).toBe(4403);
  }, 15_000);

  it('does not keep an idle session alive', async () => {
    const seen = listen(arrived);
    await settled();
    await api.admin.query(
      `update auth.session s set "lastActivityAt" = now() - interval '16 minutes'
       from app.person p where p.auth_user_id = s."userId" and p.id = $1`,
      [ana.id],
    );
    await notify(ana);
    expect(await closedWith(seen)).toBe(4403);
  });
});

describe('a socket', () => {
  it('carries twenty subscriptions and no more', async () => {
    const client = createClient({
      url: socketUrl(),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    open.push(client);
    const refused = await new Promise<unknown>((resolve) => {
      for (let number = 0; number < 21; number += 1) {
        client.subscribe({ query: arrived }, { next: () => undefined, error: resolve, complete: () => undefined });
      }
    });
    expect(refused).toEqual([expect.objectContaining({ extensions: { code: 'RATE_LIMITED', limit: 60 } })]);
  });

  const attempt = (path: string, headers: Record<string, string> = {}): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${api.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { headers });
      socket.on('open', () => {
        resolve('open');
        socket.terminate();
      });
      socket.on('error', ({ message }) => {
        resolve(message);
      });
    });

  it('is not opened for the pages of others, nor anywhere else', async () => {
    expect(await attempt('/graphql')).toBe('open');
    expect(await attempt('/graphql', { origin: publicUrl })).toBe('open');
    expect(await attempt('/graphql', { origin: 'https://evil.test' })).toContain('403');
    expect(await attempt('/elsewhere')).toContain('403');
  });
});
