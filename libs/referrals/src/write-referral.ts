import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  DEADLINE_HOURS,
  KIND_OF_SERVICE,
  PURPOSE_OF_SERVICE,
  type Actor,
  type HandOff,
  type ReferralState,
  type Urgency,
} from '#policy';
import { AuditTrail } from '#audit';
import { CaseAliases, type NeedsCard } from '#cases';
import { Outbox, type Tx } from '#platform/database';
import { Referral } from './referral.js';
import type { ReferralPlan } from './send-terms.js';

export interface NewReferral extends ReferralPlan {
  readonly ownerAgencyId: string;
  readonly unitId: string | null;
  readonly consentId: string | null;
  readonly state: Extract<ReferralState, 'DRAFT' | 'REQUESTED' | 'ACCEPTED'>;
  readonly urgency: Urgency;
  readonly handOff: HandOff;
  readonly needsCard: NeedsCard;
}

const hourMs = 3_600_000;

/** By when it is to be acknowledged and decided, counted from the moment it is sent. */
export function deadlinesFrom(at: Date, urgency: Urgency): { acknowledgeBy: Date; decideBy: Date } {
  const { acknowledge, decide } = DEADLINE_HOURS[urgency];
  return {
    acknowledgeBy: new Date(at.getTime() + acknowledge * hourMs),
    decideBy: new Date(at.getTime() + decide * hourMs),
  };
}

/** Writes a referral that has passed every check, with its audit entry and its event. */
@Injectable()
export class WriteReferral {
  constructor(
    private readonly aliases: CaseAliases,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** @returns its id */
  async write(tx: Tx, actor: Actor, action: string, referral: NewReferral): Promise<string> {
    const at = await tx.now();
    const id = randomUUID();
    const isDraft = referral.state === 'DRAFT';
    const isAccepted = referral.state === 'ACCEPTED';
    await tx.manager.insert(Referral, {
      id,
      kind: KIND_OF_SERVICE[referral.serviceType],
      serviceType: referral.serviceType,
      purpose: PURPOSE_OF_SERVICE[referral.serviceType],
      caseId: referral.caseId,
      caseAlias: await this.aliases.aliasFor(tx, referral.caseId, referral.recipientAgencyId),
      senderAgencyId: referral.ownerAgencyId,
      recipientAgencyId: referral.recipientAgencyId,
      recipientUnitId: referral.unitId,
      consentId: referral.consentId,
      state: referral.state,
      urgency: referral.urgency,
      handOff: referral.handOff,
      needsCard: referral.needsCard,
      infoAsked: [],
      rejectReason: null,
      stateReason: null,
      outcome: null,
      sentBy: actor.personId,
      createdAt: at,
      sentAt: isDraft ? null : at,
      acknowledgedAt: isAccepted ? at : null,
      decidedAt: isAccepted ? at : null,
      closedAt: null,
      acknowledgeBy: null,
      decideBy: null,
      ...(isDraft ? {} : deadlinesFrom(at, referral.urgency)),
      acknowledgeAlertedAt: null,
      decideAlertedAt: null,
      updatedAt: at,
      version: 1,
    });
    await this.audit.append(tx, actor, {
      action,
      objectType: 'Referral',
      objectId: id,
      ownerAgencyId: referral.ownerAgencyId,
      details: { to: referral.state },
    });
    if (!isDraft) {
      await this.outbox.add(tx, actor, {
        kind: 'referral.sent',
        objectId: id,
        agencyIds: [referral.ownerAgencyId, referral.recipientAgencyId],
      });
    }
    return id;
  }
}
