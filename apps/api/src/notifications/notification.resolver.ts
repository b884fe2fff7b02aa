import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import {
  ListNotifications,
  liveTopics,
  MarkNotificationsRead,
  type Notification,
  ReadNotification,
} from '#notifications';
import type { Actor } from '#policy';
import type { Page } from '#platform/database';
import { CurrentActor, Live, LiveStream, LiveStreams, Requires } from '../graphql/index.js';
import { MarkNotificationsReadInput, NotificationsArgs } from './notification.inputs.js';
import { NotificationConnection, NotificationType } from './notification.types.js';

@Resolver()
export class NotificationResolver {
  constructor(
    private readonly listNotifications: ListNotifications,
    private readonly markRead: MarkNotificationsRead,
    private readonly readNotification: ReadNotification,
  ) {}

  @Requires('list', 'Notification')
  @Query(() => NotificationConnection, { description: 'What you were told, newest first.' })
  notifications(@Args() args: NotificationsArgs, @CurrentActor() actor: Actor): Promise<Page<Notification>> {
    return this.listNotifications.execute(actor, args);
  }

  @Requires('markRead', 'Notification')
  @Mutation(() => [NotificationType], {
    description: 'In the order asked for. All of them are yours, or none is marked.',
  })
  markNotificationsRead(
    @Args('input') input: MarkNotificationsReadInput,
    @CurrentActor() actor: Actor,
  ): Promise<Notification[]> {
    return this.markRead.execute(actor, input);
  }

  @Requires('watch', 'Notification')
  @Subscription(() => NotificationType, { description: 'What you are told, from now on.' })
  notificationArrived(@Live() live: LiveStreams): Promise<LiveStream<Notification>> {
    return live.stream(
      (actor) => [liveTopics.notifications(actor.personId)],
      (actor, id) => this.readNotification.execute(actor, id),
    );
  }
}
