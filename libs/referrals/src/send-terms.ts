import { Injectable } from '@nestjs/common';
import {
  IllegalMove,
  InvalidInput,
  KIND_OF_SERVICE,
  mayServe,
  PURPOSE_OF_SERVICE,
  SERVICE_TYPES,
  type AgencyKind,
  type AgreementFacts,
  type ConsentFacts,
  type ConsentState,
  type FieldPath,
  type PreviewRequest,
  type Purpose,
  type ReferralKind,
  type Scope,
  type ServiceType,
} from '#policy';
import { CaseReader, type KnownCase } from '#cases';
import type { ReadTx } from '#platform/database';
import { NoAgreement, NoConsent, RiskReviewOverdue } from './errors.js';
import { agreementInForce } from './referral-row.js';

/** To whom, for what and under which consent a referral is to go. */
export interface ReferralPlan {
  readonly caseId: string;
  readonly recipientAgencyId: string;
  readonly recipientUnitId?: string | null | undefined;
  readonly serviceType: ServiceType;
  /** The newest one that fits when left out. */
  readonly consentId?: string | null | undefined;
}

/** All that is known about a plan. */
export interface SendTerms {
  readonly file: KnownCase;
  readonly purpose: Purpose;
  /** Null if there is no such agency. */
  readonly recipient: { readonly id: string; readonly name: string; readonly kind: AgencyKind } | null;
  /** The unit that the plan or the consent names; null for the whole agency. */
  readonly unitId: string | null;
  /** Whether that unit is one of the recipient's. */
  readonly unitIsTheirs: boolean;
  readonly agreement: AgreementFacts | null;
  readonly consent: ConsentFacts | null;
}

interface TermsRow {
  [column: string]: unknown;
  id: string;
  name: string;
  kind: AgencyKind;
  unitIsTheirs: boolean;
  agreementScopes: Scope[] | null;
  agreementExpiresAt: Date | null;
  consentId: string | null;
}

interface ConsentRow {
  [column: string]: unknown;
  id: string;
  state: ConsentState;
  recipientAgencyId: string;
  recipientUnitId: string | null;
  namedPersonId: string | null;
  purpose: Purpose;
  scopes: Scope[];
  excludedFields: FieldPath[];
  validFrom: Date;
  expiresAt: Date;
}

/** Of the consents that fit, one that stands goes before one that has ended, a newer one before an older one. */
const termsText = `select t.id, t.name, t.kind, ($3::uuid is null or u.id is not null) as "unitIsTheirs",
    g.scopes as "agreementScopes", g.expires_at as "agreementExpiresAt", k.id as "consentId"
  from app.agency t
  left join app.unit u on u.id = $3 and u.agency_id = t.id
  left join lateral (${agreementInForce('app.agency_id()', 't.id', '$4::text')}) g on true
  left join lateral (
    select c.id from app.consent c
    where c.case_id = $1 and c.recipient_agency_id = t.id and c.purpose = $4 and ($5::uuid is null or c.id = $5)
      and c.state <> 'DRAFT' and ($3::uuid is null or c.recipient_unit_id is null or c.recipient_unit_id = $3)
    order by (c.state = 'ACTIVE' and c.valid_from <= now() and c.expires_at > now()) desc, c.recorded_at desc
    limit 1
  ) k on true
  where t.id = $2`;

/** Held in share until the transaction ends, so that no withdrawal comes between looking at it and sending under it. */
const consentText = `select c.id, c.state, c.recipient_agency_id as "recipientAgencyId",
    c.recipient_unit_id as "recipientUnitId", c.recipient_person_id as "namedPersonId", c.purpose, c.scopes,
    c.excluded_fields as "excludedFields", c.valid_from as "validFrom", c.expires_at as "expiresAt"
  from app.consent c where c.id = $1`;

/** Looks up what decides about sending, and about what the recipient would see. */
@Injectable()
export class SendTermsReader {
  constructor(private readonly cases: CaseReader) {}

