import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const bearer = /^bearer +(\S+)$/i;
/** `<token>.<HMAC-SHA256 of it, base64>`: what sign-in hands out, in the cookie and as a bearer. */
const signed = /^([\w-]{16,128})\.([\w+/=-]{43,44})$/;
/** HMAC-SHA256, in bytes. */
const macLength = 32;
const mostRemembered = 2_000;

/** Recognises the session tokens that this installation has signed, without asking anybody. */
export class SessionTokens {
  private readonly cookiePart: string;
  /** Signatures found good. A signature stays good for ever; whether the session stands is asked each time. */
  private readonly verified = new Map<string, string>();

  constructor(
    private readonly secret: string,
    readonly cookieName: string,
  ) {
    this.cookiePart = `${cookieName}=`;
  }

  /** The token a request carries, if we signed it. A bearer goes before the cookie. */
  read(headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>): string | null {
    const { authorization, cookie } = headers;
    if (authorization !== undefined) return this.verify(bearer.exec(authorization)?.[1] ?? '');
    return cookie === undefined ? null : this.verify(this.inCookies(cookie));
  }

  /** @returns the token without its signature; null if the signature is not ours */
  verify(value: string): string | null {
    const known = this.verified.get(value);
    if (known !== undefined) return known;
    const token = this.check(value);
    if (token === null) return null;
    if (this.verified.size >= mostRemembered) this.verified.clear();
    this.verified.set(value, token);
    return token;
  }

  /** The signed form of a token, as the cookie holds it. */
  sign(token: string): string {
    return `${token}.${createHmac('sha256', this.secret).update(token).digest('base64')}`;
  }

  private check(value: string): string | null {
    const match = signed.exec(value.includes('%') ? decode(value) : value);
    const [, token, mac] = match ?? [];
    if (token === undefined || mac === undefined) return null;
    const given = Buffer.from(mac, 'base64');
    const expected = createHmac('sha256', this.secret).update(token).digest();
    return given.length === macLength && timingSafeEqual(given, expected) ? token : null;
  }

  private inCookies(header: string): string {
    for (const part of header.split(';')) {
      const cookie = part.trimStart();
      if (cookie.startsWith(this.cookiePart)) return cookie.slice(this.cookiePart.length).trimEnd();
    }
    return '';
  }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
