import { DomainError } from '#policy';

/** A child, and whoever may be one, has an advocate of their own beside the caseworker. */
export class GuardianAdvocateRequired extends DomainError {
  readonly code = 'GUARDIAN_ADVOCATE_REQUIRED';
  constructor() {
    super('A child or presumed child has a guardian-advocate. Name one.', { path: ['input', 'guardianAdvocateId'] });
  }
}
