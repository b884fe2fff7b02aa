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

/** Counts failures only, in the database, so that every process counts together and signing in often costs nothing. */
export class Attempts {
  constructor(
    private readonly pool: Pool,
    private readonly secret: string,
  ) {}

  /** @throws TooManyAttempts */
  async refuseIfTooMany(attempt: Attempt): Promise<void> {
    const { rows } = await this.pool.query<{ failures: number[] }>(
      `select array(
         select (select count(*)::int from auth.failed_attempt f
                 where f.key = k.key and f.at > now() - make_interval(mins => $2))
         from unnest($1::bytea[]) with ordinality as k (key, place) order by k.place) as failures`,
      [this.keys(attempt), windowMinutes],
    );
    const [both = 0, account = 0, address = 0] = rows[0]?.failures ?? [];
    if (both >= most.accountFromAddress || account >= most.account || address >= most.address)
      throw new TooManyAttempts();
  }

  async failed(attempt: Attempt): Promise<void> {
    await this.pool.query(
      `with old as (delete from auth.failed_attempt where at < now() - interval '1 day')
       insert into auth.failed_attempt (key) select unnest($1::bytea[])`,
      [this.keys(attempt)],
    );
  }

  /** A list of who failed to sign in from where would itself be worth stealing. */
  private keys({ account, address }: Attempt): Buffer[] {
    const mac = (text: string) => createHmac('sha256', this.secret).update(`attempt ${text}`).digest();
    return [mac(`both ${account} ${address}`), mac(`account ${account}`), mac(`address ${address}`)];
  }
}
