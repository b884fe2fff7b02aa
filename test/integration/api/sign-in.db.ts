import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { password, publicUrl, type Staff, TestApi } from '../../support/api.js';

const me = '{ me { id stepUpAt } }';
const signIn = '/api/auth/sign-in/email';

let api: TestApi;
let agencyId: string;
let ana: Staff;

beforeAll(async () => {
  api = await TestApi.start();
  agencyId = await api.agency();
});
afterAll(() => api.stop());
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const anew = async (): Promise<void> => {
  ana = await api.staff(agencyId);
};
const codeOf = (answer: { body: { errors?: { extensions: Record<string, unknown> }[] } }): unknown =>
  answer.body.errors?.[0]?.extensions['code'];
const age = (column: string, staff: Staff, by: string) =>
  api.admin.query(
    `update auth.session s set "${column}" = now() - $2::interval
     from app.person p where p.auth_user_id = s."userId" and p.id = $1`,
    [staff.id, by],
  );

describe('the door', () => {
  let token: string;
  beforeAll(async () => {
    token = await api.signIn(await api.staff(agencyId));
  });

  it.each([
    ['sign-up/email', { email: 'new@agency.test', password, name: 'New' }],
    ['get-session', {}],
    ['list-sessions', {}],
    ['update-user', { name: 'x' }],
    ['delete-user', {}],
    ['request-password-reset', { email: 'x@agency.test' }],
  ])('offers no %s', async (name, body) => {
    const answer = await api.post(`/api/auth/${name}`, body, bearer(token));
    expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    ['a foreign origin', { email: 'x@y.test', password }, { origin: 'https://evil.test' }, 403, 'FORBIDDEN'],
    ['an opaque origin', { email: 'x@y.test', password }, { origin: 'null' }, 403, 'FORBIDDEN'],
    ['no body', '', {}, 400, 'BAD_INPUT'],
    ['a body that is no JSON', '{"email":', {}, 400, 'BAD_INPUT'],
    ['a password that is no text', { email: 'x@y.test', password: { $ne: '' } }, {}, 400, 'BAD_INPUT'],
    ['more than is asked for', { email: 'x@y.test', password, callbackURL: 'https://evil.test' }, {}, 400, 'BAD_INPUT'],
    ['a form', 'email=x', { 'content-type': 'application/x-www-form-urlencoded' }, 400, 'BAD_INPUT'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const answer = await api.post(signIn, body, headers);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(answer.text).not.toContain(password);
  });
});

describe('signing in', () => {
  beforeEach(anew);

  it('gives API clients a signed bearer, and browsers a cookie that scripts cannot read and no token', async () => {
    const client = await api.post(signIn, { email: ana.email.toUpperCase(), password });
    expect(client.body).toEqual({ signedIn: true, token: expect.stringMatching(/^\w{32}\..{44}$/) });
    const browser = await api.post(signIn, { email: ana.email, password }, { origin: publicUrl });
    expect(browser.body).toEqual({ signedIn: true });
    expect(browser.headers.get('set-auth-token')).toBeNull();
    const [cookie = ''] = browser.headers.getSetCookie();
    expect(cookie).toMatch(/^havenline\.session_token=.+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const withCookie = await api.post('/graphql', { query: me }, { cookie: cookie.split(';')[0] ?? '' });
    expect(withCookie.body.data?.['me']).toMatchObject({ id: ana.id });
  });

  it('answers alike to a wrong password, an unknown address, a suspended person and a suspended agency', async () => {
    const closed = await api.staff(await api.agency());
    await api.admin.query(`update app.agency set status = 'SUSPENDED' where id = $1`, [closed.agencyId]);
    const suspended = await api.staff(agencyId);
    await api.admin.query(`update app.person set status = 'SUSPENDED' where id = $1`, [suspended.id]);
    const answers = await Promise.all([
      api.post(signIn, { email: ana.email, password: 'not the password' }),
      api.post(signIn, { email: 'nobody@agency.test', password }),
      api.post(signIn, { email: suspended.email, password }),
      api.post(signIn, { email: closed.email, password }),
    ]);
    for (const { status, text, headers } of answers) {
      expect([status, text]).toEqual([401, answers[0].text]);
      expect(headers.getSetCookie()).toEqual([]);
    }
    expect(codeOf(answers[0])).toBe('SIGN_IN_REFUSED');
    const { rowCount } = await api.admin.query(
      `select 1 from auth.session s join app.person p on p.auth_user_id = s."userId" where p.id = any ($1)`,
      [[suspended.id, closed.id]],
    );
    expect(rowCount).toBe(0);
  });

  it('is refused for a quarter of an hour after ten failures from one address, however right the password', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(codeOf(await api.post(signIn, { email: ana.email, password: 'wrong' }))).toBe('SIGN_IN_REFUSED');
    }
    const locked = await api.post(signIn, { email: ana.email, password });
    expect([locked.status, codeOf(locked)]).toEqual([429, 'RATE_LIMITED']);
    const other = await api.staff(agencyId);
    await expect(api.signIn(other)).resolves.toBeTruthy();
    await api.admin.query(`update auth.failed_attempt set at = at - interval '16 minutes'`);
    await expect(api.signIn(ana)).resolves.toBeTruthy();
  });

  it('leaves an entry in the audit trail, and no address, password or token in the log', async () => {
    const token = await api.signIn(ana);
    await api.post(signIn, { email: ana.email, password: 'a wrong password' });
    const { rows } = await api.admin.query(
      `select action, object_type, outcome from app.audit_entry where actor_id = $1`,
      [ana.id],
    );
    expect(rows).toEqual([{ action: 'signIn', object_type: 'Session', outcome: 'DONE' }]);
    const log = api.logged.join('');
    for (const secret of [ana.email, password, 'a wrong password', token, token.split('.')[0] ?? '']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('a session', () => {
  beforeEach(anew);

  it('opens nothing with a token as the database holds it, or signed by somebody else', async () => {
    const token = await api.signIn(ana);
    const raw = token.split('.')[0] ?? '';
    const forged = `${raw}.${createHmac('sha256', 'x'.repeat(48)).update(raw).digest('base64')}`;
    expect(await api.code(raw, me)).toBe('UNAUTHENTICATED');
    expect(await api.code(forged, me)).toBe('UNAUTHENTICATED');
    expect(await api.code(null, me)).toBe('UNAUTHENTICATED');
    expect(await api.code(token, me)).toBeNull();
  });

  it.each([
    [
      'its person is suspended',
      (staff: Staff) => api.admin.query(`update app.person set status = 'SUSPENDED' where id = $1`, [staff.id]),
    ],
    [
      'its agency is suspended',
      (staff: Staff) => api.admin.query(`update app.agency set status = 'SUSPENDED' where id = $1`, [staff.agencyId]),
    ],
    [
      'its membership ends',
      (staff: Staff) => api.admin.query('delete from app.membership where person_id = $1', [staff.id]),
    ],
    ['it is idle for a quarter of an hour', (staff: Staff) => age('lastActivityAt', staff, '15 minutes')],
    ['it is twelve hours old', (staff: Staff) => age('createdAt', staff, '12 hours')],
    ['it is past its date', (staff: Staff) => age('expiresAt', staff, '1 second')],
  ])('ends with the next request when %s', async (_, end) => {
    const staff = await api.staff(await api.agency());
    const token = await api.signIn(staff);
    expect(await api.code(token, me)).toBeNull();
    await end(staff);
    expect(await api.code(token, me)).toBe('UNAUTHENTICATED');
    const answer = await api.post(
      '/api/auth/change-password',
      { currentPassword: password, newPassword: 'another long password' },
      bearer(token),
    );
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('is kept awake by use, with at most one write a minute', async () => {
    const token = await api.signIn(ana);
    const last = async (): Promise<unknown> =>
      (
        await api.admin.query(
          `select "lastActivityAt" as at, s.xmin from auth.session s join app.person p on p.auth_user_id = s."userId" where p.id = $1`,
          [ana.id],
        )
      ).rows[0];
    const before = await last();
    await api.ask(token, me);
    expect(await last()).toEqual(before);
    await age('lastActivityAt', ana, '14 minutes');
    await Promise.all([api.ask(token, me), api.ask(token, me)]);
    const after = (await last()) as { at: Date };
    expect(Date.now() - after.at.getTime()).toBeLessThan(10_000);
  });

  it('ends on signing out, which empties the browser', async () => {
    const token = await api.signIn(ana);
    const answer = await api.post('/api/auth/sign-out', {}, bearer(token));
    expect(answer.body).toEqual({ signedOut: true });
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
    expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining('havenline.session_token=; Max-Age=0')]);
    expect(await api.code(token, me)).toBe('UNAUTHENTICATED');
  });

  it('ends everywhere else when the password is changed', async () => {
    const [here, elsewhere] = [await api.signIn(ana), await api.signIn(ana)];
    const wrong = await api.post(
      '/api/auth/change-password',
      { currentPassword: 'wrong', newPassword: 'another long password' },
      bearer(here),
    );
    expect(codeOf(wrong)).toBe('SIGN_IN_REFUSED');
    const changed = await api.post(
      '/api/auth/change-password',
      { currentPassword: password, newPassword: 'another long password' },
      bearer(here),
    );
    expect(changed.status).toBe(200);
    expect(await api.code(elsewhere, me)).toBe('UNAUTHENTICATED');
    expect(await api.code(String(changed.body['token']), me)).toBeNull();
    expect(codeOf(await api.post(signIn, { email: ana.email, password }))).toBe('SIGN_IN_REFUSED');
  });
});

describe('stepping up', () => {
  beforeEach(anew);

  it('is part of signing in, and is proved again with the password', async () => {
    const token = await api.signIn(ana);
    await age('stepUpAt', ana, '1 hour');
    const stepUpAt = async (): Promise<number> =>
      Date.parse(
        String(
          (await api.ask(token, me)).body.data?.['me'] &&
            ((await api.ask(token, me)).body.data?.['me'] as { stepUpAt: string }).stepUpAt,
        ),
      );
    expect(Date.now() - (await stepUpAt())).toBeGreaterThan(3_500_000);
    expect(codeOf(await api.post('/api/auth/step-up', { password: 'wrong' }, bearer(token)))).toBe('SIGN_IN_REFUSED');
    expect(Date.now() - (await stepUpAt())).toBeGreaterThan(3_500_000);
    const answer = await api.post('/api/auth/step-up', { password }, bearer(token));
    expect(Date.parse(String(answer.body['steppedUpUntil'])) - (await stepUpAt())).toBe(300_000);
    expect(Date.now() - (await stepUpAt())).toBeLessThan(60_000);
    expect(codeOf(await api.post('/api/auth/step-up', { password }))).toBe('UNAUTHENTICATED');
  });
});
