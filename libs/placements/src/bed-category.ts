import type { AccessibilityNeed, AreaBand, BedSuitability, Language, SecurityLevel } from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** Beds of one kind that a shelter publishes. It says whom they suit and how many there are, never where they stand. */
@Entity({ name: 'bed_category', schema: 'app' })
export class BedCategory {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'agency_id' }) agencyId!: string;
  @Column('text', { array: true }) suits!: BedSuitability[];
  @Column('text', { array: true }) accessibility!: AccessibilityNeed[];
  @Column('text', { array: true }) languages!: Language[];
  @Column('text', { name: 'security_level' }) securityLevel!: SecurityLevel;
  /** From how far away survivors are taken in. */
  @Column('text', { name: 'area_band' }) areaBand!: AreaBand;
  @Column('integer') capacity!: number;
  /** Survivors who have arrived and not left. Follows the offers in the database; nobody writes it. */
  @Column({ type: 'integer', update: false }) occupied!: number;
  /** Beds kept for somebody who has not arrived yet. Follows the offers in the database; nobody writes it. */
  @Column({ type: 'integer', update: false }) held!: number;
  /** When the shelter last said that all this is so. */
  @Column({ ...moment, name: 'as_of' }) asOf!: Date;
  /** Counts what the shelter publishes; holds and arrivals come and go beside it. */
  @Column('integer') version!: number;
}
