import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database';
import type { Actor } from '#policy';
import { needsCard, ReferralWorld } from '../../../test/support/referral-world.js';
import {
  CancelReferral,
  CompleteReferral,
  ListReferrals,
  PlacementReferrals,
  ReadReferral,
  SendPlacementReferral,
  SendReferral,
} from './index.js';

describe('sending a referral', () => {
  let world: ReferralWorld;
  let sender: Actor;
  let intake: Actor;
  let caseId: string;
  let consentId: string;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    sender = await world.newcomer('NGO', ['CASEWORKER']);
    intake = await world.newcomer('LEGAL_AID', ['INTAKE']);
    await world.agreement(sender.agencyId, intake.agencyId, ['LEGAL_AID', 'FAMILY_MEDIATION']);
    caseId = await world.openCase(sender);
    consentId = await world.consent(sender, caseId, intake.agencyId);
  });
  afterAll(() => world.close());

  const hours = (from: Date | null, to: Date | null) => (Number(to) - Number(from)) / 3_600_000;
  const written = async () => (await world.sql<{ count: string }>('select count(*) from app.referral'))[0]?.count;

  /** Refused, and nothing is written. */
  async function refused(sending: () => Promise<unknown>): Promise<unknown> {
    const before = await written();
    const error = await sending().then(
      () => null,
      (caught: unknown) => caught,
    );
    expect(await written()).toBe(before);
    return error;
  }

  it('carries the needs card, an alias and the deadlines of its urgency', async () => {
    const sent = await world.send(sender, caseId, intake.agencyId);
    expect(sent).toMatchObject({
      state: 'REQUESTED',
      kind: 'ASSISTANCE',
      purpose: 'LEGAL_AID',
      urgency: 'URGENT',
      caseId,
      consent: { id: consentId, state: 'ACTIVE', scopes: ['IDENTITY', 'LEGAL'], excludedFields: ['IDENTITY.photo'] },
      needsCard: { ...needsCard, riskLevel: 'STANDARD' },
      version: 1,
    });
    expect(sent.caseAlias).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{4}$/);
    expect([hours(sent.sentAt, sent.acknowledgeBy), hours(sent.sentAt, sent.decideBy)]).toEqual([8, 72]);
    const routine = await world.send(sender, caseId, intake.agencyId, { urgency: 'ROUTINE' });
    expect([hours(routine.sentAt, routine.acknowledgeBy), hours(routine.sentAt, routine.decideBy)]).toEqual([72, 336]);
    const emergency = await world.send(sender, caseId, intake.agencyId, { urgency: 'EMERGENCY' });
    expect([hours(emergency.sentAt, emergency.acknowledgeBy), hours(emergency.sentAt, emergency.decideBy)]).toEqual([
      1, 24,
    ]);
    expect(emergency.caseAlias).toBe(sent.caseAlias);
  });

  it.each([
    ['a service that this kind of agency never gives', { serviceType: 'MEDICAL' }, 'BAD_INPUT', 'serviceType'],
    ['a bed, which is asked for by a placement request', { serviceType: 'SHELTER' }, 'BAD_INPUT', 'serviceType'],
    ['a service without consent', { serviceType: 'FAMILY_MEDIATION' }, 'NO_CONSENT', 'consentId'],
    ['a service without agreement', { serviceType: 'COMPENSATION' }, 'NO_AGREEMENT', 'recipientAgencyId'],
    ['an unknown recipient', { recipientAgencyId: randomUUID() }, 'NO_AGREEMENT', 'recipientAgencyId'],
    ['an unknown unit', { recipientUnitId: randomUUID() }, 'BAD_INPUT', 'recipientUnitId'],
    ['an unknown consent', { consentId: randomUUID() }, 'NO_CONSENT', 'consentId'],
    ['something without a service', { serviceType: null }, 'BAD_INPUT', 'serviceType'],
    ['something that is no enumeration', { urgency: 'LATER' as never }, 'BAD_INPUT', 'urgency'],
    ['something unforeseen', { note: 'call her sister' } as never, 'BAD_INPUT', null],
  ] as const)('refuses %s', async (_, given, code, field) => {
    const path = field === null ? ['input'] : ['input', field];
    expect(await refused(() => world.send(sender, caseId, intake.agencyId, given))).toMatchObject({
      code,
      details: { path },
    });
  });

  it('says which services this agency can be asked for', async () => {
    const error = await refused(() => world.send(sender, caseId, intake.agencyId, { serviceType: 'MEDICAL' }));
    expect(error).toMatchObject({
      details: { allowed: ['LEGAL_AID', 'FAMILY_MEDIATION', 'INTERPRETATION', 'COMPENSATION'] },
    });
  });

  it.each([
    ['of a colleague who does not work on it', ['CASEWORKER']],
    ['of a privacy officer', ['PRIVACY_OFFICER']],
  ] as const)('finds no case %s', async (_, roles) => {
    const colleague = await world.person(sender.agencyId, 'NGO', roles);
    expect(await refused(() => world.send(colleague, caseId, intake.agencyId))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('answers alike for the case of another agency and for no case at all', async () => {
    const stranger = await world.newcomer('NGO', ['CASEWORKER']);
    const foreign = await refused(() => world.send(stranger, caseId, intake.agencyId));
    expect(foreign).toEqual(await refused(() => world.send(stranger, randomUUID(), intake.agencyId)));
    expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses while the review of the risk is overdue', async () => {
    const file = await world.openCase(sender);
    await world.consent(sender, file, intake.agencyId);
    await world.sql(`update app.case_file set risk_level = 'HIGH', risk_review_due_at = now() where id = $1`, [file]);
    expect(await refused(() => world.send(sender, file, intake.agencyId))).toMatchObject({
      code: 'RISK_REVIEW_OVERDUE',
    });
  });

  it('refuses under a consent that has not begun, has run out, or is for another unit', async () => {
    const desk = await world.unit(intake.agencyId, `Desk ${randomUUID()}`);
    const file = await world.openCase(sender);
    const id = await world.consent(sender, file, intake.agencyId, { recipientUnitId: desk });
    const other = await world.unit(intake.agencyId, `Desk ${randomUUID()}`);
    const elsewhere = () => world.send(sender, file, intake.agencyId, { recipientUnitId: other });
    expect(await refused(elsewhere)).toMatchObject({ code: 'NO_CONSENT' });
    expect(await world.send(sender, file, intake.agencyId)).toMatchObject({ unit: { id: desk } });
    const times = [
      `valid_from = now() + interval '1 hour', expires_at = now() + interval '2 hours'`,
      `valid_from = now() - interval '2 hours', expires_at = now()`,
    ];
    for (const time of times) {
      await world.sql(`update app.consent set ${time} where id = $1`, [id]);
      expect(await refused(() => world.send(sender, file, intake.agencyId))).toMatchObject({ code: 'NO_CONSENT' });
    }
  });

  it('lets the needs card alone travel where the jurisdiction keeps identity off the platform', async () => {
    const owner = await world.newcomer('NGO', ['CASEWORKER'], { forbidsIdentity: true });
    await world.agreement(owner.agencyId, intake.agencyId, ['LEGAL_AID']);
    const file = await world.openCase(owner);
    const { id } = await world.send(owner, file, intake.agencyId);
    const seen = await world.get(ReadReferral).execute(intake, id);
    expect(seen).toMatchObject({ consent: null, needsCard: { ...needsCard, riskLevel: 'STANDARD' } });
  });

  it('writes once what is sent twice', async () => {
    const input = {
      caseId,
      recipientAgencyId: intake.agencyId,
      serviceType: 'LEGAL_AID',
      handOff: 'SCHEDULED',
    } as const;
    const send = () => world.get(SendReferral).execute(sender, { ...input, clientMutationId: 'once' });
    const [first, second] = await Promise.all([send(), send()]);
    expect(second).toEqual(first);
  });

  describe('by way of a draft', () => {
    it('is unseen by the recipient until it is sent, and new on that day', async () => {
      const file = await world.openCase(sender);
      const draft = await world.send(sender, file, intake.agencyId, {
        saveAsDraft: true,
        needsCard: { ...needsCard, languages: ['UK'] },
      });
      expect(draft).toMatchObject({ state: 'DRAFT', consent: null, sentAt: null, acknowledgeBy: null });
      await expect(world.get(ReadReferral).execute(intake, draft.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const tooEarly = world.get(SendReferral).execute(sender, { draftId: draft.id });
      await expect(tooEarly).rejects.toMatchObject({ code: 'NO_CONSENT' });
      const given = await world.consent(sender, file, intake.agencyId);
      const sent = await world.get(SendReferral).execute(sender, { draftId: draft.id, version: 1 });
      expect(sent).toMatchObject({ id: draft.id, state: 'REQUESTED', version: 2, consent: { id: given } });
      expect(sent.needsCard).toMatchObject({ languages: ['UK'] });
      expect(sent.createdAt).toEqual(sent.sentAt);
      const inbox = await world.get(ListReferrals).execute(intake, { box: 'INBOX' }, { first: 1 });
      expect(inbox.edges[0]?.node).toMatchObject({ id: draft.id, caseId: null });
      const again = world.get(SendReferral).execute(sender, { draftId: draft.id });
      await expect(again).rejects.toMatchObject({ code: 'ILLEGAL_MOVE', details: { current: 'REQUESTED' } });
    });

    it('keeps what the draft fixed', async () => {
      const draft = await world.send(sender, caseId, intake.agencyId, { saveAsDraft: true });
      const other = world.get(SendReferral).execute(sender, { draftId: draft.id, caseId: randomUUID() });
      await expect(other).rejects.toMatchObject({ code: 'BAD_INPUT', details: { path: ['input', 'caseId'] } });
    });

    it('leaves no trace at the recipient when it is cancelled', async () => {
      const draft = await world.send(sender, caseId, intake.agencyId, { saveAsDraft: true });
      await world.get(CancelReferral).execute(sender, { referralId: draft.id });
      await expect(world.get(ReadReferral).execute(intake, draft.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const told = await world.sql<{ agency_ids: string[] }>('select agency_ids from app.outbox where object_id = $1', [
        draft.id,
      ]);
      expect(told.map(({ agency_ids: ids }) => ids)).toEqual([[sender.agencyId]]);
    });
  });

  describe('for a placement', () => {
    it('is accepted as it is written, and moves with its bed', async () => {
      const shelter = await world.newcomer('SHELTER', ['INTAKE']);
      await world.agreement(sender.agencyId, shelter.agencyId, ['SHELTER']);
      const file = await world.openCase(sender);
      const place = () =>
        world.get(Database).transaction(sender, (tx) =>
          world.get(SendPlacementReferral).execute(tx, sender, {
            caseId: file,
            recipientAgencyId: shelter.agencyId,
            serviceType: 'SHELTER',
            urgency: 'URGENT',
            handOff: 'ACCOMPANIED',
            needsCard: {
              ...needsCard,
              riskLevel: 'STANDARD',
              languages: ['SR'],
              accessibility: [],
              exclusions: [],
              services: ['SHELTER'],
            },
          }),
        );
      expect(await refused(() => place())).toMatchObject({ code: 'NO_CONSENT' });
      await world.consent(sender, file, shelter.agencyId, {
        purpose: 'SHELTER',
        scopes: ['IDENTITY', 'HEALTH', 'RISK'],
        excludedFields: [],
      });
      const id = await place();
      const placed = await world.get(ReadReferral).execute(shelter, id);
      expect(placed).toMatchObject({
        kind: 'PLACEMENT',
        state: 'ACCEPTED',
        consent: { scopes: ['IDENTITY', 'HEALTH', 'RISK'] },
      });
      const moves = world.get(PlacementReferrals);
      const within = (work: 'start' | 'complete') =>
        world
          .get(Database)
          .transaction(shelter, (tx) =>
            work === 'start' ? moves.start(tx, shelter, id) : moves.complete(tx, shelter, id, 'SERVICE_COMPLETED'),
          );
      await within('start');
      await within('start');
      const byHand = world.get(CompleteReferral).execute(shelter, { referralId: id, outcome: 'SERVICE_COMPLETED' });
      await expect(byHand).rejects.toMatchObject({ code: 'RECORD_DEPARTURE_INSTEAD' });
      await within('complete');
      await within('complete');
      const done = await world.get(ReadReferral).execute(shelter, id);
      expect(done).toMatchObject({ state: 'COMPLETED', outcome: 'SERVICE_COMPLETED', version: 3 });
    });
  });
});
