import { Injectable } from '@nestjs/common';
import { may, ofCase, ofTwoAgencies, type Actor, type Instance } from '#policy';
import type { AgencyRow, PoliceRow } from './cooperation-reader.js';
import type { AgencyRequest, PoliceRequest } from './cooperation-views.js';
import { Matter } from './matter.js';
import { policeAnswer } from './police-answer.js';
import { toArrangement, toQuestion, toReview } from './request-rows.js';
import { stateAt } from './review.js';

export interface Shown {
  /** Whether the police's text is opened; otherwise it is null. */
  readonly matter: boolean;
}

/** Turns rows into what each side is shown. */
@Injectable()
export class PresentRequest {
  constructor(private readonly matter: Matter) {}

  async toPolice(actor: Actor, row: PoliceRow, now: Date, shown: Shown): Promise<PoliceRequest> {
    return {
      side: 'POLICE',
      ...toQuestion(row, shown.matter ? await this.matter.open(actor, row) : null),
      askedAgency: { id: row.asked_agency_id, name: row.other_agency_name, kind: row.other_agency_kind },
      answer: policeAnswer(row.answer_at, toArrangement(row), now),
    };
  }

  async toAgency(actor: Actor, row: AgencyRow, now: Date, shown: Shown): Promise<AgencyRequest> {
    const review = toReview(row);
    return {
      side: 'AGENCY',
      ...toQuestion(row, shown.matter ? await this.matter.open(actor, row) : null),
      policeAgency: { id: row.police_agency_id, name: row.other_agency_name, kind: row.other_agency_kind },
      review: {
        ...review,
        state: stateAt(review, now),
        // Colleagues who do not work on the case need not learn that the police look for this survivor.
        caseId: may(actor, 'read', linkedCase(row)) ? review.caseId : null,
        version: row.version,
      },
      arrangement: toArrangement(row),
    };
  }
}

/** The request as the permission table sees it: the agency's own, with the police on the other side. */
export function instanceOf(row: PoliceRow | AgencyRow): Instance<'Cooperation'> {
  const [assigned, conflicted] = isAgencyRow(row) ? [row.assigned, row.conflicted] : [[], []];
  const file = {
    ownerAgencyId: row.asked_agency_id,
    assignedPersonIds: assigned,
    conflictedPersonIds: conflicted,
  };
  return ofTwoAgencies('Cooperation', file, { agencyId: row.police_agency_id, unitId: null });
}

function isAgencyRow(row: PoliceRow | AgencyRow): row is AgencyRow {
  return 'state' in row;
}

function linkedCase(row: AgencyRow): Instance<'Case'> {
  return ofCase('Case', {
    ownerAgencyId: row.asked_agency_id,
    assignedPersonIds: row.assigned,
    conflictedPersonIds: row.conflicted,
  });
}
