import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answered, password, type Staff, TestApi } from '../../support/api.js';

const signIn = '/api/auth/sign-in/email';
const guesses = 40;
/** Wrong answers from one address about one account, until the next is not even looked at. */
const most = 10;

let api: TestApi;
let ana: Staff;

beforeAll(async () => {
  api = await TestApi.start();
  ana = await api.staff(await api.agency());
});
afterAll(() => api.stop());

const codeOf = ({ body }: Answered): unknown => body.errors?.[0]?.extensions['code'];

describe('guesses that are all made at the same instant', () => {
  const lookedAt = (answers: readonly Answered[], code: string): number =>
    answers.filter((answer) => codeOf(answer) === code).length;

  it('are counted while they are being looked at: of a password', async () => {
    const guess = (n: number) => api.post(signIn, { email: ana.email, password: `wrong ${String(n)}` });
    const answers = await Promise.all(Array.from({ length: guesses }, (_, n) => guess(n)));
    expect(lookedAt(answers, 'SIGN_IN_REFUSED')).toBeLessThanOrEqual(most);
    expect(lookedAt(answers, 'SIGN_IN_REFUSED')).toBeGreaterThan(0);
    expect(lookedAt(answers, 'SIGN_IN_REFUSED') + lookedAt(answers, 'RATE_LIMITED')).toBe(guesses);
  });

  it('are counted on every road to an answer: of the proof that stepping up asks for', async () => {
    const other = await api.staff(ana.agencyId);
    const authorization = `Bearer ${await api.signIn(other)}`;
    const guess = (n: number) =>
      api.post('/api/auth/step-up', { password: `a wrong password ${String(n)}` }, { authorization });
    const answers = await Promise.all(Array.from({ length: guesses }, (_, n) => guess(n)));
    expect(lookedAt(answers, 'SIGN_IN_REFUSED')).toBeLessThanOrEqual(most);
    expect(lookedAt(answers, 'SIGN_IN_REFUSED') + lookedAt(answers, 'RATE_LIMITED')).toBe(guesses);
  });

  it('leave nothing behind when they were right', async () => {
    const third = await api.staff(ana.agencyId);
    for (let n = 0; n < most + 5; n += 1) {
      expect(codeOf(await api.post(signIn, { email: third.email, password }))).toBeUndefined();
    }
  });
});
