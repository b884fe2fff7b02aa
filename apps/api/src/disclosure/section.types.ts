import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { ImmigrationStatus } from '#cases';
import type { ExploitationType, MeansOfControl, TraffickerRelationship } from '#policy';
import { enums } from '../graphql/index.js';
import { ImmigrationStatusEnum } from './section-enums.js';
import {
  Address,
  ContactChannelType,
  Dependant,
  IdentityDocument,
  NextOfKin,
  PersonToKeepAway,
  PhotoType,
  Proceeding,
  Representation,
  RiskAssessmentType,
  SupportService,
} from './section-parts.types.js';

// One section a scope. Every field is nullable: nobody may have filled it in, or it is withheld; `disclosure` tells which.

const maybe = { nullable: true } as const;

@ObjectType({ isAbstract: true })
@InputType({ isAbstract: true })
abstract class IdentityFields {
  @Field(() => String, maybe) legalName?: string | null;
  @Field(() => String, maybe) preferredName?: string | null;
  @Field(() => [String], maybe) aliases?: string[] | null;
  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD.' }) dateOfBirth?: string | null;
  @Field(() => [String], { nullable: true, description: 'ISO 3166-1 alpha-2.' }) nationalities?: string[] | null;
  @Field(() => [IdentityDocument], maybe) documents?: IdentityDocument[] | null;
}

@ObjectType('IdentitySection')
export class IdentitySectionType extends IdentityFields {
  @Field(() => PhotoType, maybe) photo?: PhotoType | null;
}

@InputType('IdentityInput')
export class IdentityInput extends IdentityFields {
  @Field(() => String, { nullable: true, description: 'A JPEG, PNG or WebP of at most 200 KiB, in base64.' })
  photo?: string | null;
}

@ObjectType('ContactSection')
@InputType('ContactInput')
export class ContactSectionType {
  @Field(() => [ContactChannelType], maybe) channels?: ContactChannelType[] | null;
  @Field(() => Boolean, { nullable: true, description: 'True blocks every outbound path.' })
  doNotContact?: boolean | null;
}

@ObjectType('LocationSection')
@InputType('LocationInput')
export class LocationSectionType {
  @Field(() => Address, maybe) address?: Address | null;
  @Field(() => String, maybe) areaNote?: string | null;
}

@ObjectType('HealthSection')
@InputType('HealthInput')
export class HealthSectionType {
  @Field(() => [String], maybe) conditions?: string[] | null;
  @Field(() => [String], maybe) medications?: string[] | null;
  @Field(() => [String], maybe) allergies?: string[] | null;
  @Field(() => String, maybe) notes?: string | null;
}

@ObjectType('LegalSection')
@InputType('LegalInput')
export class LegalSectionType {
  @Field(() => ImmigrationStatusEnum, maybe) immigrationStatus?: ImmigrationStatus | null;
  @Field(() => [Proceeding], maybe) proceedings?: Proceeding[] | null;
  @Field(() => Representation, maybe) representation?: Representation | null;
}

@ObjectType('AccountSection')
@InputType('AccountInput')
export class AccountSectionType {
  @Field(() => [enums.ExploitationType], maybe) exploitationTypes?: ExploitationType[] | null;
  @Field(() => [enums.MeansOfControl], maybe) meansOfControl?: MeansOfControl[] | null;
  @Field(() => enums.TraffickerRelationship, maybe) relationshipToTrafficker?: TraffickerRelationship | null;
  @Field(() => String, maybe) narrative?: string | null;
}

@ObjectType({ isAbstract: true })
@InputType({ isAbstract: true })
abstract class RiskFields {
  @Field(() => String, maybe) safetyPlan?: string | null;
  @Field(() => [PersonToKeepAway], maybe) peopleToKeepAway?: PersonToKeepAway[] | null;
}

@ObjectType('RiskSection')
export class RiskSectionType extends RiskFields {
  @Field(() => [RiskAssessmentType], { nullable: true, description: 'Oldest first.' })
  assessments?: RiskAssessmentType[] | null;
}

@InputType('RiskSectionInput', { description: 'Assessments are added through `risk`.' })
export class RiskSectionInput extends RiskFields {}

@ObjectType('FamilySection')
@InputType('FamilyInput')
export class FamilySectionType {
  @Field(() => [Dependant], maybe) dependants?: Dependant[] | null;
  @Field(() => [NextOfKin], maybe) nextOfKin?: NextOfKin[] | null;
}

@ObjectType('SupportSection')
@InputType('SupportInput')
export class SupportSectionType {
  @Field(() => String, maybe) carePlan?: string | null;
  @Field(() => [SupportService], maybe) services?: SupportService[] | null;
  @Field(() => String, maybe) education?: string | null;
  @Field(() => String, maybe) livelihood?: string | null;
}
