import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { DocumentHolder, DocumentType, ProceedingKind, Weekday } from '#cases';
import type { ChannelSafety, ChannelType, RiskLevel, ServiceType } from '#policy';
import { DateTime, enums } from '../graphql/index.js';
import { DocumentHolderEnum, DocumentTypeEnum, ProceedingKindEnum, WeekdayEnum } from './section-enums.js';

// What sections are made of. Each goes in as it comes out, so most are an input and an output in one.

const day = 'A calendar day, YYYY-MM-DD.';
const country = 'ISO 3166-1 alpha-2.';

@ObjectType('Photo', { description: 'A small picture, without what a camera notes beside it.' })
export class PhotoType {
  @Field(() => String)
  contentType!: string;

  @Field(() => String, { description: 'Base64.' })
  data!: string;
}

@ObjectType('IdentityDocument')
@InputType('IdentityDocumentInput')
export class IdentityDocument {
  @Field(() => DocumentTypeEnum)
  type!: DocumentType;

  @Field(() => String, { nullable: true })
  number?: string | null;

  @Field(() => String, { nullable: true, description: country })
  issuedBy?: string | null;

  @Field(() => String, { nullable: true, description: day })
  expiresOn?: string | null;

  @Field(() => DocumentHolderEnum, { defaultValue: 'UNKNOWN' })
  heldBy!: DocumentHolder;
}

@ObjectType('ContactWindow', {
  description: 'When the survivor can be reached, by the clock of the place they are in.',
})
@InputType('ContactWindowInput')
export class ContactWindow {
  @Field(() => [WeekdayEnum])
  days!: Weekday[];

  @Field(() => String, { description: 'Such as 09:30.' })
  from!: string;

  @Field(() => String)
  to!: string;

  @Field(() => String, { description: 'IANA time zone.' })
  zone!: string;
}

@ObjectType('ContactChannel', { description: 'One way to reach the survivor, and how not to.' })
@InputType('ContactChannelInput')
export class ContactChannelType {
  @Field(() => enums.ChannelType)
  type!: ChannelType;

  @Field(() => String)
  value!: string;

  @Field(() => enums.ChannelSafety, { description: 'UNKNOWN counts as NO.' })
  safe!: ChannelSafety;

  @Field(() => [ContactWindow], { defaultValue: [] })
  windows!: ContactWindow[];

  @Field(() => Boolean, { defaultValue: false })
  voicemailOk!: boolean;

  @Field(() => Boolean, { defaultValue: false })
  textOk!: boolean;

  @Field(() => String, { nullable: true, description: 'As what a caller may show itself on the screen.' })
  senderLabel?: string | null;

  @Field(() => Boolean, { defaultValue: true })
  sharedDevice!: boolean;

  @Field(() => DateTime, { nullable: true })
  verifiedAt?: Date | string | null;
}

@ObjectType('Address')
@InputType('AddressInput')
export class Address {
  @Field(() => String, { nullable: true })
  street?: string | null;

  @Field(() => String, { nullable: true })
  postcode?: string | null;

  @Field(() => String, { nullable: true })
  place?: string | null;

  @Field(() => String, { nullable: true, description: country })
  country?: string | null;
}

@ObjectType('Proceeding')
@InputType('ProceedingInput')
export class Proceeding {
  @Field(() => ProceedingKindEnum)
  kind!: ProceedingKind;

  @Field(() => String, { nullable: true })
  court?: string | null;

  @Field(() => String, { nullable: true })
  reference?: string | null;

  @Field(() => String, { nullable: true })
  stage?: string | null;

  @Field(() => String, { nullable: true, description: day })
  nextHearingOn?: string | null;
}

@ObjectType('Representation')
@InputType('RepresentationInput')
export class Representation {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  organisation?: string | null;

  @Field(() => String, { nullable: true })
  contact?: string | null;
}

@ObjectType('RiskAssessment', { description: 'Never changed: a later one stands beside it.' })
export class RiskAssessmentType {
  @Field(() => enums.RiskLevel)
  level!: RiskLevel;

  @Field(() => String, { nullable: true, description: 'The survivor’s own view of the danger.' })
  survivorView!: string | null;

  @Field(() => String, { description: 'Who assessed it.' })
  assessor!: string;

  @Field(() => DateTime)
  assessedAt!: string;

  @Field(() => DateTime)
  nextReviewAt!: string;
}

@ObjectType('PersonToKeepAway')
@InputType('PersonToKeepAwayInput')
export class PersonToKeepAway {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  relation?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;
}

@ObjectType('Dependant')
@InputType('DependantInput')
export class Dependant {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  relation?: string | null;

  @Field(() => String, { nullable: true, description: day })
  dateOfBirth?: string | null;

  @Field(() => Boolean)
  withSurvivor!: boolean;

  @Field(() => String, { nullable: true })
  needs?: string | null;
}

@ObjectType('NextOfKin')
@InputType('NextOfKinInput')
export class NextOfKin {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  relation?: string | null;

  @Field(() => String, { nullable: true })
  contact?: string | null;

  @Field(() => enums.ChannelSafety, { defaultValue: 'UNKNOWN', description: 'UNKNOWN counts as NO.' })
  safeToContact!: ChannelSafety;

  @Field(() => Boolean, { defaultValue: false })
  mayBeTold!: boolean;
}

@ObjectType('SupportService')
@InputType('SupportServiceInput')
export class SupportService {
  @Field(() => enums.ServiceType)
  type!: ServiceType;

  @Field(() => String, { nullable: true })
  provider?: string | null;

  @Field(() => String, { nullable: true, description: day })
  since?: string | null;
}
