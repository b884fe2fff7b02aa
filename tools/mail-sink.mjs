import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { answer } from './lib/mail-page.mjs';

/** How many messages are kept; the oldest go first. */
const capacity = 500;
const largestMessage = 10 * 1024 * 1024;

/**
 * @typedef {object} Message
 * @property {string} id
 * @property {string} receivedAt ISO 8601
 * @property {string} from
 * @property {string[]} to the addresses it was delivered to, whatever its headers say
 * @property {string} subject
 * @property {string} text
 * @property {string} raw as it came over SMTP
 */

/**
 * @typedef {object} MailSink
 * @property {string} smtpUrl
 * @property {string} webUrl
 * @property {() => Message[]} messages newest first
 * @property {() => void} clear
 * @property {() => Promise<void>} close
 */

/**
 * Takes all mail that a development installation sends, delivers none of it, and shows it in the browser. Listens on
 * 127.0.0.1 only.
 *
 * @param {{ webPort?: number, smtpPort?: number, directory?: string }} [options] `directory` keeps messages across restarts
 * @returns {Promise<MailSink>}
 */
export async function startMailSink({ webPort = 0, smtpPort = 0, directory } = {}) {
  const box = new Box(directory);
  await box.load();
  const smtp = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    size: largestMessage,
    onData(stream, session, done) {
      /** @type {Buffer[]} */
      const chunks = [];
      stream.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk));
      stream.once('error', done);
      stream.once('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('The message is too large.'), { responseCode: 552 }));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        box.receive(Buffer.concat(chunks), to).then(() => done(), done);
      });
    },
  });
  // A client that hangs up in the middle is its own affair.
  smtp.on('error', () => undefined);
  const web = createServer((request, response) => answer(box.messages, request, response));
  smtp.listen(smtpPort, '127.0.0.1');
  web.listen(webPort, '127.0.0.1');
  try {
    await Promise.all([once(smtp.server, 'listening'), once(web, 'listening')]);
  } catch (error) {
    web.close();
    smtp.close();
    throw error;
  }
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    webUrl: `http://localhost:${portOf(web)}/`,
    messages: () => [...box.messages],
    clear: () => box.clear(),
    close: async () => {
      const closed = once(web, 'close');
      web.close();
      web.closeAllConnections();
      await Promise.all([
        closed,
        /** @type {Promise<void>} */ (new Promise((resolve) => void smtp.close(() => resolve()))),
      ]);
    },
  };
}

class Box {
  /** @type {Message[]} newest first */
  messages = [];

  /** @param {string | undefined} directory */
  constructor(directory) {
    this.directory = directory;
  }

  async load() {
    if (!this.directory) return;
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    const names = readdirSync(this.directory)
      .filter((name) => name.endsWith('.eml'))
      .sort();
    for (const name of names) {
      const stored = readFileSync(join(this.directory, name));
      const end = stored.indexOf('\r\n');
      // The first line is ours: the envelope, which the message itself need not repeat.
      const to = stored
        .subarray(0, end)
        .toString()
        .replace(/^X-Envelope-To: /, '')
        .split(', ');
      this.#add(await this.#read(name.slice(0, -4), stored.subarray(end + 2), to));
    }
  }

  /** @param {Buffer} raw @param {string[]} to */
  async receive(raw, to) {
    const id = `${new Date().toISOString().replace(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
    const message = await this.#read(id, raw, to);
    if (this.directory) {
      const stored = Buffer.concat([Buffer.from(`X-Envelope-To: ${to.join(', ')}\r\n`), raw]);
      writeFileSync(this.#path(id), stored, { mode: 0o600 });
    }
    this.#add(message);
  }

  clear() {
    for (const { id } of this.messages.splice(0)) this.#forget(id);
  }

  /** @param {Message} message */
  #add(message) {
    this.messages.unshift(message);
    for (const { id } of this.messages.splice(capacity)) this.#forget(id);
  }

  /** @param {string} id */
  #forget(id) {
    if (this.directory) rmSync(this.#path(id), { force: true });
  }

  /** @param {string} id */
  #path(id) {
    return join(this.directory ?? '', `${id}.eml`);
  }

  /** @param {string} id @param {Buffer} raw @param {string[]} to @returns {Promise<Message>} */
  async #read(id, raw, to) {
    const { from, subject, text, html } = await PostalMime.parse(raw);
    return {
      id,
      receivedAt: id.replace(/^(\d+-\d+-\d+T\d+)-(\d+)-(\d+)-(\d+Z)-\w+$/, '$1:$2:$3.$4'),
      from: from?.address ?? '',
      to,
      subject: subject ?? '',
      text: text ?? html ?? '',
      raw: raw.toString('latin1'),
    };
  }
}

/** @param {import('node:net').Server} server */
function portOf(server) {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
