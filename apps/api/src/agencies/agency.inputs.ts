import { ArgsType, Field } from '@nestjs/graphql';
import type { AgencyKind, ServiceType } from '#policy';
import { PageArgs, enums } from '../graphql/index.js';

@ArgsType()
export class AgenciesArgs extends PageArgs {
  @Field(() => enums.AgencyKind, { nullable: true })
  kind?: AgencyKind | null;

  @Field(() => enums.ServiceType, { nullable: true, description: 'Only agencies that offer this.' })
  serviceType?: ServiceType | null;
}
