import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { SessionTokens } from './session-token.js';

const secret = 'a secret of at least thirty-two characters';
const token = 'TldDs0AvLofV5CnUpy4pGZEXskC5h0Wv';
const tokens = new SessionTokens(secret, 'havenline.session_token');
const signed = tokens.sign(token);
const forged = `${token}.${createHmac('sha256', 'somebody else’s secret').update(token).digest('base64')}`;

describe('SessionTokens', () => {
  it.each([
    ['a bearer', { authorization: `Bearer ${signed}` }],
    ['a bearer in lower case', { authorization: `bearer ${signed}` }],
    ['an encoded bearer', { authorization: `Bearer ${encodeURIComponent(signed)}` }],
    ['the cookie', { cookie: `havenline.session_token=${encodeURIComponent(signed)}` }],
    ['the cookie among others', { cookie: `theme=dark; havenline.session_token=${encodeURIComponent(signed)} ; x=1` }],
  ])('reads %s', (_, headers) => {
    expect(tokens.read(headers)).toBe(token);
    // The second time from memory.
    expect(tokens.read(headers)).toBe(token);
  });

  it.each([
    ['nothing', {}],
    ['a token without its signature, as the database holds it', { authorization: `Bearer ${token}` }],
    ['a signature of another secret', { authorization: `Bearer ${forged}` }],
    ['a signature of another token', { authorization: `Bearer x${signed}` }],
    ['a signature cut short', { authorization: `Bearer ${signed.slice(0, -4)}` }],
    ['another scheme', { authorization: `Basic ${signed}` }],
    ['a broken encoding', { cookie: 'havenline.session_token=%E0%A4%A' }],
    ['a cookie of another name', { cookie: `x-havenline.session_token=${encodeURIComponent(signed)}` }],
    [
      'a bad bearer beside a good cookie',
      {
        authorization: `Bearer ${forged}`,
        cookie: `havenline.session_token=${encodeURIComponent(signed)}`,
      },
    ],
  ])('does not read %s', (_, headers) => {
    expect(tokens.read(headers)).toBeNull();
  });
});
