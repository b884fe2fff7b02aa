import { Column, Entity, PrimaryColumn } from 'typeorm';

export type PersonStatus = 'ACTIVE' | 'SUSPENDED';

/** A staff member. */
@Entity('person')
export class Person {
  @PrimaryColumn('uuid')
  id!: string;

  /** The user of the sign-in schema. */
  @Column('text', { name: 'auth_user_id' })
  authUserId!: string;

  @Column('text', { name: 'display_name' })
  displayName!: string;

  @Column('text')
  email!: string;

  /** BCP 47; the language of mails. */
  @Column('text')
  locale!: string;

  @Column('text')
  status!: PersonStatus;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt!: Date;
}
