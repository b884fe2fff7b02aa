import { createHmac } from 'node:crypto';
import { verifyPassword } from 'better-auth/crypto';
import type { Pool } from 'pg';

/** What sign-in knows of a user beyond better-auth's own endpoints. */
export class Credentials {
  constructor(
    private readonly pool: Pool,
    private readonly secret: string,
  ) {}

  async hasSecondFactor(userId: string): Promise<boolean> {
    const { rows } = await this.pool.query<{ on: boolean | null }>(
      'select "twoFactorEnabled" as on from auth."user" where id = $1',
      [userId],
    );
    return rows[0]?.on === true;
  }

  async isPassword(userId: string, password: string): Promise<boolean> {
    const { rows } = await this.pool.query<{ hash: string | null }>(
      `select password as hash from auth.account where "userId" = $1 and "providerId" = 'credential'`,
      [userId],
    );
    const hash = rows[0]?.hash ?? null;
    return hash !== null && (await verifyPassword({ hash, password }));
  }

  /** @returns false when this one-time code was used before; somebody may have looked over a shoulder. */
  async spend(userId: string, code: string): Promise<boolean> {
    const mac = createHmac('sha256', this.secret).update(`code ${userId} ${code}`).digest();
    await this.pool.query(`delete from auth.spent_code where at < now() - interval '1 day'`);
    // Codes repeat by chance now and then; each is valid for a minute and a half at most.
    const { rowCount } = await this.pool.query(
      `insert into auth.spent_code (user_id, code) values ($1, $2)
       on conflict (user_id, code) do update set at = now() where spent_code.at < now() - interval '5 minutes'`,
      [userId, mac],
    );
    return rowCount === 1;
  }

  /** @returns when the session proved, by a password or a code just checked, who is using it. */
  async stepUp(sessionId: string): Promise<Date> {
    const { rows } = await this.pool.query<{ at: Date }>(
      'update auth.session set "stepUpAt" = now() where id = $1 returning "stepUpAt" as at',
      [sessionId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('The session ended meanwhile.');
    return row.at;
  }

  async endSession(token: string): Promise<void> {
    await this.pool.query('delete from auth.session where token = $1', [token]);
  }
}
