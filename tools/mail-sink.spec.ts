import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { startMailSink } from './mail-sink.mjs';

type MailSink = Awaited<ReturnType<typeof startMailSink>>;

describe('the mail sink', () => {
  let directory = '';
  let sink: MailSink;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'havenline-mail-'));
    sink = await startMailSink({ directory });
  });

  afterEach(async () => {
    await sink.close();
    await rm(directory, { recursive: true, force: true });
  });

  const send = async (fields: object): Promise<void> => {
    const transport = createTransport(sink.smtpUrl);
    await transport.sendMail({ from: 'no-reply@havenline.invalid', to: 'intake@agency.invalid', ...fields });
    transport.close();
  };

  it('keeps what was sent, newest first, with the addresses it was delivered to', async () => {
    await send({ subject: 'Première', text: 'You have an update' });
    await send({ subject: 'Второе', text: 'لديك تحديث', to: [], bcc: 'hidden@agency.invalid' });
    const found = (await (await fetch(`${sink.webUrl}messages.json`)).json()) as unknown[];
    expect(found).toEqual([
      expect.objectContaining({
        subject: 'Второе',
        text: expect.stringContaining('لديك تحديث'),
        to: ['hidden@agency.invalid'],
      }),
      expect.objectContaining({
        subject: 'Première',
        from: 'no-reply@havenline.invalid',
        to: ['intake@agency.invalid'],
      }),
    ]);
    expect(sink.messages()[0]?.receivedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('shows a message as text, whatever it holds, and makes its links work', async () => {
    await send({ subject: '<b>bold</b>', text: '<script>alert(1)</script> see http://localhost:4000/r?a=1&b=2' });
    const [message] = sink.messages();
    const response = await fetch(`${sink.webUrl}messages/${message?.id ?? ''}`);
    const body = await response.text();
    expect(body).not.toContain('<script>');
    expect(body).not.toContain('<b>bold');
    expect(body).toContain('&#60;script&#62;');
    expect(body).toContain('href="http://localhost:4000/r?a=1&#38;b=2"');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await (await fetch(sink.webUrl)).text()).toContain('&#60;b&#62;bold');
  });

  it('still has its mail after a restart, until it is cleared', async () => {
    await send({ subject: 'Kept', text: 'here' });
    await sink.close();
    sink = await startMailSink({ directory });
    expect(sink.messages()).toEqual([
      expect.objectContaining({
        subject: 'Kept',
        to: ['intake@agency.invalid'],
        text: expect.stringContaining('here'),
      }),
    ]);
    sink.clear();
    expect(await readdir(directory)).toEqual([]);
  });

  it('answers to nobody but this machine', async () => {
    const status = await new Promise((resolve, reject) => {
      request(sink.webUrl, { headers: { host: 'evil.example' } }, (response) => {
        resolve(response.statusCode);
        response.resume();
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
    expect((await fetch(sink.webUrl, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${sink.webUrl}messages/unknown`)).status).toBe(404);
  });
});
