import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '#platform/config';
import { errorFacts, Log, NestLog } from '#platform/logging';
import { Queues } from './consumers/queues.js';
import { Runners } from './consumers/runners.js';
import { Relay } from './relay/relay.js';
import { Rounds } from './rounds/rounds.js';
import { WorkerModule } from './worker.module.js';

const config = loadConfig();
const log = new Log({ level: config.env.LOG_LEVEL, process: 'worker' });

/** Milliseconds. */
const patienceWhenStopping = 12_000;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    // A broker that is away is waited for, and a job may wait for a mail server. Whatever is cut off here is taken up again.
    setTimeout(() => {
      log.warn('worker.stopped_at_once');
      log.flush();
      process.exit(0);
    }, patienceWhenStopping).unref();
  });
}

process.on('uncaughtException', (error) => {
  // What state it is in nobody knows any more; whoever started it starts it again, and nothing is lost.
  log.error('worker.crashed', errorFacts(error));
  log.flush();
  process.exit(1);
});

try {
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config, log), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await app.get(Queues).ready();
  await app.get(Runners).start();
  await app.get(Relay).start();
  app.get(Rounds).start();
  if (config.env.SMTP_URL === undefined) log.warn('mail.off');
  if (config.env.AUDIT_SIGNING_KEY === undefined) log.warn('checkpoints.off');
  log.info('worker ready');
  log.flush();
} catch (error) {
  log.error('worker.not_started', errorFacts(error));
  log.flush();
  process.stderr.write(`${error instanceof Error ? error.message : 'The worker could not start.'}\n`);
  process.exit(1);
}
