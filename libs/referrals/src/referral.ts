import type {
  HandOff,
  HoldReason,
  NeedsCardItem,
  Outcome,
  Purpose,
  ReferralKind,
  ReferralState,
  RejectReason,
  ServiceType,
  Urgency,
} from '#policy';
import type { NeedsCard } from '#cases';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** One agency asks another to serve one survivor, for one purpose, under one consent. */
@Entity({ name: 'referral', schema: 'app' })
export class Referral {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: ReferralKind;
  @Column('text', { name: 'service_type' }) serviceType!: ServiceType;
  @Column('text') purpose!: Purpose;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  /** What the recipient calls the case; another agency knows it by another name. */
  @Column('text', { name: 'case_alias' }) caseAlias!: string;
  @Column('uuid', { name: 'sender_agency_id' }) senderAgencyId!: string;
  @Column('uuid', { name: 'recipient_agency_id' }) recipientAgencyId!: string;
  @Column('uuid', { name: 'recipient_unit_id', nullable: true }) recipientUnitId!: string | null;
  /** Null for a draft, and where the owner's jurisdiction lets nothing travel but the needs card. */
  @Column('uuid', { name: 'consent_id', nullable: true }) consentId!: string | null;
  @Column('text') state!: ReferralState;
  @Column('text') urgency!: Urgency;
  @Column('text', { name: 'hand_off' }) handOff!: HandOff;
  /** As it was when the referral was sent or a question about it answered. */
  @Column('jsonb', { name: 'needs_card' }) needsCard!: NeedsCard;
  /** What the recipient has asked to be told more exactly; empty once answered. */
  @Column('text', { name: 'info_asked', array: true }) infoAsked!: NeedsCardItem[];
  /** As the recipient gave it. The sender is shown something else in place of SAFETY_CONFLICT. */
  @Column('text', { name: 'reject_reason', nullable: true }) rejectReason!: RejectReason | null;
  /** Why it is on hold; null in any other state. */
  @Column('text', { name: 'state_reason', nullable: true }) stateReason!: HoldReason | null;
  @Column('text', { nullable: true }) outcome!: Outcome | null;
  @Column('uuid', { name: 'sent_by' }) sentBy!: string;
  /** When it was written; once a draft is sent, when it was sent. */
  @Column({ ...moment, name: 'created_at' }) createdAt!: Date;
  @Column({ ...moment, name: 'sent_at', nullable: true }) sentAt!: Date | null;
  @Column({ ...moment, name: 'acknowledged_at', nullable: true }) acknowledgedAt!: Date | null;
  /** When it was accepted or rejected. */
  @Column({ ...moment, name: 'decided_at', nullable: true }) decidedAt!: Date | null;
  @Column({ ...moment, name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column({ ...moment, name: 'acknowledge_by', nullable: true }) acknowledgeBy!: Date | null;
  @Column({ ...moment, name: 'decide_by', nullable: true }) decideBy!: Date | null;
  @Column({ ...moment, name: 'acknowledge_alerted_at', nullable: true }) acknowledgeAlertedAt!: Date | null;
  @Column({ ...moment, name: 'decide_alerted_at', nullable: true }) decideAlertedAt!: Date | null;
  @Column({ ...moment, name: 'updated_at' }) updatedAt!: Date;
  @Column('integer') version!: number;
}
