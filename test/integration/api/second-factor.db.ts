import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { password, publicUrl, type Answered, type Staff, TestApi } from '../../support/api.js';

let api: TestApi;
let ana: Staff;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ana = await api.staff(await api.agency());
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const codeOf = ({ body }: Answered): unknown => body.errors?.[0]?.extensions['code'];
const signIn = () => api.post('/api/auth/sign-in/email', { email: ana.email, password });

/** RFC 6238 with SHA-1, six digits and thirty seconds, as authenticator apps do it. */
function oneTimeCode(uri: string, steps = 0): string {
  const secret = decodeBase32(new URL(uri).searchParams.get('secret') ?? '');
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function decodeBase32(text: string): Buffer {
  const bits = Array.from(text.replace(/=+$/, ''))
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** Turns the second factor on and forgets the codes that doing so has used. */
async function enable(): Promise<{ uri: string; backupCodes: string[]; token: string }> {
  const { body } = await signIn();
  const token = String(body['token']);
  const prepared = await api.post('/api/auth/two-factor/enable', { password }, bearer(token));
  const uri = String(prepared.body['totpURI']);
  const verified = await api.post('/api/auth/two-factor/verify-totp', { code: oneTimeCode(uri) }, bearer(token));
  expect(verified.status).toBe(200);
  await api.admin.query('delete from auth.spent_code');
  return { uri, backupCodes: prepared.body['backupCodes'] as string[], token: String(verified.body['token']) };
}

const cookiesOf = (answer: Answered) => ({
  cookie: answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; '),
});

describe('a second factor', () => {
  it('stands between the password and a session', async () => {
    const { uri } = await enable();
    const first = await signIn();
    expect(first.body).toEqual({ signedIn: false, secondFactorRequired: true });
    const cookies = cookiesOf(first);
    expect(await api.post('/graphql', { query: '{ me { id } }' }, cookies).then(codeOf)).toBe('UNAUTHENTICATED');
    const wrong = await api.post('/api/auth/two-factor/verify-totp', { code: '000000' }, cookies);
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 'SECOND_FACTOR_REFUSED']);
    const second = await api.post('/api/auth/two-factor/verify-totp', { code: oneTimeCode(uri) }, cookies);
    expect(second.body).toEqual({ signedIn: true, token: expect.any(String) });
    expect(await api.code(String(second.body['token']), '{ me { id } }')).toBeNull();
  });

  it('takes a code once only', async () => {
    const { uri } = await enable();
    const code = oneTimeCode(uri);
    const [one, two] = [cookiesOf(await signIn()), cookiesOf(await signIn())];
    expect((await api.post('/api/auth/two-factor/verify-totp', { code }, one)).status).toBe(200);
    const again = await api.post('/api/auth/two-factor/verify-totp', { code }, two);
    expect([again.status, codeOf(again)]).toEqual([401, 'SECOND_FACTOR_REFUSED']);
    expect(again.headers.getSetCookie()).toEqual([]);
    const { rows } = await api.admin.query(
      `select count(*)::int as open from auth.session s join app.person p on p.auth_user_id = s."userId" where p.id = $1`,
      [ana.id],
    );
    // The one that turned it on, and the one code that counted.
    expect(rows).toEqual([{ open: 2 }]);
  });

  it('can be replaced by each backup code once', async () => {
    const { backupCodes } = await enable();
    const [code] = backupCodes;
    const use = async () => api.post('/api/auth/two-factor/verify-backup-code', { code }, cookiesOf(await signIn()));
    expect((await use()).status).toBe(200);
    const again = await use();
    expect([again.status, codeOf(again)]).toEqual([401, 'SECOND_FACTOR_REFUSED']);
  });

  it('cannot be skipped by a device that calls itself trusted', async () => {
    const { uri } = await enable();
    const cookies = cookiesOf(await signIn());
    const trusting = await api.post(
      '/api/auth/two-factor/verify-totp',
      { code: oneTimeCode(uri), trustDevice: true },
      cookies,
    );
    expect(codeOf(trusting)).toBe('BAD_INPUT');
  });

  it('is what stepping up asks for, and a password no more', async () => {
    const { uri, token } = await enable();
    const withPassword = await api.post('/api/auth/step-up', { password }, bearer(token));
    expect([codeOf(withPassword), withPassword.body.errors?.[0]?.extensions['path']]).toEqual(['BAD_INPUT', ['code']]);
    expect(codeOf(await api.post('/api/auth/step-up', { code: '000000' }, bearer(token)))).toBe(
      'SECOND_FACTOR_REFUSED',
    );
    const code = oneTimeCode(uri);
    expect((await api.post('/api/auth/step-up', { code }, bearer(token))).status).toBe(200);
    expect(codeOf(await api.post('/api/auth/step-up', { code }, bearer(token)))).toBe('SECOND_FACTOR_REFUSED');
  });

  it('is turned on and off with the password only', async () => {
    const token = String((await signIn()).body['token']);
    const refused = await api.post('/api/auth/two-factor/enable', { password: 'wrong' }, bearer(token));
    expect(codeOf(refused)).toBe('SIGN_IN_REFUSED');
    const { token: with2fa } = await enable();
    expect(codeOf(await api.post('/api/auth/two-factor/disable', { password: 'wrong' }, bearer(with2fa)))).toBe(
      'SIGN_IN_REFUSED',
    );
    expect((await api.post('/api/auth/two-factor/disable', { password }, bearer(with2fa))).status).toBe(200);
    expect((await signIn()).body['signedIn']).toBe(true);
  });

  it('gives a browser no token either', async () => {
    const { uri } = await enable();
    const first = await api.post('/api/auth/sign-in/email', { email: ana.email, password }, { origin: publicUrl });
    const second = await api.post(
      '/api/auth/two-factor/verify-totp',
      { code: oneTimeCode(uri) },
      { ...cookiesOf(first), origin: publicUrl },
    );
    expect(second.body).toEqual({ signedIn: true });
  });
});
