import type { AgencyKind, ContactMode, CooperationAsk } from '#policy';
import type { Answer, ReleasedArrangement } from './police-answer.js';
import type { Review } from './review.js';

export interface NamedAgency {
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
}

/** What both sides see: the question, as it was asked. */
export interface Question {
  readonly id: string;
  /** The number of the police's own file. */
  readonly reference: string;
  readonly asked: readonly CooperationAsk[];
  /** Ways to talk that the police propose, each through the advocate. */
  readonly contactModes: readonly ContactMode[];
  /** Who is sought and why, in the police's words; null unless the reader asked for it. */
  readonly matter: string | null;
  readonly submittedAt: Date;
  /** The moment the answer leaves, fixed when the question was asked. */
  readonly answerAt: Date;
}

/** A request as the police see it. Nothing here moves with the agency's work, except an arrangement at its release. */
export interface PoliceRequest extends Question {
  readonly side: 'POLICE';
  readonly askedAgency: NamedAgency;
  readonly answer: Answer;
}

/** A request as the asked agency sees it. */
export interface AgencyRequest extends Question {
  readonly side: 'AGENCY';
  readonly policeAgency: NamedAgency;
  readonly review: ReviewView;
  readonly arrangement: ReleasedArrangement | null;
}

export interface ReviewView extends Omit<Review, 'caseId'> {
  /** Null while no case is linked, and for a reader who may not read the case itself. */
  readonly caseId: string | null;
  readonly version: number;
}

export type CooperationView = PoliceRequest | AgencyRequest;
