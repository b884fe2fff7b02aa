import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part of an agency that referrals can be addressed to, such as a night desk. */
@Entity('unit')
export class Unit {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'agency_id' })
  agencyId!: string;

  @Column('text')
  name!: string;
}
