import type { CooperationEnding, CooperationState, SurvivorCondition, SurvivorDecision } from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Review } from './review.js';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** Begins with the request, by a trigger; the police can neither write nor read it. */
@Entity({ name: 'cooperation_review', schema: 'app' })
export class CooperationReview implements Review {
  @PrimaryColumn('uuid', { name: 'request_id' }) requestId!: string;
  @Column('uuid', { name: 'asked_agency_id' }) askedAgencyId!: string;
  @Column('text') state!: CooperationState;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('uuid', { name: 'reviewer_id', nullable: true }) reviewerId!: string | null;
  @Column({ ...moment, name: 'reviewed_at', nullable: true }) reviewedAt!: Date | null;
  @Column({ ...moment, name: 'reflection_until', nullable: true }) reflectionUntil!: Date | null;
  @Column('text', { nullable: true }) decision!: SurvivorDecision | null;
  @Column({ ...moment, name: 'decision_at', nullable: true }) decisionAt!: Date | null;
  @Column('text', { array: true }) conditions!: SurvivorCondition[];
  @Column('boolean', { name: 'advocate_present', nullable: true }) advocatePresent!: boolean | null;
  @Column('text', { name: 'closed_reason', nullable: true }) closedReason!: CooperationEnding | null;
  @Column({ ...moment, name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column({ ...moment, name: 'updated_at' }) updatedAt!: Date;
  @Column('integer') version!: number;
}
