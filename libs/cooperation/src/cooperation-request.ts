import type { ContactMode, CooperationAsk } from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** What the police ask of an agency. Both sides see it; nothing in it ever changes. */
@Entity({ name: 'cooperation_request', schema: 'app' })
export class CooperationRequest {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'police_agency_id' }) policeAgencyId!: string;
  @Column('uuid', { name: 'asked_agency_id' }) askedAgencyId!: string;
  /** The number of their own file, as the police write it. */
  @Column('text', { name: 'police_case_reference' }) policeCaseReference!: string;
  @Column('text', { array: true }) asked!: CooperationAsk[];
  @Column('text', { name: 'contact_modes', array: true }) contactModes!: ContactMode[];
  /** The description of the person sought and of the matter. */
  @Column('bytea') sealed!: Buffer;
  @Column('integer', { name: 'key_version' }) keyVersion!: number;
  @Column('uuid', { name: 'submitted_by' }) submittedBy!: string;
  @Column({ ...moment, name: 'submitted_at' }) submittedAt!: Date;
  /** Fixed at submission: before it nobody hears anything. */
  @Column({ ...moment, name: 'answer_at' }) answerAt!: Date;
  @Column({ ...moment, name: 'answer_told_at', nullable: true }) answerToldAt!: Date | null;
}
