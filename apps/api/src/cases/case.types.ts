import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CASE_STATUSES, type CaseRecord, type CaseStatus, type CaseView, type NeedsCard } from '#cases';
import type { ConsentView } from '#consents';
import { asEnum, type AgeStatus, type Pillar, type RiskLevel } from '#policy';
import { ConsentType } from '../consents/index.js';
import { CaseRecordType, NeedsCardType } from '../disclosure/index.js';
import { Connection, DateTime, enums, UUID } from '../graphql/index.js';

const CaseStatusEnum = asEnum(CASE_STATUSES);
registerEnumType(CaseStatusEnum, { name: 'CaseStatus' });

@ObjectType('Advocate', { description: 'The caseworker who stands beside the survivor.' })
export class AdvocateType {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  displayName!: string;
}

@ObjectType('Case', { description: 'What an agency keeps about one survivor. No other agency ever sees this object.' })
export class CaseType {
  @Field(() => UUID)
  id!: string;

  @Field(() => String, { description: 'Random. Every other agency knows the case by a name of its own.' })
  caseCode!: string;

  @Field(() => enums.AgeStatus)
  ageStatus!: AgeStatus;

  @Field(() => [enums.Pillar])
  pillars!: readonly Pillar[];

  @Field(() => enums.RiskLevel)
  riskLevel!: RiskLevel;

  @Field(() => DateTime, { description: 'From this moment on nothing is sent until the risk has been reviewed.' })
  riskReviewDueAt!: Date;

  @Field(() => NeedsCardType)
  needsCard!: NeedsCard;

  @Field(() => AdvocateType)
  advocate!: AdvocateType;

  @Field(() => UUID, { nullable: true })
  guardianAdvocateId!: string | null;

  @Field(() => CaseStatusEnum)
  status!: CaseStatus;

  @Field(() => Int)
  version!: number;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  updatedAt!: Date;

  @Field(() => [ConsentType], { description: 'The newest first, at most 100.' })
  consents!: readonly ConsentView[];

  @Field(() => CaseRecordType, { description: 'What is asked for here is opened, and written to the ledger.' })
  record!: CaseRecord | null;
}

export const CaseConnection = Connection('Case', CaseType);

export function toCaseType(file: CaseView, consents: readonly ConsentView[]): CaseType {
  return {
    id: file.id,
    caseCode: file.caseCode,
    ageStatus: file.ageStatus,
    pillars: file.pillars,
    riskLevel: file.riskLevel,
    riskReviewDueAt: file.riskReviewDueAt,
    needsCard: file.needsCard,
    advocate: file.advocate,
    guardianAdvocateId: file.guardianAdvocateId,
    status: file.status,
    version: file.version,
    createdAt: file.createdAt,
    updatedAt: file.updatedAt,
    consents,
    record: file.record,
  };
}
