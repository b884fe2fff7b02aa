/** What an error may tell its reader: where the input was wrong, what is allowed, what stands now. Never a value of a record. */
export interface ErrorDetails {
  readonly path?: readonly (string | number)[];
  readonly allowed?: readonly string[];
  readonly current?: string | number;
  readonly limit?: number;
}

/** The base of every error that is meant for a caller. Anything else that is thrown reaches nobody but the log. */
export abstract class DomainError extends Error {
  abstract readonly code: string;

  constructor(
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** Absent and forbidden are one answer, byte for byte. */
export class NotFound extends DomainError {
  readonly code = 'NOT_FOUND';
  constructor() {
    super('Not found.');
  }
}

export class Unauthenticated extends DomainError {
  readonly code = 'UNAUTHENTICATED';
  constructor() {
    super('Sign in first.');
  }
}

export class Forbidden extends DomainError {
  readonly code = 'FORBIDDEN';
  constructor(message = 'Your role does not allow this.') {
    super(message);
  }
}

export class StepUpRequired extends DomainError {
  readonly code = 'STEP_UP_REQUIRED';
  constructor() {
    super('Confirm that it is you, then try again.');
  }
}

export class InvalidInput extends DomainError {
  readonly code = 'BAD_INPUT';
}

/** Somebody changed the object since it was read; `details.current` is the version that stands now. */
export class StaleVersion extends DomainError {
  readonly code = 'CONFLICT';
  constructor(current: number) {
    super('This was changed by somebody else since you read it. Read it again, then repeat your change.', { current });
  }
}

/** `details.current` is the state it is in, `details.allowed` the moves open to this actor. */
export class IllegalMove extends DomainError {
  readonly code = 'ILLEGAL_MOVE';
  constructor(what: string, current: string, allowed: readonly string[]) {
    super(`This ${what} is ${current}; from here it can only become: ${allowed.join(', ') || 'nothing'}.`, {
      current,
      allowed,
    });
  }
}
