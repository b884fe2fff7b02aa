import type { NeedsCard } from '#cases';
import type { PlacementState, Urgency } from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlacementService } from './placement-service.js';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** One blind request for a bed, as the agency that asks keeps it. No shelter ever sees it. */
@Entity({ name: 'placement_request', schema: 'app' })
export class PlacementRequest {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('uuid', { name: 'owner_agency_id' }) ownerAgencyId!: string;
  @Column('jsonb', { name: 'needs_card' }) needsCard!: NeedsCard;
  @Column('text') urgency!: Urgency;
  @Column('text', { name: 'service_type' }) serviceType!: PlacementService;
  @Column('text') state!: PlacementState;
  @Column('uuid', { name: 'requested_by' }) requestedBy!: string;
  @Column({ ...moment, name: 'created_at' }) createdAt!: Date;
  /** When a shelter was chosen, or the request ended without one. */
  @Column({ ...moment, name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('integer') version!: number;
}
