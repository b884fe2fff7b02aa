import type { ContactMode, NeutralVenue, SurvivorCondition } from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReleasedArrangement } from './police-answer.js';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** What was agreed. The police see it from its release on and only while it stands. */
@Entity({ name: 'cooperation_arrangement', schema: 'app' })
export class CooperationArrangement implements ReleasedArrangement {
  @PrimaryColumn('uuid', { name: 'request_id' }) requestId!: string;
  @Column('uuid', { name: 'police_agency_id' }) policeAgencyId!: string;
  @Column('uuid', { name: 'asked_agency_id' }) askedAgencyId!: string;
  @Column('text', { name: 'contact_mode' }) contactMode!: ContactMode;
  @Column('text', { nullable: true }) venue!: NeutralVenue | null;
  @Column({ ...moment, name: 'starts_at' }) startsAt!: Date;
  @Column({ ...moment, name: 'ends_at' }) endsAt!: Date;
  @Column('text', { array: true }) conditions!: SurvivorCondition[];
  @Column({ ...moment, name: 'release_at' }) releaseAt!: Date;
  @Column({ ...moment, name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
  @Column({ ...moment, name: 'told_at', nullable: true }) toldAt!: Date | null;
  @Column('uuid', { name: 'arranged_by' }) arrangedBy!: string;
  @Column({ ...moment, name: 'arranged_at' }) arrangedAt!: Date;
}
