import type { AgeStatus, Pillar, RiskLevel } from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NeedsCard } from './needs-card.js';

export const CASE_STATUSES = ['OPEN', 'CLOSED'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** What the owning agency keeps about a survivor in the clear: nothing that names or describes one. */
@Entity({ name: 'case_file', schema: 'app' })
export class CaseFile {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'owner_agency_id' }) ownerAgencyId!: string;
  @Column('text', { name: 'case_code' }) caseCode!: string;
  @Column('uuid', { name: 'advocate_id' }) advocateId!: string;
  @Column('uuid', { name: 'guardian_advocate_id', nullable: true }) guardianAdvocateId!: string | null;
  @Column('text', { name: 'age_status' }) ageStatus!: AgeStatus;
  @Column('text', { array: true }) pillars!: Pillar[];
  @Column('jsonb', { name: 'needs_card' }) needsCard!: NeedsCard;
  @Column('text', { name: 'risk_level' }) riskLevel!: RiskLevel;
  @Column({ type: 'timestamptz', name: 'risk_review_due_at', precision: 3 }) riskReviewDueAt!: Date;
  @Column('text') status!: CaseStatus;
  @Column('uuid', { name: 'created_by' }) createdBy!: string;
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3 }) updatedAt!: Date;
  @Column('integer') version!: number;
}

/** A member of the owner's staff who works on the case. */
@Entity({ name: 'case_assignment', schema: 'app' })
export class CaseAssignment {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'owner_agency_id' }) ownerAgencyId!: string;
  @Column({ type: 'timestamptz', name: 'assigned_at', precision: 3 }) assignedAt!: Date;
}

export const caseEntities = [CaseFile, CaseAssignment];
