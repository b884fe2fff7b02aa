import type { NeedsCard } from '#cases';
import type { MeetingPoint, OfferState, RejectReason, Urgency } from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlacementService } from './placement-service.js';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** One shelter's part in a request: its own copy of what it may know, and what it answered. */
@Entity({ name: 'placement_offer', schema: 'app' })
export class PlacementOffer {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'request_id' }) requestId!: string;
  @Column('uuid', { name: 'owner_agency_id' }) ownerAgencyId!: string;
  @Column('uuid', { name: 'shelter_agency_id' }) shelterAgencyId!: string;
  @Column('text', { name: 'case_alias' }) caseAlias!: string;
  @Column('jsonb', { name: 'needs_card' }) needsCard!: NeedsCard;
  @Column('text') urgency!: Urgency;
  @Column('text', { name: 'service_type' }) serviceType!: PlacementService;
  @Column('text') state!: OfferState;
  @Column('uuid', { name: 'bed_category_id', nullable: true }) bedCategoryId!: string | null;
  /** Until when the bed is kept for a confirmation; from this instant on the hold is over, whatever the state says. */
  @Column({ ...moment, name: 'held_until', nullable: true }) heldUntil!: Date | null;
  @Column('text', { name: 'decline_reason', nullable: true }) declineReason!: RejectReason | null;
  @Column('uuid', { name: 'referral_id', nullable: true }) referralId!: string | null;
  @Column('text', { name: 'meeting_point', nullable: true }) meetingPoint!: MeetingPoint | null;
  @Column('uuid', { name: 'answered_by', nullable: true }) answeredBy!: string | null;
  @Column({ ...moment, name: 'answered_at', nullable: true }) answeredAt!: Date | null;
  @Column({ ...moment, name: 'arrived_at', nullable: true }) arrivedAt!: Date | null;
  @Column({ ...moment, name: 'departed_at', nullable: true }) departedAt!: Date | null;
  @Column({ ...moment, name: 'created_at' }) createdAt!: Date;
  @Column('integer') version!: number;
}
