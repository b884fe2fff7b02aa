import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { ConsentEnder, ConsentEnding, EndedConsent } from '#consents';
import type { Actor } from '#policy';
import { Outbox, type Tx } from '#platform/database';

/**
 * When the consent to be contacted by the police ends, so does what was agreed with them. The arrangement is revoked by the
 * database as its review closes. Runs for whoever ends the consent, the clock included.
 */
@Injectable()
export class EndCooperation implements ConsentEnder {
  constructor(
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  async consentEnded(tx: Tx, actor: Actor | null, consent: EndedConsent, why: ConsentEnding): Promise<void> {
    if (consent.purpose !== 'JUSTICE_CONTACT') return;
    const ended = await tx.query<{ request_id: string }>({
      name: 'cooperation-end',
      // A consent that ran out while a newer one stands has been renewed; a withdrawal is a no, whatever else was signed.
      text: `update app.cooperation_review v
        set state = 'CLOSED', closed_reason = 'WITHDRAWN', closed_at = now(), updated_at = now(), version = v.version + 1
        from app.cooperation_request r
        where r.id = v.request_id and v.case_id = $1 and r.police_agency_id = $2
          and v.state in ('SURVIVOR_DECISION', 'ARRANGED') and v.decision in ('AGREE', 'AGREE_WITH_CONDITIONS')
          and ($4 or not exists (select 1 from app.consent c
            where c.case_id = $1 and c.recipient_agency_id = $2 and c.purpose = 'JUSTICE_CONTACT' and c.id <> $3
              and c.state = 'ACTIVE' and c.expires_at > now()))
        returning v.request_id`,
      values: [consent.caseId, consent.recipientAgencyId, consent.id, why === 'CONSENT_WITHDRAWN'],
    });
    for (const { request_id: objectId } of ended) {
      await this.audit.append(tx, actor, {
        action: 'endCooperation',
        objectType: 'Cooperation',
        objectId,
        ownerAgencyId: consent.ownerAgencyId,
        details: { why },
      });
      await this.outbox.add(tx, actor, {
        kind: 'cooperation.changed',
        objectId,
        agencyIds: [consent.ownerAgencyId],
      });
    }
  }
}
