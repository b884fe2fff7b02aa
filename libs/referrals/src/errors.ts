import { DomainError } from '#policy';

/** One answer for an agency that does not exist, is not active, or has signed nothing with yours that covers this purpose. */
export class NoAgreement extends DomainError {
  readonly code = 'NO_AGREEMENT';
  constructor() {
    super('Your agency has no active agreement with this one that covers this purpose.', {
      path: ['input', 'recipientAgencyId'],
    });
  }
}

/** There is no consent of this survivor, active now, for this recipient (and unit) and this purpose. */
export class NoConsent extends DomainError {
  readonly code = 'NO_CONSENT';
  constructor() {
    super('The survivor has given no consent that is active now for this recipient and this purpose.', {
      path: ['input', 'consentId'],
    });
  }
}

/** The consent a referral was sent under was withdrawn, or has run out. */
export class ConsentEnded extends DomainError {
  readonly code = 'CONSENT_ENDED';
  constructor() {
    super('The consent this referral was sent under has ended.');
  }
}

/** Nothing is sent while nobody has looked at the survivor's risk in time. */
export class RiskReviewOverdue extends DomainError {
  readonly code = 'RISK_REVIEW_OVERDUE';
  constructor() {
    super('The review of this survivor’s risk is overdue. Assess the risk, then send.', { path: ['input', 'caseId'] });
  }
}

/** A placement ends when the departure is recorded, so that the bed is counted free again. */
export class RecordDepartureInstead extends DomainError {
  readonly code = 'RECORD_DEPARTURE_INSTEAD';
  constructor() {
    super('A placement is completed by recording the departure.');
  }
}
