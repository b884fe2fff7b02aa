import { Injectable } from '@nestjs/common';
import { type Actor, type HandOff, may, NotFound, ofCase, type ServiceType, type Urgency } from '#policy';
import type { NeedsCard } from '#cases';
import type { Tx } from '#platform/database';
import { refuseImpossible, refuseUnlessSendable, SendTermsReader } from './send-terms.js';
import { WriteReferral } from './write-referral.js';

/** What the shelter accepted when it took the request, as it was then. */
export interface PlacementReferral {
  readonly caseId: string;
  readonly consentId?: string | null;
  readonly recipientAgencyId: string;
  readonly recipientUnitId?: string | null;
  readonly serviceType: ServiceType;
  readonly urgency: Urgency;
  readonly handOff: HandOff;
  readonly needsCard: NeedsCard;
}

/** Writes the referral of a placement that its shelter has accepted and the sender confirms, in the confirming transaction. */
@Injectable()
export class SendPlacementReferral {
  constructor(
    private readonly terms: SendTermsReader,
    private readonly writer: WriteReferral,
  ) {}

  /** @returns the referral's id @throws NotFound, InvalidInput, NoAgreement, NoConsent, RiskReviewOverdue */
  async execute(tx: Tx, actor: Actor, placement: PlacementReferral): Promise<string> {
    const terms = await this.terms.of(tx, placement, true);
    const { file } = terms;
    if (!may(actor, 'send', ofCase('Referral', file))) throw new NotFound();
    refuseImpossible(placement, terms, 'PLACEMENT');
    return this.writer.write(tx, actor, 'sendReferral', {
      caseId: file.id,
      ownerAgencyId: file.ownerAgencyId,
      recipientAgencyId: placement.recipientAgencyId,
      unitId: terms.unitId,
      serviceType: placement.serviceType,
      consentId: refuseUnlessSendable(placement, terms, await tx.now()),
      state: 'ACCEPTED',
      urgency: placement.urgency,
      handOff: placement.handOff,
      needsCard: placement.needsCard,
    });
  }
}
