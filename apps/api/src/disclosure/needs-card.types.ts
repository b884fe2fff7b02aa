import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type {
  AccessibilityNeed,
  AgeBand,
  AreaBand,
  Exclusion,
  Gender,
  HouseholdComposition,
  InterpreterNeed,
  Language,
  RiskLevel,
  ServiceType,
  Urgency,
} from '#policy';
import { enums } from '../graphql/index.js';

@ObjectType({ isAbstract: true })
@InputType({ isAbstract: true })
abstract class NeedsCardFields {
  @Field(() => Int, { description: 'People who need help together, 1 to 20.' })
  householdSize!: number;

  @Field(() => enums.HouseholdComposition)
  composition!: HouseholdComposition;

  @Field(() => enums.AgeBand)
  ageBand!: AgeBand;

  @Field(() => enums.Gender)
  gender!: Gender;

  @Field(() => [enums.Language])
  languages!: Language[];

  @Field(() => enums.InterpreterNeed)
  interpreter!: InterpreterNeed;

  @Field(() => [enums.AccessibilityNeed])
  accessibility!: AccessibilityNeed[];

  @Field(() => enums.AreaBand)
  areaBand!: AreaBand;

  @Field(() => enums.Urgency)
  urgency!: Urgency;

  @Field(() => [enums.Exclusion], { description: 'What must not be offered.' })
  exclusions!: Exclusion[];

  @Field(() => [enums.ServiceType])
  services!: ServiceType[];
}

@ObjectType('NeedsCard', {
  description:
    'What is said of a survivor before anybody accepts: from lists and numbers only, so that it names nobody.',
})
export class NeedsCardType extends NeedsCardFields {
  @Field(() => enums.RiskLevel)
  riskLevel!: RiskLevel;
}

@InputType('NeedsCardInput', { description: 'The risk level is taken from the case.' })
export class NeedsCardInput extends NeedsCardFields {}
