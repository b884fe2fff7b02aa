import { ArgsType, Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { asEnum, type AgencyKind, type BasisKind, type Purpose, type Scope } from '#policy';
import { Connection, DateTime, enums, PageArgs, UUID } from '../graphql/index.js';

/** What became of a command. */
export const AuditOutcome = asEnum(['DONE', 'REFUSED']);
registerEnumType(AuditOutcome, { name: 'AuditOutcome' });

const from = { nullable: true, description: 'From this moment on.' } as const;
const until = { nullable: true, description: 'Before this moment.' } as const;

@ArgsType()
export class LedgerArgs extends PageArgs {
  @Field(() => UUID)
  caseId!: string;

  @Field(() => enums.Scope, { nullable: true })
  scope?: Scope | null;

  @Field(() => UUID, { nullable: true })
  readerAgencyId?: string | null;

  @Field(() => DateTime, from)
  from?: Date | null;

  @Field(() => DateTime, until)
  until?: Date | null;
}

@ArgsType()
export class AuditTrailArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'The name of the operation, such as openCase.' })
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'Such as Case.' })
  objectType?: string | null;

  @Field(() => UUID, { nullable: true })
  objectId?: string | null;

  @Field(() => UUID, { nullable: true })
  actorId?: string | null;

  @Field(() => AuditOutcome, { nullable: true })
  outcome?: 'DONE' | 'REFUSED' | null;

  @Field(() => DateTime, from)
  from?: Date | null;

  @Field(() => DateTime, until)
  until?: Date | null;
}

@ObjectType('AgencyName', { description: 'Which agency.' })
export class AgencyNameType {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => enums.AgencyKind)
  kind!: AgencyKind;
}

@ObjectType('PersonName', { description: 'Which person; the name is told of one’s own staff only.' })
export class PersonNameType {
  @Field(() => UUID)
  id!: string;

  @Field(() => String, { nullable: true })
  displayName!: string | null;
}

@ObjectType('LedgerEntry', { description: 'One release of fields of a case. Names of fields, never what they hold.' })
export class LedgerEntryType {
  @Field(() => UUID)
  id!: string;

  @Field(() => DateTime)
  at!: Date;

  @Field(() => PersonNameType)
  reader!: PersonNameType;

  @Field(() => AgencyNameType)
  readerAgency!: AgencyNameType;

  @Field(() => UUID)
  caseId!: string;

  @Field(() => UUID, { nullable: true })
  referralId!: string | null;

  @Field(() => [String], { description: 'Such as IDENTITY.legalName.' })
  fields!: readonly string[];

  @Field(() => enums.Purpose, { nullable: true })
  purpose!: Purpose | null;

  @Field(() => enums.BasisKind)
  basis!: BasisKind;

  @Field(() => UUID, { nullable: true, description: 'The consent or emergency disclosure; null for the owner.' })
  basisId!: string | null;
}

export const LedgerConnection = Connection('LedgerEntry', LedgerEntryType);

@ObjectType('AuditDetail')
export class AuditDetailType {
  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: 'Ids, words from lists and numbers; nothing of a record.' })
  values!: readonly string[];
}

@ObjectType('AuditEntry', { description: 'One command that was done or refused.' })
export class AuditEntryType {
  @Field(() => UUID)
  id!: string;

  @Field(() => DateTime)
  at!: Date;

  @Field(() => PersonNameType, { nullable: true, description: 'Null for what the clock did.' })
  actor!: PersonNameType | null;

  @Field(() => AgencyNameType, { nullable: true })
  actorAgency!: AgencyNameType | null;

  @Field(() => String)
  action!: string;

  @Field(() => String)
  objectType!: string;

  @Field(() => UUID, { nullable: true })
  objectId!: string | null;

  @Field(() => AuditOutcome)
  outcome!: 'DONE' | 'REFUSED';

  @Field(() => String, { nullable: true, description: 'The error code of a refusal.' })
  code!: string | null;

  @Field(() => [AuditDetailType])
  details!: readonly AuditDetailType[];
}

export const AuditConnection = Connection('AuditEntry', AuditEntryType);
