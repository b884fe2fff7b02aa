import { DomainError } from '#policy';

/** The request body is larger than `details.limit` bytes. */
export class PayloadTooLarge extends DomainError {
  readonly code = 'PAYLOAD_TOO_LARGE';
  constructor(limit: number) {
    super('This request is too large.', { limit });
  }
}

/** The query passes one of the limits in limits.ts. */
export class QueryTooComplex extends DomainError {
  readonly code = 'QUERY_TOO_COMPLEX';
}

/** More requests in a minute than anybody needs; `details.limit` is the seconds to wait. */
export class TooManyRequests extends DomainError {
  readonly code = 'RATE_LIMITED';
  constructor(seconds: number) {
    super('Too many requests. Wait a little, then go on.', { limit: seconds });
  }
}

export class SignInRefused extends DomainError {
  readonly code = 'SIGN_IN_REFUSED';
  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

export class SecondFactorRefused extends DomainError {
  readonly code = 'SECOND_FACTOR_REFUSED';
  constructor() {
    super('This code is wrong or no longer valid.');
  }
}
