import { describe, expect, it } from '@jest/globals';
import {
  disclosureFor,
  disclosureOf,
  preview,
  type Disclosure,
  type DisclosureRequest,
  type PreviewRequest,
} from '#policy';
import {
  OTHER_AGENCY,
  OWNER_AGENCY,
  READER,
  RECIPIENT_AGENCY,
  agreement,
  caseFacts,
  consent,
  emergency,
  reader,
  referral,
  request,
  NOW,
  after,
  HOUR,
} from './fixtures.js';

/** One line a scope, as a person would read it out. */
function told(disclosure: Disclosure): string[] {
  return disclosure.map(({ scope, state, reason, openFields }) =>
    [scope, state, reason ?? '-', openFields.length].join(' '),
  );
}

const legalAid: DisclosureRequest = request({
  reader: reader({ agencyKind: 'LEGAL_AID', roles: ['INTAKE'] }),
  referral: referral({ purpose: 'LEGAL_AID' }),
  consent: consent({
    purpose: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL'],
    excludedFields: ['IDENTITY.photo'],
    namedPersonId: null,
  }),
});

describe('a referral to legal aid', () => {
  it('shows after acceptance what was consented to, and why nothing else', () => {
    expect(told(disclosureFor(legalAid))).toEqual([
      'IDENTITY PARTIAL NO_CONSENT 6',
      'CONTACT WITHHELD NO_CONSENT 0',
      'LOCATION WITHHELD NOT_NEEDED_FOR_PURPOSE 0',
      'HEALTH WITHHELD ABOVE_CEILING 0',
      'LEGAL OPEN - 3',
      'ACCOUNT WITHHELD NO_CONSENT 0',
      'RISK WITHHELD ABOVE_CEILING 0',
      'FAMILY WITHHELD NO_CONSENT 0',
      'SUPPORT WITHHELD ABOVE_CEILING 0',
    ]);
  });

  it('rests on the consent and ends with it', () => {
    const { basis, releases, openFields } = disclosureOf(disclosureFor(legalAid), 'IDENTITY');
    expect(basis).toEqual({
      kind: 'CONSENT',
      consentId: 'consent-1',
      emergencyId: null,
      expiresAt: legalAid.consent?.expiresAt,
    });
    expect(releases).toEqual([{ basis, fields: openFields }]);
    expect(openFields).not.toContain('IDENTITY.photo');
  });

  it('tells before acceptance only what could never be, and not what was consented to', () => {
    const before = disclosureFor({ ...legalAid, referral: referral({ purpose: 'LEGAL_AID', state: 'REQUESTED' }) });
    const allConsented = disclosureFor({
      ...legalAid,
      referral: referral({ purpose: 'LEGAL_AID', state: 'REQUESTED' }),
      consent: consent({ purpose: 'LEGAL_AID' }),
    });
    expect(told(before)).toEqual(told(allConsented));
    expect(disclosureOf(before, 'LEGAL').reason).toBe('NOT_YET_ACCEPTED');
  });

  it('is shown to its sender beforehand exactly so', () => {
    const draft: PreviewRequest = {
      recipientKind: 'LEGAL_AID',
      case: caseFacts(),
      referral: { purpose: 'LEGAL_AID', recipientAgencyId: RECIPIENT_AGENCY, recipientUnitId: null },
      consent: legalAid.consent,
      agreement: agreement(),
      at: NOW,
    };
    expect(preview(draft)).toEqual(disclosureFor(legalAid));
  });

  it('closes in both ways a withdrawal can be seen', () => {
    const withdrawn = consent({ ...legalAid.consent, state: 'WITHDRAWN' });
    const reasons = (q: DisclosureRequest) =>
      ['IDENTITY', 'LEGAL', 'CONTACT'].map((scope) => disclosureFor(q).find((each) => each.scope === scope)?.reason);
    expect(reasons({ ...legalAid, consent: withdrawn })).toEqual([
      'CONSENT_WITHDRAWN',
      'CONSENT_WITHDRAWN',
      'NO_CONSENT',
    ]);
    const closed = referral({ purpose: 'LEGAL_AID', state: 'CONSENT_WITHDRAWN' });
    expect(new Set(reasons({ ...legalAid, referral: closed, consent: withdrawn }))).toEqual(
      new Set(['CONSENT_WITHDRAWN']),
    );
  });

  it('asks an owner on the case for a step-up too', () => {
    const own = reader({ agencyId: OWNER_AGENCY, stepUpAt: null });
    const seen = disclosureFor(
      request({ reader: own, case: caseFacts({ assignedPersonIds: [READER] }), referral: null }),
    );
    expect(seen.filter(({ state }) => state === 'WITHHELD').map(({ scope, reason }) => [scope, reason])).toEqual([
      ['IDENTITY', 'STEP_UP_REQUIRED'],
      ['LOCATION', 'STEP_UP_REQUIRED'],
      ['ACCOUNT', 'STEP_UP_REQUIRED'],
    ]);
    expect(disclosureOf(seen, 'RISK').basis?.kind).toBe('OWNER');
  });
});

