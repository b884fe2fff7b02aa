import { createHmac } from 'node:crypto';
import { DomainError } from '#policy';
import type { Pool } from 'pg';

/** Too many wrong passwords or codes lately; `details.limit` is after how many seconds to try again. */
export class TooManyAttempts extends DomainError {
  readonly code = 'RATE_LIMITED';
  constructor() {
    super('Too many attempts. Wait a quarter of an hour, then try again.', { limit: windowMinutes * 60 });
  }
}

/** Whose attempt it is: an e-mail address before sign-in, a user id after it; and from where. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
}

const windowMinutes = 15;
/** From one address a person mistypes; from many, somebody is guessing; one address that tries everybody is guessing too. */
const most = { accountFromAddress: 10, account: 50, address: 100 };

/** One attempt that is being looked at: it counts as failed unless it is forgotten. */
export interface HeldAttempt {
  /** It was right, or no attempt at all. */
  forget(): Promise<void>;
}

/**
 * Counts failures in the database, so that every process counts together. An attempt counts from the moment it is looked at:
 * whoever sends a thousand at once would otherwise have all of them looked at before the first has failed.
 */
export class Attempts {
  constructor(
    private readonly pool: Pool,
    private readonly secret: string,
  ) {}

  /** @throws TooManyAttempts */
  async hold(attempt: Attempt): Promise<HeldAttempt> {
    const keys = this.keys(attempt);
    const at = await this.count(keys);
    if (at === undefined) throw new TooManyAttempts();
    return {
      forget: async () => {
        await this.pool.query('delete from auth.failed_attempt where key = any ($1) and at = $2::timestamptz', [
          keys,
          at,
        ]);
      },
    };
  }

  /** @returns when it was counted, as PostgreSQL writes it; undefined if there were too many before it */
  private async count(keys: readonly Buffer[]): Promise<string | undefined> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      // One after the other for each account and each address, in one order, so that none waits in a circle.
      await client.query(
        `select pg_advisory_xact_lock(hash) from (
           select hashtextextended(encode(key, 'hex'), 0) as hash from unnest($1::bytea[]) as key order by 1) as locks`,
        [keys],
      );
      const { rows } = await client.query<{ at: string }>(
        `with old as (delete from auth.failed_attempt where at < now() - interval '1 day'),
         held as (
           select k.key, k.most, (select count(*) from auth.failed_attempt f
             where f.key = k.key and f.at > now() - make_interval(mins => $3)) as failures
           from unnest($1::bytea[], $2::int[]) as k (key, most)),
         moment as (select clock_timestamp() as at)
         insert into auth.failed_attempt (key, at) select h.key, m.at from held h, moment m
         where not exists (select 1 from held full_already where full_already.failures >= full_already.most)
         returning at::text`,
        [keys, [most.accountFromAddress, most.account, most.address], windowMinutes],
      );
      await client.query('commit');
      return rows[0]?.at;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  /** A list of who failed to sign in from where would itself be worth stealing. */
  private keys({ account, address }: Attempt): Buffer[] {
    const mac = (text: string) => createHmac('sha256', this.secret).update(`attempt ${text}`).digest();
    return [mac(`both ${account} ${address}`), mac(`account ${account}`), mac(`address ${address}`)];
  }
}
