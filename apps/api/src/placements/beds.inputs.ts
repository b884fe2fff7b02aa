import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import type { AccessibilityNeed, AreaBand, BedSuitability, Language, SecurityLevel } from '#policy';
import { enums, PageArgs, UUID, VersionedInput } from '../graphql/index.js';

@ArgsType()
export class BedsArgs extends PageArgs {
  @Field(() => UUID, { nullable: true, description: 'Only the beds of this agency.' })
  agencyId?: string | null;

  @Field(() => enums.BedSuitability, { nullable: true })
  suits?: BedSuitability | null;

  @Field(() => [enums.AccessibilityNeed], { nullable: true, description: 'Needs that must all be met.' })
  accessibility?: AccessibilityNeed[] | null;

  @Field(() => enums.Language, { nullable: true })
  language?: Language | null;

  @Field(() => enums.AreaBand, { nullable: true })
  areaBand?: AreaBand | null;

  @Field(() => Boolean, { nullable: true, description: 'Only categories with a bed to give.' })
  free?: boolean | null;
}

@InputType({ description: 'Without `id` a new category, which needs every field but accessibility.' })
export class PublishBedsInput extends VersionedInput {
  @Field(() => UUID, {
    nullable: true,
    description: 'The category to change. Fields left out stay; to send nothing else confirms it.',
  })
  id?: string | null;

  @Field(() => [enums.BedSuitability], { nullable: true })
  suits?: BedSuitability[] | null;

  @Field(() => [enums.AccessibilityNeed], { nullable: true })
  accessibility?: AccessibilityNeed[] | null;

  @Field(() => [enums.Language], { nullable: true })
  languages?: Language[] | null;

  @Field(() => enums.SecurityLevel, { nullable: true })
  securityLevel?: SecurityLevel | null;

  @Field(() => enums.AreaBand, { nullable: true })
  areaBand?: AreaBand | null;

  @Field(() => Int, { nullable: true, description: 'Never below what is occupied and held.' })
  capacity?: number | null;
}
