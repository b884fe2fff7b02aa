import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Database, type NamedQuery, Outbox } from '#platform/database';
import type { Round } from '../rounds/round.js';

interface MissedRow {
  readonly id: string;
  readonly sender_agency_id: string;
  readonly recipient_agency_id: string;
  readonly [column: string]: unknown;
}

/** Each alerts once: the note of it is what the search leaves out. */
const searches: readonly (NamedQuery & { readonly deadline: string })[] = [
  {
    deadline: 'ACKNOWLEDGE',
    name: 'deadlines-acknowledge',
    text: `
      update app.referral r set acknowledge_alerted_at = now() from (
        select id from app.referral
        where acknowledged_at is null and acknowledge_alerted_at is null and state in ('REQUESTED', 'INFO_REQUESTED')
          and acknowledge_by <= now()
        order by acknowledge_by limit 100 for no key update skip locked) missed
      where r.id = missed.id returning r.id, r.sender_agency_id, r.recipient_agency_id`,
  },
  {
    deadline: 'DECIDE',
    name: 'deadlines-decide',
    text: `
      update app.referral r set decide_alerted_at = now() from (
        select id from app.referral
        where decided_at is null and decide_alerted_at is null and state in ('REQUESTED', 'INFO_REQUESTED', 'WAITLISTED')
          and decide_by <= now()
        order by decide_by limit 100 for no key update skip locked) missed
      where r.id = missed.id returning r.id, r.sender_agency_id, r.recipient_agency_id`,
  },
];

/** Alerts the supervisors of both agencies, once, when a referral was not acknowledged or not decided in time. */
@Injectable()
export class AlertDeadlines implements Round {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  async execute(): Promise<number> {
    const counts = await Promise.all(searches.map((search) => this.alert(search)));
    return Math.max(...counts);
  }

  private alert({ deadline, ...search }: (typeof searches)[number]): Promise<number> {
    return this.database.system(async (tx) => {
      const missed = await tx.query<MissedRow>(search);
      for (const { id, sender_agency_id: sender, recipient_agency_id: recipient } of missed) {
        await this.audit.append(tx, null, {
          action: 'alertDeadline',
          objectType: 'Referral',
          objectId: id,
          ownerAgencyId: sender,
          details: { deadline },
        });
        await this.outbox.add(tx, null, { kind: 'deadline.missed', objectId: id, agencyIds: [sender, recipient] });
      }
      return missed.length;
    });
  }
}
