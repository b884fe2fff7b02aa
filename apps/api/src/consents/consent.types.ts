import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { UNDERSTANDINGS, type Understanding } from '#consents';
import {
  asEnum,
  type CaptureLanguage,
  type ConsentMethod,
  type ConsentState,
  type CopyGiven,
  type GrantedBy,
  type Purpose,
  type Scope,
} from '#policy';
import { AgencyNameType } from '../disclosure/index.js';
import { DateTime, enums, UUID } from '../graphql/index.js';

export const UnderstandingEnum = asEnum(UNDERSTANDINGS);
registerEnumType(UnderstandingEnum, { name: 'Understanding' });

@ObjectType('RecipientUnit', { description: 'A part of the recipient, such as a night desk.' })
export class RecipientUnitType {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType('Consent', {
  description: 'One recipient, one purpose, a set of fields, a time. Sharing onward is never part of it.',
})
export class ConsentType {
  @Field(() => UUID)
  id!: string;

  @Field(() => UUID)
  caseId!: string;

  @Field(() => AgencyNameType)
  recipient!: AgencyNameType;

  @Field(() => RecipientUnitType, { nullable: true, description: 'Null if the whole agency is meant.' })
  unit!: RecipientUnitType | null;

  @Field(() => UUID, { nullable: true, description: 'The one person who may receive LOCATION.' })
  recipientPersonId!: string | null;

  @Field(() => enums.Purpose)
  purpose!: Purpose;

  @Field(() => [enums.Scope], { description: 'None: the needs card only.' })
  scopes!: readonly Scope[];

  @Field(() => [String], { description: 'Such as IDENTITY.photo.' })
  excludedFields!: readonly string[];

  @Field(() => DateTime)
  validFrom!: Date;

  @Field(() => DateTime, { description: 'From this moment on nothing is shown under it.' })
  expiresAt!: Date;

  @Field(() => enums.ConsentState)
  state!: ConsentState;

  @Field(() => Int, { description: 'Days.' })
  recipientRetentionDays!: number;

  @Field(() => enums.GrantedBy)
  grantedBy!: GrantedBy;

  @Field(() => Boolean)
  guardianConflictChecked!: boolean;

  @Field(() => Boolean, { nullable: true, description: 'What the child itself said; null for an adult.' })
  minorAssent!: boolean | null;

  @Field(() => enums.ConsentMethod)
  method!: ConsentMethod;

  @Field(() => enums.CaptureLanguage)
  language!: CaptureLanguage;

  @Field(() => Boolean)
  interpreterUsed!: boolean;

  @Field(() => String, { description: 'Which wording of the consent statement was used.' })
  textVersion!: string;

  @Field(() => enums.CopyGiven)
  copyGiven!: CopyGiven;

  @Field(() => [UnderstandingEnum])
  understood!: readonly Understanding[];

  @Field(() => DateTime)
  recordedAt!: Date;

  @Field(() => DateTime, { nullable: true })
  withdrawnAt!: Date | null;

  @Field(() => UUID, { nullable: true, description: 'The consent that took over from this one.' })
  supersededBy!: string | null;

  @Field(() => Int)
  version!: number;
}
