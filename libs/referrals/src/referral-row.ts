import type {
  AgencyKind,
  ConsentState,
  FieldPath,
  HandOff,
  HoldReason,
  NeedsCardItem,
  Outcome,
  PurgeAnswer,
  Purpose,
  ReferralKind,
  ReferralState,
  RejectReason,
  RetentionBasis,
  Scope,
  ServiceType,
  Urgency,
} from '#policy';
import type { NeedsCard } from '#cases';

/** A referral with the names of its parties and what its consent says of time: all that a list needs. */
export interface ReferralRow {
  [column: string]: unknown;
  id: string;
  kind: ReferralKind;
  serviceType: ServiceType;
  purpose: Purpose;
  caseId: string;
  caseAlias: string;
  senderAgencyId: string;
  senderName: string;
  senderKind: AgencyKind;
  forbidsIdentity: boolean;
  recipientAgencyId: string;
  recipientName: string;
  recipientKind: AgencyKind;
  recipientUnitId: string | null;
  unitName: string | null;
  consentId: string | null;
  /** Null without a consent. */
  consentState: ConsentState | null;
  consentExpiresAt: Date | null;
  state: ReferralState;
  urgency: Urgency;
  handOff: HandOff;
  needsCard: NeedsCard;
  infoAsked: NeedsCardItem[];
  rejectReason: RejectReason | null;
  stateReason: HoldReason | null;
  outcome: Outcome | null;
  createdAt: Date;
  sentAt: Date | null;
  acknowledgedAt: Date | null;
  decidedAt: Date | null;
  closedAt: Date | null;
  acknowledgeBy: Date | null;
  decideBy: Date | null;
  updatedAt: Date;
  version: number;
  /** Whether the reader works on the case; false on the recipient's side. */
  assigned: boolean;
  /** Whether the case is closed to the reader. */
  conflicted: boolean;
}

/** The same with what the kernel asks about, and the request to purge. */
export interface WholeReferralRow extends ReferralRow {
  consentRecipientAgencyId: string | null;
  consentRecipientUnitId: string | null;
  consentNamedPersonId: string | null;
  consentPurpose: Purpose | null;
  consentScopes: Scope[] | null;
  consentExcludedFields: FieldPath[] | null;
  consentValidFrom: Date | null;
  consentWithdrawnAt: Date | null;
  /** The scopes that agreements in force now cover for this purpose; null if none does. */
  agreementScopes: Scope[] | null;
  agreementExpiresAt: Date | null;
  purgeId: string | null;
  purgeRequestedAt: Date | null;
  purgeDueAt: Date | null;
  purgeAnswer: PurgeAnswer | null;
  purgeLegalBasis: RetentionBasis | null;
  purgeAnsweredAt: Date | null;
  purgeVersion: number | null;
}

export function isWhole(row: ReferralRow): row is WholeReferralRow {
  return row['agreementScopes'] !== undefined;
}

const briefColumns = `r.id, r.kind, r.service_type as "serviceType", r.purpose, r.case_id as "caseId",
  r.case_alias as "caseAlias", r.sender_agency_id as "senderAgencyId", s.name as "senderName", s.kind as "senderKind",
  s.forbids_identity as "forbidsIdentity", r.recipient_agency_id as "recipientAgencyId", t.name as "recipientName",
  t.kind as "recipientKind", r.recipient_unit_id as "recipientUnitId", u.name as "unitName",
  r.consent_id as "consentId", k.state as "consentState", k.expires_at as "consentExpiresAt", r.state, r.urgency,
  r.hand_off as "handOff", r.needs_card as "needsCard", r.info_asked as "infoAsked",
  r.reject_reason as "rejectReason", r.state_reason as "stateReason", r.outcome, r.created_at as "createdAt",
  r.sent_at as "sentAt", r.acknowledged_at as "acknowledgedAt", r.decided_at as "decidedAt",
  r.closed_at as "closedAt", r.acknowledge_by as "acknowledgeBy", r.decide_by as "decideBy",
  r.updated_at as "updatedAt", r.version`;

const briefJoins = `join app.agency s on s.id = r.sender_agency_id
  join app.agency t on t.id = r.recipient_agency_id
  left join app.unit u on u.id = r.recipient_unit_id
  left join app.consent k on k.id = r.consent_id`;

const wholeColumns = `k.recipient_agency_id as "consentRecipientAgencyId",
  k.recipient_unit_id as "consentRecipientUnitId", k.recipient_person_id as "consentNamedPersonId",
  k.purpose as "consentPurpose", k.scopes as "consentScopes", k.excluded_fields as "consentExcludedFields",
  k.valid_from as "consentValidFrom", k.withdrawn_at as "consentWithdrawnAt", g.scopes as "agreementScopes",
  g.expires_at as "agreementExpiresAt", p.id as "purgeId", p.requested_at as "purgeRequestedAt",
  p.due_at as "purgeDueAt", p.answer as "purgeAnswer", p.legal_basis as "purgeLegalBasis",
  p.answered_at as "purgeAnsweredAt", p.version as "purgeVersion"`;

/**
 * What the agreements in force now allow from one agency to another for a purpose, taken together; null if there is none.
 * A party that is not active has none.
 */
export function agreementInForce(sender: string, recipient: string, purpose: string): string {
  return `select array_agg(distinct m_scope) as scopes, min(m.expires_at) as expires_at
    from app.agreement m
    join app.agency d on d.id = m.discloser_agency_id and d.status = 'ACTIVE'
    join app.agency e on e.id = m.recipient_agency_id and e.status = 'ACTIVE'
    cross join unnest(m.scopes) as m_scope
    where m.discloser_agency_id = ${sender} and m.recipient_agency_id = ${recipient} and m.status = 'ACTIVE'
      and m.expires_at > now() and ${purpose} = any (m.purposes)`;
}

const wholeJoins = `left join app.purge_request p on p.referral_id = r.id and p.consent_id = r.consent_id
  left join lateral (${agreementInForce('r.sender_agency_id', 'r.recipient_agency_id', 'r.purpose')}) g on true`;

/** BRIEF is enough for the needs card; WHOLE has the terms of the consent and what opens a record. */
export type Extent = 'BRIEF' | 'WHOLE';

/** @param from what stands behind `from`, with the referral as `r` */
export function selectReferrals(extent: Extent, about: { assigned: string; conflicted: string }, from: string): string {
  const [columns, joins] =
    extent === 'WHOLE'
      ? [`${briefColumns}, ${wholeColumns}`, `${briefJoins}\n${wholeJoins}`]
      : [briefColumns, briefJoins];
  return `select ${columns}, ${about.assigned} as assigned, ${about.conflicted} as conflicted from ${from}\n${joins}`;
}