  /**
   * @param hold whether something will be sent on these terms in this transaction
   * @throws NotFound if there is no such case in the transaction's agency
   */
  async of(tx: ReadTx, plan: ReferralPlan, hold: boolean): Promise<SendTerms> {
    const purpose = PURPOSE_OF_SERVICE[plan.serviceType];
    const planned = plan.recipientUnitId ?? null;
    const [file, [row]] = await Promise.all([
      this.cases.facts(tx, plan.caseId),
      tx.query<TermsRow>({
        name: 'referral-terms',
        text: termsText,
        values: [plan.caseId, plan.recipientAgencyId, planned, purpose, plan.consentId ?? null],
      }),
    ]);
    const consent = row?.consentId == null ? null : await consentOf(tx, row.consentId, hold);
    return {
      file,
      purpose,
      recipient: row === undefined ? null : { id: row.id, name: row.name, kind: row.kind },
      unitId: planned ?? consent?.recipientUnitId ?? null,
      unitIsTheirs: row?.unitIsTheirs ?? false,
      agreement: row === undefined ? null : agreementOf(row, purpose),
      consent,
    };
  }
}

async function consentOf(tx: ReadTx, id: string, hold: boolean): Promise<ConsentFacts | null> {
  const [consent] = await tx.query<ConsentRow>({
    name: hold ? 'referral-consent-hold' : 'referral-consent',
    text: hold ? `${consentText} for share` : consentText,
    values: [id],
  });
  return consent ?? null;
}

function agreementOf(row: TermsRow, purpose: Purpose): AgreementFacts | null {
  if (row.agreementScopes === null || row.agreementExpiresAt === null) return null;
  return { scopes: row.agreementScopes, purposes: [purpose], expiresAt: row.agreementExpiresAt, active: true };
}

/** What can be said about a plan before there is a consent: enough to write a draft. @returns the recipient */
export function refuseImpossible(plan: ReferralPlan, terms: SendTerms, kind: ReferralKind): { id: string } {
  const { file, recipient, purpose } = terms;
  if (file.status !== 'OPEN') throw new IllegalMove('case', file.status, []);
  if (plan.recipientAgencyId === file.ownerAgencyId) {
    throw new InvalidInput('A referral goes to another agency.', { path: ['input', 'recipientAgencyId'] });
  }
  if (recipient === null) throw new NoAgreement();
  if (!mayServe(recipient.kind, purpose) || KIND_OF_SERVICE[plan.serviceType] !== kind) {
    throw new InvalidInput('This agency cannot be asked for this service by a referral.', {
      path: ['input', 'serviceType'],
      allowed: SERVICE_TYPES.filter(
        (type) => KIND_OF_SERVICE[type] === kind && mayServe(recipient.kind, PURPOSE_OF_SERVICE[type]),
      ),
    });
  }
  if (!terms.unitIsTheirs) {
    throw new InvalidInput('This agency has no such unit.', { path: ['input', 'recipientUnitId'] });
  }
  return recipient;
}

/**
 * Whether the plan may be carried out at this instant.
 * @returns the consent it rests on; null where nothing but the needs card may travel
 */
export function refuseUnlessSendable(plan: ReferralPlan, terms: SendTerms, at: Date): string | null {
  const { file, agreement, consent } = terms;
  if (agreement === null) throw new NoAgreement();
  const stands =
    consent !== null &&
    consent.state === 'ACTIVE' &&
    consent.validFrom.getTime() <= at.getTime() &&
    at.getTime() < consent.expiresAt.getTime() &&
    (consent.recipientUnitId === null || consent.recipientUnitId === terms.unitId);
  const asked = plan.consentId !== undefined && plan.consentId !== null;
  if (!stands && (asked || !file.jurisdictionForbidsIdentity)) throw new NoConsent();
  if (file.riskReviewDueAt.getTime() <= at.getTime()) throw new RiskReviewOverdue();
  return stands ? consent.id : null;
}

/** The question of what the recipient would see, were it sent and accepted now. */
export function previewOf(terms: SendTerms, at: Date): PreviewRequest | null {
  const { file, purpose, recipient, unitId, agreement, consent } = terms;
  if (recipient === null) return null;
  return {
    recipientKind: recipient.kind,
    case: file,
    referral: { purpose, recipientAgencyId: recipient.id, recipientUnitId: unitId },
    consent,
    agreement,
    at,
  };
}
