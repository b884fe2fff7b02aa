import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Database, Outbox } from '#platform/database';
import { agenciesToTell, Consent } from './consent.js';
import { CONSENT_ENDERS, type ConsentEnder } from './consent-ender.js';

const atOnce = 50;

/**
 * Writes down that consents are over. Reading was closed to the second by the clock already; what is left is to tell people,
 * to end what rested on them, and to take the keys away. Runs as the worker.
 */
@Injectable()
export class ExpireConsents {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    @Inject(CONSENT_ENDERS) private readonly enders: readonly ConsentEnder[],
  ) {}

  /** @returns how many were expired, at most 50: call again until there are none */
  async execute(): Promise<number> {
    return this.database.system(async (tx) => {
      const due = await tx.manager
        .createQueryBuilder(Consent, 'consent')
        .where(`consent.state = 'ACTIVE' and consent.expires_at <= now()`)
        .orderBy('consent.expiresAt')
        .addOrderBy('consent.id')
        .limit(atOnce)
        .setLock('for_no_key_update')
        .setOnLocked('skip_locked')
        .getMany();
      for (const consent of due) {
        const change = { state: 'EXPIRED', version: consent.version + 1 } as const;
        await tx.manager.update(Consent, { id: consent.id }, change);
        for (const ender of this.enders) await ender.consentEnded(tx, null, Object.assign(consent, change), 'EXPIRED');
        await this.audit.append(tx, null, {
          action: 'expireConsent',
          objectType: 'Consent',
          objectId: consent.id,
          ownerAgencyId: consent.ownerAgencyId,
          details: { caseId: consent.caseId, recipientAgencyId: consent.recipientAgencyId, version: change.version },
        });
        await this.outbox.add(tx, null, {
          kind: 'consent.expired',
          objectId: consent.id,
          agencyIds: agenciesToTell(consent),
        });
      }
      return due.length;
    });
  }
}
