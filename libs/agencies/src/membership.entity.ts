import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '#policy';

/** What a person is in the one agency they work for. */
@Entity('membership')
export class Membership {
  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @Column('uuid', { name: 'agency_id' })
  agencyId!: string;

  /** Null for staff of the whole agency. */
  @Column('uuid', { name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column('text', { array: true })
  roles!: Role[];
}
