import { DomainError, type Purpose, type Scope } from '#policy';

/** No agency of this kind ever serves this purpose; `details.allowed` are those it serves. */
export class PurposeNotAllowed extends DomainError {
  readonly code = 'PURPOSE_NOT_ALLOWED';
  constructor(allowed: readonly Purpose[]) {
    super(`An agency of this kind can be given consent for: ${allowed.join(', ')}.`, {
      path: ['input', 'purpose'],
      allowed,
    });
  }
}

/** The platform lets no agency of this kind have these scopes for this purpose, whoever agrees. */
export class ScopeAboveCeiling extends DomainError {
  readonly code = 'SCOPE_ABOVE_CEILING';
  constructor(above: readonly Scope[], allowed: readonly Scope[]) {
    super(`No agency of this kind is given ${above.join(', ')} for this purpose.`, {
      path: ['input', 'scopes'],
      allowed,
    });
  }
}

/** For a child a guardian grants, after the guardian's own interest was looked at and the child was asked. */
export class GuardianRulesUnmet extends DomainError {
  readonly code = 'GUARDIAN_RULES_UNMET';
  constructor(message: string, field: string, allowed: readonly string[] = []) {
    super(message, allowed.length > 0 ? { path: ['input', field], allowed } : { path: ['input', field] });
  }
}

/** The agency is not active on the platform. */
export class RecipientNotActive extends DomainError {
  readonly code = 'RECIPIENT_NOT_ACTIVE';
  constructor() {
    super('This agency receives nothing at the moment.', { path: ['input', 'recipientAgencyId'] });
  }
}
