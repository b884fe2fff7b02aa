import type { PurgeAnswer, RetentionBasis } from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** A recipient is asked to purge what a consent opened to it, once that consent has ended. */
@Entity({ name: 'purge_request', schema: 'app' })
export class PurgeRequest {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'consent_id' }) consentId!: string;
  @Column('uuid', { name: 'referral_id' }) referralId!: string;
  @Column('uuid', { name: 'owner_agency_id' }) ownerAgencyId!: string;
  @Column('uuid', { name: 'holder_agency_id' }) holderAgencyId!: string;
  @Column({ ...moment, name: 'requested_at' }) requestedAt!: Date;
  @Column({ ...moment, name: 'due_at' }) dueAt!: Date;
  /** Null until it is answered. */
  @Column('text', { nullable: true }) answer!: PurgeAnswer | null;
  /** On what something is kept; null unless RETAINED. */
  @Column('text', { name: 'legal_basis', nullable: true }) legalBasis!: RetentionBasis | null;
  @Column({ ...moment, name: 'answered_at', nullable: true }) answeredAt!: Date | null;
  @Column('uuid', { name: 'answered_by', nullable: true }) answeredBy!: string | null;
  @Column({ ...moment, name: 'overdue_alerted_at', nullable: true }) overdueAlertedAt!: Date | null;
  @Column('integer') version!: number;
}
