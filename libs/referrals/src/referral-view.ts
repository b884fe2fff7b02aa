import {
  shownToSenderAs,
  type Actor,
  type AgencyKind,
  type ConsentState,
  type FieldPath,
  type HandOff,
  type HoldReason,
  type NeedsCardItem,
  type Outcome,
  type PurgeAnswer,
  type Purpose,
  type ReferralKind,
  type ReferralState,
  type RejectReason,
  type RetentionBasis,
  type Scope,
  type ServiceType,
  type Urgency,
} from '#policy';
import type { CaseRecord, NeedsCard } from '#cases';
import { consentStateOf, recipientSight } from './facts.js';
import { isWhole, type ReferralRow, type WholeReferralRow } from './referral-row.js';

export interface Party {
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
}

export interface ReferralConsent {
  readonly id: string;
  /** As of the reading: EXPIRED from the instant it names. */
  readonly state: ConsentState;
  /** Null for the recipient unless the referral is accepted and the consent stands. */
  readonly scopes: readonly Scope[] | null;
  readonly excludedFields: readonly FieldPath[] | null;
  readonly validFrom: Date;
  readonly expiresAt: Date;
  readonly withdrawnAt: Date | null;
}

export interface PurgeRequestView {
  readonly id: string;
  readonly referralId: string;
  readonly requestedAt: Date;
  readonly dueAt: Date;
  /** Null until it is answered. */
  readonly answer: PurgeAnswer | null;
  readonly legalBasis: RetentionBasis | null;
  readonly answeredAt: Date | null;
  readonly version: number;
}

/** A referral as one of its two sides sees it. */
export interface ReferralView {
  readonly id: string;
  readonly kind: ReferralKind;
  readonly serviceType: ServiceType;
  readonly purpose: Purpose;
  readonly urgency: Urgency;
  readonly state: ReferralState;
  readonly caseAlias: string;
  /** Null for the recipient. */
  readonly caseId: string | null;
  readonly handOff: HandOff;
  readonly sender: Party;
  readonly recipient: Party;
  readonly unit: { readonly id: string; readonly name: string | null } | null;
  /** Null for the recipient once there is nothing more to decide or to do, and once the consent has ended. */
  readonly needsCard: NeedsCard | null;
  readonly acknowledgeBy: Date | null;
  readonly decideBy: Date | null;
  readonly sentAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly closedAt: Date | null;
  readonly infoAsked: readonly NeedsCardItem[];
  readonly holdReason: HoldReason | null;
  readonly rejectReason: RejectReason | null;
  readonly outcome: Outcome | null;
  readonly consent: ReferralConsent | null;
  readonly purgeRequest: PurgeRequestView | null;
  /** Null unless it was asked for. */
  readonly record: CaseRecord | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** @param at the database's clock */
export function toReferralView(
  row: ReferralRow,
  actor: Pick<Actor, 'agencyId'>,
  at: Date,
  record: CaseRecord | null,
): ReferralView {
  const isSender = row.senderAgencyId === actor.agencyId;
  const sight = isSender ? 'CONTENT' : recipientSight(row, at);
  const whole = isWhole(row) ? row : null;
  return {
    id: row.id,
    kind: row.kind,
    serviceType: row.serviceType,
    purpose: row.purpose,
    urgency: row.urgency,
    state: row.state,
    caseAlias: row.caseAlias,
    caseId: isSender ? row.caseId : null,
    handOff: row.handOff,
    sender: { id: row.senderAgencyId, name: row.senderName, kind: row.senderKind },
    recipient: { id: row.recipientAgencyId, name: row.recipientName, kind: row.recipientKind },
    unit: row.recipientUnitId === null ? null : { id: row.recipientUnitId, name: row.unitName },
    needsCard: sight === 'CARD' || sight === 'CONTENT' ? row.needsCard : null,
    acknowledgeBy: row.acknowledgeBy,
    decideBy: row.decideBy,
    sentAt: row.sentAt,
    acknowledgedAt: row.acknowledgedAt,
    decidedAt: row.decidedAt,
    closedAt: row.closedAt,
    infoAsked: row.infoAsked,
    holdReason: row.stateReason,
    rejectReason: isSender && row.rejectReason !== null ? shownToSenderAs(row.rejectReason) : row.rejectReason,
    outcome: row.outcome,
    consent: whole === null ? null : consentOf(whole, at, sight === 'CONTENT'),
    purgeRequest: whole === null ? null : purgeOf(whole),
    record,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function consentOf(row: WholeReferralRow, at: Date, withTerms: boolean): ReferralConsent | null {
  const state = consentStateOf(row, at);
  const { consentId, consentValidFrom, consentExpiresAt } = row;
  if (consentId === null || state === null || consentValidFrom === null || consentExpiresAt === null) return null;
  return {
    id: consentId,
    state,
    // Before it accepts, a recipient is not to know what there would be to know.
    scopes: withTerms ? row.consentScopes : null,
    excludedFields: withTerms ? row.consentExcludedFields : null,
    validFrom: consentValidFrom,
    expiresAt: consentExpiresAt,
    withdrawnAt: row.consentWithdrawnAt,
  };
}

function purgeOf(row: WholeReferralRow): PurgeRequestView | null {
  const { purgeId, purgeRequestedAt, purgeDueAt, purgeVersion } = row;
  if (purgeId === null || purgeRequestedAt === null || purgeDueAt === null || purgeVersion === null) return null;
  return {
    id: purgeId,
    referralId: row.id,
    requestedAt: purgeRequestedAt,
    dueAt: purgeDueAt,
    answer: row.purgeAnswer,
    legalBasis: row.purgeLegalBasis,
    answeredAt: row.purgeAnsweredAt,
    version: purgeVersion,
  };
}