describe('the chosen shelter', () => {
  it('sees identity, health and risk, and no place', () => {
    const shelter = request({
      reader: reader({ agencyKind: 'SHELTER', roles: ['INTAKE'] }),
      referral: referral({ purpose: 'SHELTER' }),
      consent: consent({ purpose: 'SHELTER', scopes: ['IDENTITY', 'HEALTH', 'RISK'] }),
    });
    const open = disclosureFor(shelter).filter(({ state }) => state === 'OPEN');
    expect(open.map(({ scope }) => scope)).toEqual(['IDENTITY', 'HEALTH', 'RISK']);
    expect(disclosureOf(disclosureFor(shelter), 'LOCATION').reason).toBe('NOT_NEEDED_FOR_PURPOSE');
  });
});

describe('an emergency beside a consent', () => {
  it('is a release of its own with its own end', () => {
    const both = disclosureOf(
      disclosureFor({ ...legalAid, emergency: emergency({ fields: ['IDENTITY.photo', 'IDENTITY.legalName'] }) }),
      'IDENTITY',
    );
    expect([both.state, both.reason, both.openFields.length]).toEqual(['OPEN', null, 7]);
    expect(both.openFields[6]).toBe('IDENTITY.photo');
    expect(both.releases.map(({ basis, fields }) => [basis.kind, fields.length])).toEqual([
      ['CONSENT', 6],
      ['EMERGENCY', 1],
    ]);
    expect(both.releases[1]?.basis).toEqual({
      kind: 'EMERGENCY',
      consentId: null,
      emergencyId: 'emergency-1',
      expiresAt: after(HOUR),
    });
  });

  it('lasts a day at most, whatever it says of itself', () => {
    const long = emergency({ opensAt: after(-HOUR), expiresAt: after(1000 * HOUR), fields: ['RISK.safetyPlan'] });
    const stranger = request({ reader: reader({ agencyId: OTHER_AGENCY }), emergency: long });
    expect(disclosureOf(disclosureFor(stranger), 'RISK').basis?.expiresAt).toEqual(after(23 * HOUR));
  });
});

describe('a stranger', () => {
  it('gets one answer to everything, whatever the case is like', () => {
    const outsider = reader({ agencyId: OTHER_AGENCY });
    const answers = [
      request({ reader: outsider }),
      request({ reader: outsider, referral: null, consent: null, agreement: null }),
      request({ reader: outsider, consent: consent({ state: 'WITHDRAWN' }) }),
      request({ reader: outsider, case: caseFacts({ jurisdictionForbidsIdentity: true }) }),
      request({ reader: reader(), referral: referral({ state: 'DRAFT' }) }),
    ].map((q) => JSON.stringify(disclosureFor(q)));
    expect(new Set(answers).size).toBe(1);
    expect(told(JSON.parse(answers[0] ?? '[]') as Disclosure)).toContain('IDENTITY WITHHELD NO_CONSENT 0');
  });
});
