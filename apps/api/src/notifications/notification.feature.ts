import { NotificationsModule } from '#notifications';
import type { Feature } from '../graphql/index.js';
import { notificationAccess } from './notification.access.js';
import { NotificationResolver } from './notification.resolver.js';

export const notificationFeature: Feature = {
  module: NotificationsModule,
  entities: [],
  resolvers: [NotificationResolver],
  access: notificationAccess,
};
