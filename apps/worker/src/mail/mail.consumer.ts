import { Injectable } from '@nestjs/common';
import { audienceOf, type HappenedEvent, Unmailed, updateMail } from '#notifications';
import { Config } from '#platform/config';
import { Database, type EventKind } from '#platform/database';
import { Log } from '#platform/logging';
import type { Consumer } from '../consumers/consumer.js';
import { Mailer } from './mailer.js';

/** Mails about notifications: "You have an update", and nothing else. */
@Injectable()
export class MailConsumer implements Consumer {
  readonly name = 'mail';
  readonly queue = 'mail';
  readonly after = ['notifications'];

  constructor(
    private readonly database: Database,
    private readonly unmailed: Unmailed,
    private readonly mailer: Mailer,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  wants(kind: EventKind): boolean {
    return this.mailer.enabled && audienceOf(kind) !== null;
  }

  /**
   * A mail that was handed over cannot be taken back, so each is noted as sent by itself. Should the process die between
   * the server's yes and that note, the mail goes out again under the same Message-ID; SMTP offers nothing better.
   */
  async beforehand(event: HappenedEvent): Promise<void> {
    const ids = await this.database.system((tx) => this.unmailed.ofEvent(tx, event.id));
    for (const id of ids) await this.mail(id, event.id);
  }

  async handle(): Promise<void> {
    // Everything has been done beforehand.
  }

  private async mail(id: string, eventId: string): Promise<void> {
    await this.database.system(async (tx) => {
      const notification = await this.unmailed.take(tx, id);
      if (notification === null) return;
      const taken = await this.mailer.send(updateMail(notification, this.config.env.PUBLIC_URL));
      if (taken) await this.unmailed.markMailed(tx, id);
      else this.log.error('mail.refused', { job: this.name, eventId });
    });
  }
}
