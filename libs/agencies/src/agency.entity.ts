import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgencyKind, AgencyStatus } from '#policy';

/** An organisation on the platform. */
@Entity('agency')
export class Agency {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: AgencyKind;

  /** ISO 3166-1 alpha-2. */
  @Column('character', { length: 2 })
  jurisdiction!: string;

  /** IANA name. */
  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  /** ISO 639. */
  @Column('text', { array: true })
  languages!: string[];

  @Column('text')
  status!: AgencyStatus;

  /** The law it works under keeps identities off the platform: its referrals carry the needs card only. */
  @Column('boolean', { name: 'forbids_identity' })
  forbidsIdentity!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;
}
