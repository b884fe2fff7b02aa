import type { FieldPath } from './fields.js';
import type { Scope } from './vocabulary/case.js';
import type { ConsentState } from './vocabulary/consent.js';
import type { Purpose } from './vocabulary/purpose.js';
import type { ReferralState } from './vocabulary/referral.js';

// What the kernel is told. It looks nothing up, so that the same question always has the same answer.

export interface CaseFacts {
  readonly ownerAgencyId: string;
  /** The owner's jurisdiction allows no identity on the platform: referrals carry the needs card only. */
  readonly jurisdictionForbidsIdentity: boolean;
  /** The owner's staff who work on the case, its advocate included. */
  readonly assignedPersonIds: readonly string[];
  /** People to whom the case is closed, in whichever agency they work. */
  readonly conflictedPersonIds: readonly string[];
}

export interface ReferralFacts {
  readonly state: ReferralState;
  readonly purpose: Purpose;
  readonly recipientAgencyId: string;
  /** Null if the whole agency is addressed. */
  readonly recipientUnitId: string | null;
}

export interface ConsentFacts {
  readonly id: string;
  readonly state: ConsentState;
  readonly recipientAgencyId: string;
  /** Null if the consent names the whole agency. */
  readonly recipientUnitId: string | null;
  /** The one person who may receive the scopes that go to a person, LOCATION; null if none was named. */
  readonly namedPersonId: string | null;
  readonly purpose: Purpose;
  readonly scopes: readonly Scope[];
  readonly excludedFields: readonly FieldPath[];
  readonly validFrom: Date;
  /** At this very instant the consent is over, whether or not a job has said so. */
  readonly expiresAt: Date;
}

/** The signed memorandum between the owner's and the reader's agency. */
export interface AgreementFacts {
  readonly scopes: readonly Scope[];
  readonly purposes: readonly Purpose[];
  readonly expiresAt: Date;
  readonly active: boolean;
}

/** An approved exception for named fields and named people; not a consent and never a way around one. */
export interface EmergencyFacts {
  readonly id: string;
  /** False until a second person has approved it, and false again once it is closed. */
  readonly open: boolean;
  readonly readerPersonIds: readonly string[];
  readonly fields: readonly FieldPath[];
  readonly opensAt: Date;
  readonly expiresAt: Date;
}
