import { Field, InputType, Int } from '@nestjs/graphql';
import type { StatementVersion, Understanding } from '#consents';
import type { CaptureLanguage, ConsentDuration, ConsentMethod, CopyGiven, GrantedBy, Purpose, Scope } from '#policy';
import { DateTime, enums, MutationInput, UUID, VersionedInput } from '../graphql/index.js';
import { UnderstandingEnum } from './consent.types.js';

@InputType()
export class RecordConsentInput extends MutationInput {
  @Field(() => UUID)
  caseId!: string;

  @Field(() => UUID)
  recipientAgencyId!: string;

  @Field(() => UUID, { nullable: true, description: 'The whole agency, unless told.' })
  recipientUnitId?: string | null;

  @Field(() => UUID, { nullable: true, description: 'The one person who may receive LOCATION; with that scope only.' })
  recipientPersonId?: string | null;

  @Field(() => enums.Purpose)
  purpose!: Purpose;

  @Field(() => [enums.Scope], { description: 'None: the needs card only.' })
  scopes!: Scope[];

  @Field(() => [String], { nullable: true, description: 'Such as IDENTITY.photo, or photo.' })
  excludedFields?: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Now, unless told.' })
  validFrom?: Date | null;

  @Field(() => enums.ConsentDuration, {
    nullable: true,
    description: '30 days, unless this or `expiresAt` says otherwise.',
  })
  duration?: ConsentDuration | null;

  @Field(() => DateTime, { nullable: true, description: 'At most 90 days after it begins.' })
  expiresAt?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days for which the recipient may keep what it was given; 90 unless told.',
  })
  recipientRetentionDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'True records that the survivor said no.' })
  refused?: boolean | null;

  @Field(() => enums.GrantedBy)
  grantedBy!: GrantedBy;

  @Field(() => Boolean, { nullable: true })
  guardianConflictChecked?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'What the child itself said.' })
  minorAssent?: boolean | null;

  @Field(() => enums.CaptureLanguage, { description: 'The language of the consent statement.' })
  language!: CaptureLanguage;

  @Field(() => Boolean)
  interpreterUsed!: boolean;

  @Field(() => enums.ConsentMethod, { description: 'WITNESSED_ORAL lapses after 72 hours.' })
  method!: ConsentMethod;

  @Field(() => String, { nullable: true, description: 'The newest wording, unless told.' })
  textVersion?: StatementVersion | null;

  @Field(() => enums.CopyGiven)
  copyGiven!: CopyGiven;

  @Field(() => [UnderstandingEnum], { description: 'All of them, or it is no consent.' })
  understood!: Understanding[];
}

@InputType()
export class WithdrawConsentInput extends VersionedInput {
  @Field(() => UUID)
  consentId!: string;
}
