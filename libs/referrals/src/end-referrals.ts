import { Injectable } from '@nestjs/common';
import { statesEndedBy, type Actor } from '#policy';
import { AuditTrail } from '#audit';
import type { ConsentEnder, ConsentEnding, EndedConsent } from '#consents';
import { Config } from '#platform/config';
import type { Tx } from '#platform/database';

/**
 * What the end of a consent means here: referrals under it that still open something or may yet end, and whoever was ever shown something of the
 * case is asked to purge it. Who is told follows from the consent's own event.
 */
@Injectable()
export class EndReferrals implements ConsentEnder {
  constructor(
    private readonly audit: AuditTrail,
    private readonly config: Config,
  ) {}

  async consentEnded(tx: Tx, actor: Actor | null, consent: EndedConsent, why: ConsentEnding): Promise<void> {
    const ended = await tx.query<{ id: string }>({
      name: 'referrals-end',
      text: `update app.referral set state = $2, state_reason = null, closed_at = coalesce(closed_at, now()), updated_at = now(), version = version + 1
        where consent_id = $1 and state = any ($3) returning id`,
      values: [consent.id, why, statesEndedBy(why)],
    });
    await this.askToPurge(tx, consent, why);
    for (const { id } of ended) {
      await this.audit.append(tx, actor, {
        action: 'endReferral',
        objectType: 'Referral',
        objectId: id,
        ownerAgencyId: consent.ownerAgencyId,
        details: { to: why, consentId: consent.id },
      });
    }
  }

  /** Only an acceptance opens anything, and only an acceptance or a rejection is a decision. */
  private async askToPurge(tx: Tx, consent: EndedConsent, why: ConsentEnding): Promise<void> {
    // What ran out its time may be kept as long as the survivor agreed to; what was withdrawn may not.
    const days = this.config.env.PURGE_DAYS;
    const daysToPurge = why === 'EXPIRED' ? Math.max(days, consent.recipientRetentionDays) : days;
    await tx.query({
      name: 'purge-ask',
      text: `insert into app.purge_request (id, consent_id, referral_id, owner_agency_id, holder_agency_id, requested_at, due_at, version)
        select gen_random_uuid(), r.consent_id, r.id, r.sender_agency_id, r.recipient_agency_id, now(),
          now() + $2::float8 * interval '1 day', 1
        from app.referral r where r.consent_id = $1 and r.decided_at is not null and r.state <> 'REJECTED'
        on conflict (referral_id, consent_id) do nothing`,
      values: [consent.id, daysToPurge],
    });
  }
}
