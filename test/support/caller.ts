import { createClient, type Client } from 'graphql-ws';
import request from 'supertest';
import { WebSocket } from 'ws';

type Json = Record<string, unknown>;

export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: Json;
  }[];
}

/** Somebody who is signed in, speaking to the API as any client would. */
export class Caller {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(url: string, email: string, password: string): Promise<Caller> {
    const response = await request(url).post('/api/auth/sign-in/email').send({ email, password });
    const { token } = response.body as { token?: string };
    if (!response.ok || token === undefined) throw new Error(`${email} could not sign in: ${String(response.status)}`);
    return new Caller(url, token);
  }

  /** The whole answer, errors included, exactly as it came. */
  async send(query: string, variables: Json = {}): Promise<{ status: number; text: string }> {
    const response = await request(this.url)
      .post('/graphql')
      .set('authorization', `Bearer ${this.token}`)
      .send({ query, variables });
    return { status: response.status, text: response.text };
  }

  async answer<Data = Json>(query: string, variables: Json = {}): Promise<Answer<Data>> {
    return JSON.parse((await this.send(query, variables)).text) as Answer<Data>;
  }

  /** @throws when the answer holds an error */
  async ask<Data = Json>(query: string, variables: Json = {}): Promise<Data> {
    const answer = await this.answer<Data>(query, variables);
    if (answer.errors !== undefined || answer.data === null) {
      throw new Error(`${query.trim().slice(0, 120)}…\n${JSON.stringify(answer.errors, null, 1)}`);
    }
    return answer.data;
  }

  /** @returns the code of the first error, or null when there was none */
  async refusal(query: string, variables: Json = {}): Promise<string | null> {
    const code = (await this.answer(query, variables)).errors?.[0]?.extensions['code'];
    return typeof code === 'string' ? code : null;
  }

  watch<Data = Json>(query: string, variables: Json = {}): Watch<Data> {
    return new Watch<Data>(this.url, this.token, query, variables);
  }
}

/** An open subscription. */
export class Watch<Data> {
  readonly events: Answer<Data>[] = [];
  private readonly client: Client;
  private closed: unknown;

  constructor(url: string, token: string, query: string, variables: Json) {
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    this.client.subscribe(
      { query, variables },
      {
        next: (event) => this.events.push(event as unknown as Answer<Data>),
        error: (error) => {
          this.closed = error;
        },
        complete: () => {
          this.closed ??= 'complete';
        },
      },
    );
  }

  /** Waits for an event that fits. @throws after ten seconds, with what came instead */
  async until(fits: (data: Data) => boolean): Promise<Data> {
    return eventually(() => {
      const found = this.events.find((event) => event.data !== null && fits(event.data));
      if (found?.data) return found.data;
      throw new Error(`Not among ${JSON.stringify(this.events)}; closed: ${JSON.stringify(this.closed ?? null)}`);
    });
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

/** Tries again until it does not throw, for ten seconds. @throws what it threw last */
export async function eventually<T>(attempt: () => T | Promise<T>, patience = 10_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
