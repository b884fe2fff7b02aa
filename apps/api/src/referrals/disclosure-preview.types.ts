import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { NeedsCard } from '#cases';
import {
  asEnum,
  GATE_NAMES,
  type DisclosureState,
  type GateName,
  type Purpose,
  type Scope,
  type WithheldReason,
} from '#policy';
import { AgencyNameType, DisclosureBasisType, NeedsCardType, ScopeDisclosureType } from '../disclosure/index.js';
import { enums, UUID } from '../graphql/index.js';

export const DisclosureGate = asEnum(GATE_NAMES);
registerEnumType(DisclosureGate, {
  name: 'DisclosureGate',
  description: 'The conditions that must all be met before a recipient sees a field.',
});

@ObjectType('PreviewedScope', { description: 'One scope as the recipient will find it, without a single value.' })
export class PreviewedScopeObject {
  @Field(() => enums.Scope)
  scope!: Scope;

  @Field(() => enums.DisclosureState)
  state!: DisclosureState;

  @Field(() => enums.WithheldReason, { nullable: true, description: 'Null when everything is open.' })
  reason!: WithheldReason | null;

  @Field(() => DisclosureBasisType, { nullable: true, description: 'Null when nothing is open.' })
  basis!: DisclosureBasisType | null;

  @Field(() => [String], { description: 'Such as IDENTITY.legalName.' })
  openFields!: readonly string[];

  @Field(() => [String], { description: 'Such as IDENTITY.photo.' })
  withheldFields!: readonly string[];
}

@ObjectType('DisclosurePreview', {
  description: 'Exactly what the recipient will see, worked out before anything is sent.',
})
export class DisclosurePreviewObject {
  @Field(() => AgencyNameType)
  recipient!: AgencyNameType;

  @Field(() => enums.Purpose)
  purpose!: Purpose;

  @Field(() => UUID, { nullable: true, description: 'The consent it was worked out with; null if none fits.' })
  consentId!: string | null;

  @Field(() => NeedsCardType, { description: 'Seen from the moment it is sent.' })
  needsCard!: NeedsCard;

  @Field(() => [PreviewedScopeObject], {
    description: 'Seen from the moment it is accepted, by those whose role and second factor allow the most.',
  })
  disclosure!: readonly PreviewedScopeObject[];
}

@ObjectType('DisclosureConjunct', { description: 'One condition, and whether it is met now.' })
export class DisclosureConjunctObject {
  @Field(() => DisclosureGate)
  name!: GateName;

  @Field(() => Boolean)
  holds!: boolean;

  @Field(() => enums.WithheldReason, {
    nullable: true,
    description: 'What a field is withheld with if this is the first condition it fails; null where it fails none.',
  })
  reason!: WithheldReason | null;

  @Field(() => [String], { description: 'The fields it keeps back: all of the scope, or single ones.' })
  withheldFields!: readonly string[];
}

@ObjectType('DisclosureExplanation', { description: 'Why the recipient sees a scope of a referral, or does not.' })
export class DisclosureExplanationObject {
  @Field(() => UUID)
  referralId!: string;

  @Field(() => enums.Scope)
  scope!: Scope;

  @Field(() => ScopeDisclosureType)
  disclosure!: ScopeDisclosureType;

  @Field(() => [DisclosureConjunctObject], {
    description: 'In their order; the first that is not met gives the reason.',
  })
  conjuncts!: readonly DisclosureConjunctObject[];
}
