import type { NeedsCard } from '#cases';
import {
  type AccessibilityNeed,
  type AgencyKind,
  type AreaBand,
  type BedSuitability,
  type Language,
  type MeetingPoint,
  type OfferState,
  type PlacementState,
  type RejectReason,
  type SecurityLevel,
  shownToSenderAs,
  type Urgency,
} from '#policy';
import type { Offer, Placement } from './placement.js';
import type { PlacementService } from './placement-service.js';
import { placementState } from './placement-state.js';

export interface RequestRow {
  readonly id: string;
  readonly case_id: string;
  readonly service_type: PlacementService;
  readonly urgency: Urgency;
  readonly needs_card: NeedsCard;
  readonly state: PlacementState;
  readonly created_at: Date;
  readonly closed_at: Date | null;
  readonly version: number;
  readonly [column: string]: unknown;
}

export interface OfferRow {
  readonly id: string;
  readonly request_id: string;
  readonly shelter_id: string;
  readonly shelter_name: string;
  readonly shelter_kind: AgencyKind;
  readonly case_alias: string;
  readonly service_type: PlacementService;
  readonly urgency: Urgency;
  readonly needs_card: NeedsCard;
  readonly state: OfferState;
  readonly bed_id: string | null;
  readonly suits: BedSuitability[];
  readonly accessibility: AccessibilityNeed[];
  readonly languages: Language[];
  readonly security_level: SecurityLevel;
  readonly area_band: AreaBand;
  readonly held_until: Date | null;
  readonly decline_reason: RejectReason | null;
  readonly meeting_point: MeetingPoint | null;
  readonly referral_id: string | null;
  readonly answered_at: Date | null;
  readonly arrived_at: Date | null;
  readonly departed_at: Date | null;
  readonly created_at: Date;
  readonly version: number;
  readonly [column: string]: unknown;
}

export const requestColumns = `r.id, r.case_id, r.service_type, r.urgency, r.needs_card, r.state, r.created_at, r.closed_at,
  r.version`;

export const offerSelect = `select o.id, o.request_id, s.id as shelter_id, s.name as shelter_name, s.kind as shelter_kind,
    o.case_alias, o.service_type, o.urgency, o.needs_card, o.state, b.id as bed_id, b.suits, b.accessibility, b.languages,
    b.security_level, b.area_band, o.held_until, o.decline_reason, o.meeting_point, o.referral_id, o.answered_at, o.arrived_at,
    o.departed_at, o.created_at, o.version
  from app.placement_offer o
  join app.agency s on s.id = o.shelter_agency_id
  left join app.bed_category b on b.id = o.bed_category_id`;

/** What the agency that asks sees: the request and every shelter's answer. */
export function asOwner(row: RequestRow, offers: readonly OfferRow[]): Placement {
  return {
    id: row.id,
    side: 'OWNER',
    caseId: row.case_id,
    caseAlias: null,
    serviceType: row.service_type,
    urgency: row.urgency,
    needsCard: row.needs_card,
    state: row.state,
    offers: offers.map((offer) =>
      toOffer(offer, offer.decline_reason === null ? null : shownToSenderAs(offer.decline_reason)),
    ),
    createdAt: row.created_at,
    closedAt: row.closed_at,
    version: row.version,
  };
}

/** What one shelter sees: nothing that tells who else was asked, or that two shelters could compare. */
export function asShelter(row: OfferRow): Placement {
  return {
    id: row.id,
    side: 'SHELTER',
    caseId: null,
    caseAlias: row.case_alias,
    serviceType: row.service_type,
    urgency: row.urgency,
    needsCard: row.needs_card,
    state: placementState({ state: row.state, arrivedAt: row.arrived_at, departedAt: row.departed_at }),
    offers: [toOffer(row, row.decline_reason)],
    createdAt: row.created_at,
    closedAt: row.departed_at,
    version: row.version,
  };
}

function toOffer(row: OfferRow, declineReason: RejectReason | null): Offer {
  return {
    id: row.id,
    shelter: { id: row.shelter_id, name: row.shelter_name, kind: row.shelter_kind },
    state: row.state,
    beds:
      row.bed_id === null
        ? null
        : {
            id: row.bed_id,
            suits: row.suits,
            accessibility: row.accessibility,
            languages: row.languages,
            securityLevel: row.security_level,
            areaBand: row.area_band,
          },
    heldUntil: row.held_until,
    declineReason,
    meetingPoint: row.meeting_point,
    referralId: row.referral_id,
    answeredAt: row.answered_at,
    arrivedAt: row.arrived_at,
    departedAt: row.departed_at,
    version: row.version,
  };
}
