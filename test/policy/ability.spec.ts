import { describe, expect, it } from '@jest/globals';
import {
  FIELD_PATHS,
  abilityFor,
  contentFor,
  disclosureFor,
  may,
  ofAgency,
  ofCase,
  ofReferral,
  ofTwoAgencies,
  REFERRAL_STATES,
  type Actor,
} from '#policy';
import {
  OTHER_AGENCY,
  OWNER_AGENCY,
  READER,
  RECIPIENT_AGENCY,
  caseFacts,
  consent,
  reader,
  referral,
  request,
} from './fixtures.js';

function actor(change: Partial<Actor> = {}): Actor {
  return { ...reader({ roles: ['INTAKE'] }), sessionId: 'session', displayName: 'Reader', ...change };
}

describe('abilities over fields', () => {
  const asked = request({ reader: actor(), consent: consent({ excludedFields: ['RISK.safetyPlan'] }) });

  it('are exactly the kernel’s answer', () => {
    const ability = abilityFor(actor());
    const content = contentFor(asked);
    const readable = FIELD_PATHS.filter((path) => ability.can('read', content, path));
    expect(readable).toEqual(disclosureFor(asked).flatMap(({ openFields }) => openFields));
    expect(readable).toContain('RISK.assessments');
    expect(readable).not.toContain('RISK.safetyPlan');
  });

  it.each([
    ['another person', actor({ personId: 'person-else' })],
    ['the same person in another agency', actor({ agencyId: OTHER_AGENCY })],
    ['a role that never reads content', actor({ roles: ['PRIVACY_OFFICER', 'AGENCY_ADMIN', 'OPERATOR'] })],
    ['no role at all', actor({ roles: [] })],
  ])('do not pass an answer made for one reader on to %s', (_who, other) => {
    const content = contentFor(asked);
    expect(FIELD_PATHS.filter((path) => abilityFor(other).can('read', content, path))).toEqual([]);
  });

  it('say nothing about a field that is not in the catalogue', () => {
    expect(abilityFor(actor()).can('read', contentFor(asked), 'RISK.rumours')).toBe(false);
  });
});

describe('abilities over things', () => {
  it('are built once for an actor', () => {
    const one = actor();
    expect(abilityFor(one)).toBe(abilityFor(one));
    expect(abilityFor(one)).not.toBe(abilityFor(actor()));
  });

  it.each([
    ['recipient', actor(), true],
    ['outsider', actor({ agencyId: OTHER_AGENCY }), false],
    ['recipient in conflict', actor({ personId: 'person-conflicted' }), false],
    ['caseworker of the recipient', actor({ roles: ['CASEWORKER'] }), false],
    ['sender', actor({ agencyId: OWNER_AGENCY, roles: ['SUPERVISOR'] }), false],
  ])('%s may accept a referral: %j', (_who, someone, allowed) => {
    const thing = ofReferral(
      caseFacts({ conflictedPersonIds: ['person-conflicted'] }),
      referral({ state: 'REQUESTED' }),
    );
    expect(may(someone, 'accept', thing)).toBe(allowed);
  });

  it('hide a draft from its recipient, and no later state', () => {
    const seen = REFERRAL_STATES.filter((state) => may(actor(), 'read', ofReferral(caseFacts(), referral({ state }))));
    expect(seen).toEqual(REFERRAL_STATES.filter((state) => state !== 'DRAFT'));
    const sender = actor({ agencyId: OWNER_AGENCY, roles: ['SUPERVISOR'] });
    expect(may(sender, 'read', ofReferral(caseFacts(), referral({ state: 'DRAFT' })))).toBe(true);
  });

  it('see the parts of a thing where they are', () => {
    const people = caseFacts({ assignedPersonIds: [READER], conflictedPersonIds: ['person-else'] });
    const nothing = { recipientAgencyId: null, recipientUnitId: null };
    expect(ofCase('Case', people)).toEqual({
      subject: 'Case',
      ownerAgencyId: OWNER_AGENCY,
      assignedPersonIds: [READER],
      conflictedPersonIds: ['person-else'],
      ...nothing,
    });
    expect(ofAgency('Beds', OTHER_AGENCY)).toEqual({
      subject: 'Beds',
      ownerAgencyId: OTHER_AGENCY,
      assignedPersonIds: [],
      conflictedPersonIds: [],
      ...nothing,
    });
    const offer = ofTwoAgencies('Placement', people, { agencyId: RECIPIENT_AGENCY, unitId: 'night' });
    expect([offer.recipientAgencyId, offer.recipientUnitId]).toEqual([RECIPIENT_AGENCY, 'night']);
    expect(ofReferral(people, referral({ recipientUnitId: 'night' }))).toEqual({ ...offer, subject: 'Referral' });
  });
});
