import { Field, InputType } from '@nestjs/graphql';
import type { AgeStatus, Pillar, RiskLevel } from '#policy';
import { CaseRecordInput, NeedsCardInput } from '../disclosure/index.js';
import { DateTime, enums, MutationInput, UUID, VersionedInput } from '../graphql/index.js';

@InputType()
export class RiskInput {
  @Field(() => enums.RiskLevel)
  level!: RiskLevel;

  @Field(() => String, { nullable: true, description: 'The survivor’s own view of the danger.' })
  survivorView?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Within 30 days at STANDARD, 7 at HIGH, 1 at IMMINENT; the latest unless told.',
  })
  nextReviewAt?: Date | null;
}

@InputType()
export class OpenCaseInput extends MutationInput {
  @Field(() => enums.AgeStatus)
  ageStatus!: AgeStatus;

  @Field(() => [enums.Pillar])
  pillars!: Pillar[];

  @Field(() => NeedsCardInput)
  needsCard!: NeedsCardInput;

  @Field(() => UUID, { nullable: true, description: 'You, unless told.' })
  advocateId?: string | null;

  @Field(() => UUID, { nullable: true, description: 'Must be there for a child or presumed child.' })
  guardianAdvocateId?: string | null;

  @Field(() => RiskInput)
  risk!: RiskInput;

  @Field(() => CaseRecordInput, { nullable: true })
  record?: CaseRecordInput | null;
}

@InputType()
export class UpdateCaseInput extends VersionedInput {
  @Field(() => UUID)
  caseId!: string;

  @Field(() => enums.AgeStatus, { nullable: true })
  ageStatus?: AgeStatus | null;

  @Field(() => [enums.Pillar], { nullable: true })
  pillars?: Pillar[] | null;

  @Field(() => NeedsCardInput, { nullable: true, description: 'Replaces the card. Referrals keep the one they carry.' })
  needsCard?: NeedsCardInput | null;

  @Field(() => UUID, { nullable: true })
  guardianAdvocateId?: string | null;

  @Field(() => RiskInput, { nullable: true, description: 'Adds an assessment.' })
  risk?: RiskInput | null;

  @Field(() => CaseRecordInput, { nullable: true })
  record?: CaseRecordInput | null;
}
