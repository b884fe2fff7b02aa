import { Field, ObjectType } from '@nestjs/graphql';
import type { AgencyKind, Purpose, Role, Scope, ServiceType } from '#policy';
import { Connection, DateTime, UUID, enums } from '../graphql/index.js';

@ObjectType('Service', { description: 'What an agency offers to survivors.' })
export class ServiceObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => enums.ServiceType)
  type!: ServiceType;

  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: 'ISO 639.' })
  languages!: readonly string[];
}

@ObjectType('Agreement', { description: 'The signed memorandum under which one agency may disclose to another.' })
export class AgreementObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => [enums.Purpose])
  purposes!: readonly Purpose[];

  @Field(() => [enums.Scope])
  scopes!: readonly Scope[];

  @Field(() => DateTime)
  expiresAt!: Date;
}

@ObjectType('Agency', { description: 'An organisation on the platform.' })
export class AgencyObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => enums.AgencyKind)
  kind!: AgencyKind;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  jurisdiction!: string;

  @Field(() => String, { description: 'IANA time zone.' })
  timeZone!: string;

  @Field(() => [String], { description: 'ISO 639.' })
  languages!: readonly string[];

  @Field(() => [ServiceObject])
  services!: readonly ServiceObject[];

  @Field(() => [AgreementObject], {
    description: 'What your own agency signed with this one and is in force: no agreement, no referral.',
  })
  agreements!: readonly AgreementObject[];
}

export const AgencyConnection = Connection('Agency', AgencyObject);

@ObjectType('Unit', { description: 'A part of an agency, such as a night desk.' })
export class UnitObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType('MyAgency', { description: 'The agency the reader works for.' })
export class MyAgencyObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => enums.AgencyKind)
  kind!: AgencyKind;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  jurisdiction!: string;

  @Field(() => String, { description: 'IANA time zone.' })
  timeZone!: string;

  @Field(() => [String], { description: 'ISO 639.' })
  languages!: readonly string[];
}

@ObjectType('Me', { description: 'Who is signed in.' })
export class MeObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => String)
  email!: string;

  @Field(() => String, { description: 'BCP 47.' })
  locale!: string;

  @Field(() => [enums.Role])
  roles!: readonly Role[];

  @Field(() => MyAgencyObject)
  agency!: MyAgencyObject;

  @Field(() => UnitObject, { nullable: true, description: 'Null for staff of the whole agency.' })
  unit!: UnitObject | null;

  @Field(() => DateTime, { nullable: true, description: 'When this session last proved who is using it.' })
  stepUpAt!: Date | null;
}
