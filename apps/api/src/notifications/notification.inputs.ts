import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { MutationInput, PageArgs, UUID } from '../graphql/index.js';

@ArgsType()
export class NotificationsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those that were not read yet.' })
  unreadOnly?: boolean | null;
}

@InputType()
export class MarkNotificationsReadInput extends MutationInput {
  @Field(() => [UUID], { description: 'At most 100, all of them your own.' })
  notificationIds!: string[];
}
