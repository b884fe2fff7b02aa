import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { UpdateMail } from '#notifications';
import { Config } from '#platform/config';
import { createTransport, type Transporter } from 'nodemailer';

// Milliseconds. A notification's row is locked while its mail is handed over, so nobody waits for long.
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/** Hands mails to the SMTP server. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport: Transporter | null;
  private readonly from: string;

  constructor(config: Config) {
    const url = config.env.SMTP_URL;
    this.from = config.env.MAIL_FROM;
    this.transport =
      url === undefined ? null : createTransport({ url, pool: true, maxConnections: 4, ...patience, logger: false });
  }

  /** Whether there is a server to hand mails to. */
  get enabled(): boolean {
    return this.transport !== null;
  }

  /** @returns false when the server will never take this mail, for example because the address no longer exists */
  async send(mail: UpdateMail): Promise<boolean> {
    try {
      await this.transport?.sendMail({ ...mail, from: this.from, headers: { ...mail.headers } });
      return true;
    } catch (error) {
      if (isPermanent(error)) return false;
      throw error;
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}

/** A reply of the 5xx class to the recipient or the message itself; a refused sign-in is our own fault and may be mended. */
function isPermanent(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const refused = code === 'EENVELOPE' || code === 'EMESSAGE';
  return refused && typeof responseCode === 'number' && responseCode >= 500;
}
