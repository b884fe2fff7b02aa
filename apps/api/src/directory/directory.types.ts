import { ArgsType, Field, ObjectType } from '@nestjs/graphql';
import type { AgencyKind, ServiceType } from '#policy';
import { Connection, enums, PageArgs, UUID } from '../graphql/index.js';

@ArgsType()
export class ServicesArgs extends PageArgs {
  @Field(() => enums.ServiceType, { nullable: true })
  type?: ServiceType | null;

  @Field(() => String, { nullable: true, description: 'ISO 639.' })
  language?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2, of the agency.' })
  jurisdiction?: string | null;
}

@ObjectType('ServiceProvider', { description: 'The agency that offers a service.' })
export class ServiceProviderObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => enums.AgencyKind)
  kind!: AgencyKind;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  jurisdiction!: string;
}

@ObjectType('FoundService', { description: 'A service and who offers it; never where it is given.' })
export class FoundServiceObject {
  @Field(() => UUID)
  id!: string;

  @Field(() => enums.ServiceType)
  type!: ServiceType;

  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: 'ISO 639.' })
  languages!: readonly string[];

  @Field(() => ServiceProviderObject)
  agency!: ServiceProviderObject;
}

export const FoundServiceConnection = Connection('FoundService', FoundServiceObject);
