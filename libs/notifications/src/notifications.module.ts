import { Module } from '@nestjs/common';
import { FindLiveChanges } from './find-live-changes.js';
import { ListNotifications } from './list-notifications.js';
import { MarkNotificationsRead } from './mark-notifications-read.js';
import { NotifyPeople } from './notify-people.js';
import { ReadNotification } from './read-notification.js';
import { Unmailed } from './unmailed.js';

const forReaders = [ListNotifications, MarkNotificationsRead, ReadNotification];
const forTheWorker = [FindLiveChanges, NotifyPeople, Unmailed];

@Module({ providers: forReaders, exports: forReaders })
export class NotificationsModule {}

/** The part that runs as the worker. */
@Module({ providers: forTheWorker, exports: forTheWorker })
export class NotifyingModule {}
