import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { AccessibilityNeed, AgencyKind, AreaBand, BedSuitability, Language, SecurityLevel } from '#policy';
import { Connection, DateTime, enums, UUID } from '../graphql/index.js';

@ObjectType('Shelter', { description: 'An agency that has beds to give. It has no address here.' })
export class ShelterObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => enums.AgencyKind)
  kind!: AgencyKind;
}

@ObjectType('OfferedBeds', { description: 'What kind of bed a shelter holds for a request.' })
export class OfferedBedsObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => [enums.BedSuitability])
  suits!: readonly BedSuitability[];

  @Field(() => [enums.AccessibilityNeed], { description: 'The needs it meets.' })
  accessibility!: readonly AccessibilityNeed[];

  @Field(() => [enums.Language])
  languages!: readonly Language[];

  @Field(() => enums.SecurityLevel)
  securityLevel!: SecurityLevel;

  @Field(() => enums.AreaBand, { description: 'From how far away survivors are taken in.' })
  areaBand!: AreaBand;
}

@ObjectType('BedCategory', { description: 'Beds of one kind that a shelter publishes; never where they are.' })
export class BedCategoryObject extends OfferedBedsObject {
  @Field(() => ShelterObject)
  shelter!: ShelterObject;

  @Field(() => Int, { description: 'How many can be given at this moment.' })
  free!: number;

  @Field(() => Int, { nullable: true, description: 'Null to everybody but the shelter itself.' })
  capacity!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Survivors who live there. Null to everybody but the shelter itself.',
  })
  occupied!: number | null;

  @Field(() => Int, { nullable: true, description: 'Kept for somebody. Null to everybody but the shelter itself.' })
  held!: number | null;

  @Field(() => DateTime, { description: 'When the shelter last said that this is so.' })
  asOf!: Date;

  @Field(() => Boolean, { description: 'Last confirmed more than 24 hours ago: ask before relying on it.' })
  stale!: boolean;

  @Field(() => Int, { description: 'Counts what the shelter publishes, not who comes and goes.' })
  version!: number;
}

export const BedCategoryConnection = Connection('BedCategory', BedCategoryObject);
