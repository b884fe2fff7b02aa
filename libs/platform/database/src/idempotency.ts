import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '#policy';
import type { Tx } from './tx.js';

/** The same `clientMutationId` came with another mutation or another input. */
export class MutationIdReused extends DomainError {
  readonly code = 'MUTATION_ID_REUSED';
  constructor() {
    super('This clientMutationId was used for something else. Choose a new one for a new request.', {
      path: ['input', 'clientMutationId'],
    });
  }
}

export interface MutationKey {
  readonly mutation: string;
  readonly input: object;
  readonly clientMutationId?: string | null | undefined;
}

interface DoneRow {
  readonly mutation: string;
  readonly input_mac: Buffer;
  readonly result_id: string;
}

/** Does a mutation's work once, however often it is sent. */
export class Idempotency {
  constructor(private readonly secret: string) {}

  /**
   * @returns the id of what the work changed: from the work itself, or remembered from the first time.
   * @throws MutationIdReused
   */
  async once(
    tx: Tx,
    actor: { readonly personId: string },
    key: MutationKey,
    work: () => Promise<string>,
  ): Promise<string> {
    const { clientMutationId } = key;
    if (clientMutationId === undefined || clientMutationId === null) return work();
    // Two copies of one request may run at the same moment: the second waits here until the first has committed or failed.
    await tx.query({
      name: 'mutation-turn',
      text: `select pg_advisory_xact_lock(hashtextextended($1, 0))`,
      values: [`${actor.personId}/${clientMutationId}`],
    });
    const mac = this.mac(key);
    const [done] = await tx.query<DoneRow & Record<string, unknown>>({
      name: 'mutation-done',
      text: `select mutation, input_mac, result_id from app.client_mutation where person_id = $1 and client_mutation_id = $2`,
      values: [actor.personId, clientMutationId],
    });
    if (done !== undefined) {
      if (done.mutation !== key.mutation || !timingSafeEqual(done.input_mac, mac)) throw new MutationIdReused();
      return done.result_id;
    }
    const id = await work();
    await tx.query({
      name: 'mutation-remember',
      text: `insert into app.client_mutation (person_id, client_mutation_id, mutation, input_mac, result_id, at)
        values ($1, $2, $3, $4, $5, now())`,
      values: [actor.personId, clientMutationId, key.mutation, mac, id],
    });
    return id;
  }

  /** Keyed, because an input is often a name or a date that a plain hash would give away. */
  private mac(key: MutationKey): Buffer {
    return createHmac('sha256', this.secret)
      .update(`${key.mutation}\n${canonical(key.input)}`)
      .digest();
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof Date)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
