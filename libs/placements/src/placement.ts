import type { NeedsCard } from '#cases';
import type {
  AccessibilityNeed,
  AgencyKind,
  AreaBand,
  BedSuitability,
  Language,
  MeetingPoint,
  OfferState,
  PlacementSide,
  PlacementState,
  RejectReason,
  SecurityLevel,
  Urgency,
} from '#policy';
import type { PlacementService } from './placement-service.js';

/** The beds that a shelter holds for a request, as both sides may know them. */
export interface OfferedBeds {
  readonly id: string;
  readonly suits: readonly BedSuitability[];
  readonly accessibility: readonly AccessibilityNeed[];
  readonly languages: readonly Language[];
  readonly securityLevel: SecurityLevel;
  readonly areaBand: AreaBand;
}

/** One shelter's part in a request. */
export interface Offer {
  readonly id: string;
  readonly shelter: { readonly id: string; readonly name: string; readonly kind: AgencyKind };
  readonly state: OfferState;
  readonly beds: OfferedBeds | null;
  readonly heldUntil: Date | null;
  /** On the asking side SAFETY_CONFLICT reads CANNOT_MEET_NEED. */
  readonly declineReason: RejectReason | null;
  readonly meetingPoint: MeetingPoint | null;
  readonly referralId: string | null;
  readonly answeredAt: Date | null;
  readonly arrivedAt: Date | null;
  readonly departedAt: Date | null;
  readonly version: number;
}

/** A request for a bed as one side may see it. */
export interface Placement {
  /** The request's id to the agency that asks. A shelter knows it by its own offer's id: a shared one would join two shelters' lists. */
  readonly id: string;
  readonly side: PlacementSide;
  /** Null to a shelter. */
  readonly caseId: string | null;
  /** The name under which this shelter alone knows the case; null to the agency that asks. */
  readonly caseAlias: string | null;
  readonly serviceType: PlacementService;
  readonly urgency: Urgency;
  readonly needsCard: NeedsCard;
  readonly state: PlacementState;
  /** All of them to the agency that asks; to a shelter its own and no other. */
  readonly offers: readonly Offer[];
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly version: number;
}
