import { Inject, Injectable } from '@nestjs/common';
import type { Actor, AgencyKind, Role } from '#policy';
import { Config } from '#platform/config';
import { Database } from '#platform/database';

interface SessionRow {
  readonly session_id: string;
  readonly auth_user_id: string;
  readonly step_up_at: Date;
  readonly activity_due: boolean;
  readonly expires_at: Date;
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
  readonly expiresAt: Date;
}

/** Looks at sessions, as they are at this moment; nothing is remembered between requests. */
@Injectable()
export class Sessions {
  private readonly longestIdle: string;

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
  async find(token: string, activity: boolean): Promise<LiveSession | null> {
    const { rows } = await this.database.pool.query<SessionRow>({
      name: 'session-actor',
      text: 'select * from app.session_actor($1, $2)',
      values: [token, this.longestIdle],
    });
    const [row] = rows;
    if (row === undefined) return null;
    if (activity && row.activity_due) await this.used(token);
    return {
      authUserId: row.auth_user_id,
      expiresAt: row.expires_at,
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

  private async used(token: string): Promise<void> {
    await this.database.pool.query({ name: 'session-used', text: 'select app.session_used($1)', values: [token] });
  }
}
