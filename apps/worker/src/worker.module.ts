import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { CONSENT_ENDERS, type ConsentEnder, consentEntities, ExpireConsents } from '#consents';
import { CooperationClockModule, EndCooperation } from '#cooperation';
import { NotifyingModule } from '#notifications';
import { HoldsModule } from '#placements';
import { type Config, ConfigModule } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { type Log, LoggingModule } from '#platform/logging';
import { QueueModule } from '#platform/queue';
import { EndReferrals } from '#referrals';
import { CheckpointRound } from './audit/checkpoint-round.js';
import { SequenceRound } from './audit/sequence-round.js';
import { AuditConsumer } from './consumers/audit.consumer.js';
import { type Consumer, CONSUMERS } from './consumers/consumer.js';
import { HandleTask } from './consumers/handle-task.js';
import { LiveConsumer } from './consumers/live.consumer.js';
import { NotificationsConsumer } from './consumers/notifications.consumer.js';
import { Queues } from './consumers/queues.js';
import { Runners } from './consumers/runners.js';
import { AlertDeadlines } from './deadlines/alert-deadlines.js';
import { AlertOverduePurges } from './deadlines/alert-overdue-purges.js';
import { MailConsumer } from './mail/mail.consumer.js';
import { Mailer } from './mail/mailer.js';
import { DispatchEvents } from './relay/dispatch-events.js';
import { ForgetDoneEvents } from './relay/forget-done-events.js';
import { Relay } from './relay/relay.js';
import { Rounds } from './rounds/rounds.js';

const consumers = [NotificationsConsumer, LiveConsumer, MailConsumer, AuditConsumer];
const enders = [EndReferrals, EndCooperation];
const clock = [
  ExpireConsents,
  AlertDeadlines,
  AlertOverduePurges,
  SequenceRound,
  CheckpointRound,
  ForgetDoneEvents,
  Rounds,
];

@Module({})
export class WorkerModule {
  static with(config: Config, log: Log): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule.with(log),
        // Of all entities only this one may be read as a whole by the worker's role.
        DatabaseModule.forRole('worker', consentEntities),
        QueueModule.forRole('worker'),
        AuditModule,
        NotifyingModule,
        HoldsModule,
        CooperationClockModule,
      ],
      providers: [
        ...consumers,
        { provide: CONSUMERS, inject: consumers, useFactory: (...all: Consumer[]): Consumer[] => all },
        ...clock,
        EndReferrals,
        { provide: CONSENT_ENDERS, inject: enders, useFactory: (...all: ConsentEnder[]): ConsentEnder[] => all },
        DispatchEvents,
        HandleTask,
        Mailer,
        Queues,
        Relay,
        Runners,
      ],
    };
  }
}
