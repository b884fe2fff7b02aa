import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ServiceType } from '#policy';

/** What an agency offers to survivors. */
@Entity('service')
export class Service {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'agency_id' })
  agencyId!: string;

  @Column('text')
  type!: ServiceType;

  @Column('text')
  name!: string;

  /** ISO 639. */
  @Column('text', { array: true })
  languages!: string[];

  @Column('boolean')
  active!: boolean;
}
