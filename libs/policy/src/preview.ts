import type { AgreementFacts, CaseFacts, ConsentFacts, ReferralFacts } from './facts.js';
import { disclosureFor, type Disclosure } from './kernel.js';
import type { DisclosureRequest, Reader } from './request.js';
import { readsContent } from './roles.js';
import { ROLES, type AgencyKind } from './vocabulary/agency.js';

/** A referral seen from the sender's desk: no particular reader has opened it yet. */
export interface PreviewRequest {
  readonly recipientKind: AgencyKind;
  readonly case: CaseFacts;
  readonly referral: Omit<ReferralFacts, 'state'>;
  readonly consent: ConsentFacts | null;
  readonly agreement: AgreementFacts | null;
  readonly at: Date;
}

const readingRoles = ROLES.filter((role) => readsContent([role]));

/** The member of the recipient who may see most: every reading role, the named unit, a step-up done this instant. */
export function bestReader(request: PreviewRequest): Reader {
  const { case: file, referral, consent } = request;
  const named = consent?.namedPersonId ?? null;
  return {
    // A person to whom the case is closed is nobody's best reader, even if the consent names them.
    personId: named !== null && !file.conflictedPersonIds.includes(named) ? named : '',
    agencyId: referral.recipientAgencyId,
    agencyKind: request.recipientKind,
    unitId: consent?.recipientUnitId ?? referral.recipientUnitId,
    roles: readingRoles,
    stepUpAt: request.at,
  };
}

/** The question the best reader would ask of the referral in this state; `explain` takes it too. */
export function asBestReader(request: PreviewRequest, state: ReferralFacts['state']): DisclosureRequest {
  const { case: file, referral, consent, agreement, at } = request;
  return {
    reader: bestReader(request),
    case: file,
    referral: { ...referral, state },
    consent,
    agreement,
    emergency: null,
    at,
  };
}

/** Exactly what the recipient will see once it accepts, computed by the function that will then show it. */
export function preview(request: PreviewRequest): Disclosure {
  return disclosureFor(asBestReader(request, 'ACCEPTED'));
}
