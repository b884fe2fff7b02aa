import { Field, InputType, Int } from '@nestjs/graphql';

/** What every mutation's input has. */
@InputType({ isAbstract: true })
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description: 'Chosen by the client, up to 64 characters. Sent again, the same mutation does its work once.',
  })
  clientMutationId?: string | null;
}

/** For mutations that change something that is there already. */
@InputType({ isAbstract: true })
export abstract class VersionedInput extends MutationInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'The version the change is based on. If somebody else was faster, the answer is CONFLICT and nothing changes.',
  })
  version?: number | null;
}
