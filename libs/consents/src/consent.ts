import type {
  CaptureLanguage,
  ConsentFacts,
  ConsentMethod,
  ConsentState,
  CopyGiven,
  FieldPath,
  GrantedBy,
  Purpose,
  Scope,
} from '#policy';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StatementVersion, Understanding } from './understanding.js';

const moment = { type: 'timestamptz', precision: 3 } as const;

/** One recipient agency (and unit), one purpose, a set of fields, a time. Onward sharing is never part of it. */
@Entity({ name: 'consent', schema: 'app' })
export class Consent {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('uuid', { name: 'owner_agency_id' }) ownerAgencyId!: string;
  @Column('uuid', { name: 'recipient_agency_id' }) recipientAgencyId!: string;
  @Column('uuid', { name: 'recipient_unit_id', nullable: true }) recipientUnitId!: string | null;
  /** The one person who may receive LOCATION. */
  @Column('uuid', { name: 'recipient_person_id', nullable: true }) recipientPersonId!: string | null;
  @Column('text') purpose!: Purpose;
  @Column('text', { array: true }) scopes!: Scope[];
  @Column('text', { name: 'excluded_fields', array: true }) excludedFields!: FieldPath[];
  /** As last written. An ACTIVE consent is over at `expiresAt`, whether or not this says so: ask `consentStateAt`. */
  @Column('text') state!: ConsentState;
  @Column({ ...moment, name: 'valid_from' }) validFrom!: Date;
  @Column({ ...moment, name: 'expires_at' }) expiresAt!: Date;
  @Column('integer', { name: 'recipient_retention_days' }) recipientRetentionDays!: number;
  @Column('text', { name: 'granted_by' }) grantedBy!: GrantedBy;
  @Column('boolean', { name: 'guardian_conflict_checked' }) guardianConflictChecked!: boolean;
  /** What the child itself said; null for an adult. */
  @Column('boolean', { name: 'minor_assent', nullable: true }) minorAssent!: boolean | null;
  @Column('text') language!: CaptureLanguage;
  @Column('boolean', { name: 'interpreter_used' }) interpreterUsed!: boolean;
  @Column('text') method!: ConsentMethod;
  @Column('text', { name: 'text_version' }) textVersion!: StatementVersion;
  @Column('text', { name: 'copy_given' }) copyGiven!: CopyGiven;
  @Column('text', { array: true }) understood!: Understanding[];
  @Column('uuid', { name: 'recorded_by' }) recordedBy!: string;
  @Column({ ...moment, name: 'recorded_at' }) recordedAt!: Date;
  @Column({ ...moment, name: 'withdrawn_at', nullable: true }) withdrawnAt!: Date | null;
  @Column('uuid', { name: 'withdrawn_by', nullable: true }) withdrawnBy!: string | null;
  @Column('uuid', { name: 'superseded_by', nullable: true }) supersededBy!: string | null;
  @Column('integer') version!: number;
}

export const consentEntities = [Consent];

/** EXPIRED from the very instant it names, even if no job has written that down yet. */
export function consentStateAt(consent: Pick<Consent, 'state' | 'expiresAt'>, at: Date): ConsentState {
  return consent.state === 'ACTIVE' && at.getTime() >= consent.expiresAt.getTime() ? 'EXPIRED' : consent.state;
}

/** Who hears how a consent fares. Of one to be contacted the police hear nothing: it would tell them that somebody is known. */
export function agenciesToTell(consent: Pick<Consent, 'ownerAgencyId' | 'recipientAgencyId' | 'purpose'>): string[] {
  const { ownerAgencyId, recipientAgencyId, purpose } = consent;
  return purpose === 'JUSTICE_CONTACT' ? [ownerAgencyId] : [ownerAgencyId, recipientAgencyId];
}

export function toConsentFacts(consent: Consent): ConsentFacts {
  return {
    id: consent.id,
    state: consent.state,
    recipientAgencyId: consent.recipientAgencyId,
    recipientUnitId: consent.recipientUnitId,
    namedPersonId: consent.recipientPersonId,
    purpose: consent.purpose,
    scopes: consent.scopes,
    excludedFields: consent.excludedFields,
    validFrom: consent.validFrom,
    expiresAt: consent.expiresAt,
  };
}
