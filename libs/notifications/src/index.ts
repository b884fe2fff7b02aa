export { AUDIENCES, type Audience, audienceOf, type Seat, type Side } from './audiences.js';
export { FindLiveChanges, type LiveChange } from './find-live-changes.js';
export { ListNotifications, type ListNotificationsInput } from './list-notifications.js';
export { liveTopics } from './live-topics.js';
export { MarkNotificationsRead, type MarkNotificationsReadInput } from './mark-notifications-read.js';
export type { Notification } from './notification.js';
export {
  NOTIFICATION_KINDS,
  NOTIFICATION_OBJECTS,
  type NotificationKind,
  type NotificationObject,
} from './notification-kinds.js';
export { NotificationsModule, NotifyingModule } from './notifications.module.js';
export { type HappenedEvent, NotifyPeople } from './notify-people.js';
export { ReadNotification } from './read-notification.js';
export { Unmailed, type UnmailedNotification } from './unmailed.js';
export { type UpdateMail, updateMail } from './update-mail.js';
