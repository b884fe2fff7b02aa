import { Inject, Injectable } from '@nestjs/common';
import type { Actor, AgencyKind, Role } from '#policy';
import { Config } from '#platform/config';
import { Database } from '#platform/database';

interface SessionRow {
  readonly token: string;
  readonly session_id: string;
  readonly auth_user_id: string;
  readonly step_up_at: Date;
  readonly activity_due: boolean;
  readonly person_id: string;
  readonly display_name: string;
  readonly agency_id: string;
  readonly agency_kind: AgencyKind;
  readonly unit_id: string | null;
  readonly roles: readonly Role[];
}

/** A session that stands: its person and their agency are active, and it is neither too old nor idle. */
export interface LiveSession {
  readonly actor: Actor;
  readonly authUserId: string;
}

interface Look {
  readonly answer: Promise<LiveSession | null>;
  readonly resolve: (session: LiveSession | null) => void;
  readonly reject: (error: unknown) => void;
  activity: boolean;
}

const mostKnown = 2_000;

/**
 * Looks at sessions, as they are at this moment: no answer is given from memory. Requests that arrive in one turn of
 * the event loop are looked up together: one statement for all of them instead of one each.
 */
@Injectable()
export class Sessions {
  private readonly longestIdle: string;
  private waiting = new Map<string, Look>();
  private readonly known = new Map<string, LiveSession>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) config: Config,
  ) {
    this.longestIdle = `${config.env.SESSION_IDLE_MINUTES} minutes`;
  }

  /**
   * @param token as `SessionTokens` verified it
   * @param activity whether this look is something the person did; a subscription that merely stays open is not
   */
  find(token: string, activity: boolean): Promise<LiveSession | null> {
    const same = this.waiting.get(token);
    if (same !== undefined) {
      same.activity ||= activity;
      return same.answer;
    }
    if (this.waiting.size === 0) setImmediate(() => void this.look());
    const look = promiseOf(activity);
    this.waiting.set(token, look);
    return look.answer;
  }

  private async look(): Promise<void> {
    const looks = this.waiting;
    this.waiting = new Map();
    try {
      const { rows } = await this.database.pool.query<SessionRow>({
        name: 'session-actor',
        text: `select shown.token, found.* from unnest($1::text[]) as shown (token)
          cross join lateral app.session_actor(shown.token, $2::interval) as found`,
        values: [[...looks.keys()], this.longestIdle],
      });
      const due = rows.filter((row) => row.activity_due && looks.get(row.token)?.activity === true);
      if (due.length > 0) await this.used(due.map(({ token }) => token));
      for (const row of rows) looks.get(row.token)?.resolve(this.recognise(row));
      for (const look of looks.values()) look.resolve(null);
    } catch (error) {
      for (const look of looks.values()) look.reject(error);
    }
  }

  /**
   * The same object as last time if nothing about the session has changed: what was worked out for an actor, such as its
   * abilities, is kept with the object. Whether anything has changed was read from the database just now.
   */
  private recognise(row: SessionRow): LiveSession {
    const known = this.known.get(row.session_id);
    if (known !== undefined && saysTheSame(row, known)) return known;
    const session = toSession(row);
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(row.session_id, session);
    return session;
  }

  private async used(tokens: readonly string[]): Promise<void> {
    await this.database.pool.query({
      name: 'session-used',
      text: 'select app.session_used(token) from unnest($1::text[]) as token',
      values: [tokens],
    });
  }
}

function promiseOf(activity: boolean): Look {
  let resolve!: Look['resolve'];
  let reject!: Look['reject'];
  const answer = new Promise<LiveSession | null>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  return { answer, resolve, reject, activity };
}

function toSession(row: SessionRow): LiveSession {
  return {
    authUserId: row.auth_user_id,
    actor: {
      personId: row.person_id,
      agencyId: row.agency_id,
      agencyKind: row.agency_kind,
      unitId: row.unit_id,
      roles: row.roles,
      stepUpAt: row.step_up_at,
      sessionId: row.session_id,
      displayName: row.display_name,
    },
  };
}

function saysTheSame(row: SessionRow, { actor, authUserId }: LiveSession): boolean {
  return (
    row.auth_user_id === authUserId &&
    row.person_id === actor.personId &&
    row.display_name === actor.displayName &&
    row.agency_id === actor.agencyId &&
    row.agency_kind === actor.agencyKind &&
    row.unit_id === actor.unitId &&
    row.step_up_at.getTime() === actor.stepUpAt?.getTime() &&
    row.roles.length === actor.roles.length &&
    row.roles.every((role, index) => role === actor.roles[index])
  );
}
