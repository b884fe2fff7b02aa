import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  NOTIFICATION_KINDS,
  NOTIFICATION_OBJECTS,
  type NotificationKind,
  type NotificationObject,
} from '#notifications';
import { asEnum } from '#policy';
import { Connection, DateTime, UUID } from '../graphql/index.js';

const kinds = asEnum(NOTIFICATION_KINDS);
registerEnumType(kinds, { name: 'NotificationKind', description: 'That something happened, never to whom.' });
const objects = asEnum(NOTIFICATION_OBJECTS);
registerEnumType(objects, { name: 'NotificationObject', description: 'What a notification is about.' });

@ObjectType('Notification', {
  description:
    'Something happened that you should know of. What it was is found at the object, for those who may see it.',
})
export class NotificationType {
  @Field(() => UUID)
  id!: string;

  @Field(() => kinds)
  kind!: NotificationKind;

  @Field(() => objects)
  objectType!: NotificationObject;

  @Field(() => UUID)
  objectId!: string;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Null until it was read.' })
  readAt!: Date | null;
}

export const NotificationConnection = Connection('Notification', NotificationType);
