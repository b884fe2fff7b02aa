import { Field, InputType, ObjectType } from '@nestjs/graphql';
import type { BasisKind, DisclosureState, Scope, WithheldReason } from '#policy';
import { DateTime, enums, UUID } from '../graphql/index.js';
import {
  AccountSectionType,
  ContactSectionType,
  FamilySectionType,
  HealthSectionType,
  IdentityInput,
  IdentitySectionType,
  LegalSectionType,
  LocationSectionType,
  RiskSectionInput,
  RiskSectionType,
  SupportSectionType,
} from './section.types.js';

const maybe = { nullable: true } as const;

@ObjectType('DisclosureBasis', { description: 'What a release rests on.' })
export class DisclosureBasisType {
  @Field(() => enums.BasisKind)
  kind!: BasisKind;

  @Field(() => UUID, maybe)
  consentId!: string | null;

  @Field(() => UUID, maybe)
  emergencyId!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From this moment on nothing is released on it. Null for the owner.',
  })
  expiresAt!: Date | null;
}

@ObjectType('ScopeDisclosure', {
  description:
    'What the reader may see of one scope, and why no more. The same whether or not anything was ever written there.',
})
export class ScopeDisclosureType {
  @Field(() => enums.Scope)
  scope!: Scope;

  @Field(() => enums.DisclosureState)
  state!: DisclosureState;

  @Field(() => enums.WithheldReason, { nullable: true, description: 'Null when everything is open.' })
  reason!: WithheldReason | null;

  @Field(() => [String], { description: 'Such as IDENTITY.legalName.' })
  openFields!: readonly string[];

  @Field(() => DisclosureBasisType, { nullable: true, description: 'Null when nothing is open.' })
  basis!: DisclosureBasisType | null;
}

@ObjectType('CaseRecord', {
  description:
    'The content of a case as this reader may see it. A section that is withheld is null, and `disclosure` says why.',
})
export class CaseRecordType {
  @Field(() => IdentitySectionType, maybe) identity!: IdentitySectionType | null;
  @Field(() => ContactSectionType, maybe) contact!: ContactSectionType | null;
  @Field(() => LocationSectionType, maybe) location!: LocationSectionType | null;
  @Field(() => HealthSectionType, maybe) health!: HealthSectionType | null;
  @Field(() => LegalSectionType, maybe) legal!: LegalSectionType | null;
  @Field(() => AccountSectionType, maybe) account!: AccountSectionType | null;
  @Field(() => RiskSectionType, maybe) risk!: RiskSectionType | null;
  @Field(() => FamilySectionType, maybe) family!: FamilySectionType | null;
  @Field(() => SupportSectionType, maybe) support!: SupportSectionType | null;

  @Field(() => [ScopeDisclosureType], { description: 'One for each of the nine scopes.' })
  disclosure!: readonly ScopeDisclosureType[];
}

@InputType('CaseRecordInput', { description: 'What is absent stays as it is; a field that is null is cleared.' })
export class CaseRecordInput {
  @Field(() => IdentityInput, maybe) identity?: IdentityInput | null;
  @Field(() => ContactSectionType, maybe) contact?: ContactSectionType | null;
  @Field(() => LocationSectionType, maybe) location?: LocationSectionType | null;
  @Field(() => HealthSectionType, maybe) health?: HealthSectionType | null;
  @Field(() => LegalSectionType, maybe) legal?: LegalSectionType | null;
  @Field(() => AccountSectionType, maybe) account?: AccountSectionType | null;
  @Field(() => RiskSectionInput, maybe) risk?: RiskSectionInput | null;
  @Field(() => FamilySectionType, maybe) family?: FamilySectionType | null;
  @Field(() => SupportSectionType, maybe) support?: SupportSectionType | null;
}
