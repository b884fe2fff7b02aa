import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Pool, PoolClient } from 'pg';

export interface NewSignIn {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

/**
 * Gives a person an e-mail address and a password to sign in with.
 * @param connection of the sign-in role, or of one above it
 * @returns the id to keep in `app.person.auth_user_id`
 */
export async function createSignIn(connection: Pick<Pool | PoolClient, 'query'>, signIn: NewSignIn): Promise<string> {
  const id = randomUUID();
  const hash = await hashPassword(signIn.password);
  await connection.query(
    `with person as (
       insert into auth."user" (id, name, email, "emailVerified") values ($1, $2, $3, true) returning id
     )
     insert into auth.account (id, "accountId", "providerId", "userId", password, "updatedAt")
     select $4, id, 'credential', id, $5, now() from person`,
    [id, signIn.name, signIn.email.toLowerCase(), randomUUID(), hash],
  );
  return id;
}
