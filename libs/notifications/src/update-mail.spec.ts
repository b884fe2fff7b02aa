import { describe, expect, it } from '@jest/globals';
import { updateMail } from './update-mail.js';

const notification = { id: '0199aaaa-0000-7000-8000-000000000001', email: 'mira@lantern.example', locale: 'en' };

describe('the mail about a notification', () => {
  it('says that there is an update and where, and nothing else', () => {
    expect(updateMail(notification, 'https://havenline.example')).toEqual({
      to: 'mira@lantern.example',
      subject: 'You have an update',
      text: `You have an update\n\nhttps://havenline.example/n/${notification.id}\n`,
      messageId: `<${notification.id}@havenline.example>`,
      headers: { 'Content-Language': 'en', 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
  });

  it.each([
    ['sr', 'sr', 'Imate novo obaveštenje'],
    ['sr-Cyrl-RS', 'sr', 'Imate novo obaveštenje'],
    ['UK', 'uk', 'У вас є оновлення'],
    ['ar-SY', 'ar', 'لديك تحديث'],
    ['fr', 'en', 'You have an update'],
    ['', 'en', 'You have an update'],
    ['__proto__', 'en', 'You have an update'],
  ])('speaks the language of %j as %s', (locale, language, subject) => {
    const mail = updateMail({ ...notification, locale }, 'https://havenline.example/');
    expect(mail.subject).toBe(subject);
    expect(mail.text).toBe(`${subject}\n\nhttps://havenline.example/n/${notification.id}\n`);
    expect(mail.headers['Content-Language']).toBe(language);
  });
});
