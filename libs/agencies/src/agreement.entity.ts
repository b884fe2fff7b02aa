import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Purpose, Scope } from '#policy';

export type AgreementStatus = 'ACTIVE' | 'ENDED';

/** The signed memorandum under which one agency may disclose to another. Without an active one there is no referral. */
@Entity('agreement')
export class Agreement {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'discloser_agency_id' })
  discloserAgencyId!: string;

  @Column('uuid', { name: 'recipient_agency_id' })
  recipientAgencyId!: string;

  @Column('text', { array: true })
  purposes!: Purpose[];

  @Column('text', { array: true })
  scopes!: Scope[];

  @Column({ type: 'timestamptz', name: 'signed_at', precision: 3 })
  signedAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  /** Of the signed document, which is kept elsewhere. */
  @Column('bytea', { name: 'document_sha256' })
  documentSha256!: Buffer;

  @Column('text')
  status!: AgreementStatus;
}
