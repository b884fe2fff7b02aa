import type {
  AgencyKind,
  ContactMode,
  CooperationAsk,
  CooperationEnding,
  CooperationState,
  NeutralVenue,
  SurvivorCondition,
  SurvivorDecision,
} from '#policy';
import type { Question } from './cooperation-views.js';
import type { ReleasedArrangement } from './police-answer.js';
import type { Review } from './review.js';

export interface QuestionRow {
  [column: string]: unknown;
  id: string;
  police_agency_id: string;
  asked_agency_id: string;
  other_agency_name: string;
  other_agency_kind: AgencyKind;
  police_case_reference: string;
  asked: CooperationAsk[];
  contact_modes: ContactMode[];
  sealed: Buffer;
  key_version: number;
  submitted_at: Date;
  answer_at: Date;
  wrapped: Buffer | null;
}

export interface ArrangementRow {
  contact_mode: ContactMode | null;
  venue: NeutralVenue | null;
  starts_at: Date;
  ends_at: Date;
  arranged_conditions: SurvivorCondition[];
  release_at: Date;
  revoked_at: Date | null;
}

export interface ReviewRow {
  state: CooperationState;
  case_id: string | null;
  reviewer_id: string | null;
  reviewed_at: Date | null;
  reflection_until: Date | null;
  decision: SurvivorDecision | null;
  decision_at: Date | null;
  conditions: SurvivorCondition[];
  advocate_present: boolean | null;
  closed_reason: CooperationEnding | null;
  closed_at: Date | null;
  version: number;
  /** Of the asked agency, where the reflection period runs. */
  jurisdiction: string;
  assigned: string[];
  conflicted: string[];
}

export const questionColumns = `r.id, r.police_agency_id, r.asked_agency_id, g.name as other_agency_name,
  g.kind as other_agency_kind, r.police_case_reference, r.asked, r.contact_modes, r.sealed, r.key_version, r.submitted_at, r.answer_at, w.wrapped`;

export const arrangementColumns = `a.contact_mode, a.venue, a.starts_at, a.ends_at, a.conditions as arranged_conditions,
  a.release_at, a.revoked_at`;

export const reviewColumns = `v.state, v.case_id, v.reviewer_id, v.reviewed_at, v.reflection_until, v.decision, v.decision_at,
  v.conditions, v.advocate_present, v.closed_reason, v.closed_at, v.version, o.jurisdiction,
  array(select s.person_id::text from app.case_assignment s where s.case_id = v.case_id) as assigned,
  array(select x.person_id::text from app.conflict_of_interest x where x.case_id = v.case_id) as conflicted`;

export function toQuestion(row: QuestionRow, matter: string | null): Question {
  return {
    id: row.id,
    reference: row.police_case_reference,
    asked: row.asked,
    contactModes: row.contact_modes,
    matter,
    submittedAt: row.submitted_at,
    answerAt: row.answer_at,
  };
}

export function toArrangement(row: ArrangementRow): ReleasedArrangement | null {
  if (row.contact_mode === null) return null;
  return {
    contactMode: row.contact_mode,
    venue: row.venue,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    conditions: row.arranged_conditions,
    releaseAt: row.release_at,
    revokedAt: row.revoked_at,
  };
}

export function toReview(row: ReviewRow): Review {
  return {
    state: row.state,
    caseId: row.case_id,
    reviewerId: row.reviewer_id,
    reviewedAt: row.reviewed_at,
    reflectionUntil: row.reflection_until,
    decision: row.decision,
    decisionAt: row.decision_at,
    conditions: row.conditions,
    advocatePresent: row.advocate_present,
    closedReason: row.closed_reason,
    closedAt: row.closed_at,
  };
}
