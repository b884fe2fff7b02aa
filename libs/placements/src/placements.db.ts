import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { AcceptPlacement, ConfirmPlacement, DeclinePlacement, RecordArrival, RequestPlacement } from '#placements';
import { offerTo, PlacementDesk } from '../../../test/support/placement-desk.js';
import { PlacementWorld } from '../../../test/support/placement-world.js';

const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('a placement', () => {
  let world: PlacementWorld;
  let desk: PlacementDesk;
  let ngo: Actor;
  let first: Actor;
  let second: Actor;

  beforeAll(async () => {
    world = await PlacementWorld.open();
    desk = await PlacementDesk.open(world);
    ngo = await world.newcomer('NGO', ['CASEWORKER']);
    first = await world.newcomer('SHELTER', ['INTAKE']);
    second = await world.newcomer('SHELTER', ['INTAKE']);
    for (const shelter of [first, second]) await world.agreement(ngo.agencyId, shelter.agencyId);
  });
  afterAll(async () => {
    await desk.close();
    await world.close();
  });

  /** Both shelters accept, each with a bed of its own. */
  async function bothHold() {
    const caseId = await world.caseOf(ngo);
    const [bed, otherBed] = [await desk.publish(first, 1), await desk.publish(second, 1)];
    const request = await desk.request(ngo, caseId, [first, second]);
    const [offer, otherOffer] = [offerTo(request, first), offerTo(request, second)];
    await desk.accept(first, offer, bed);
    await desk.accept(second, otherOffer, otherBed);
    return { caseId, request, bed, otherBed, offer, otherOffer };
  }

  it('goes from a blind request to a departure', async () => {
    const { caseId, request, bed, otherBed, offer, otherOffer } = await bothHold();
    expect([await world.beds(bed), await world.beds(otherBed)].map(({ held }) => held)).toEqual([1, 1]);
    const consentId = await world.consent(ngo, caseId, first.agencyId);

    const confirmed = await desk.confirm(ngo, offer, consentId);
    expect(confirmed.state).toBe('CONFIRMED');
    expect(Object.fromEntries(confirmed.offers.map(({ id, state }) => [id, state]))).toEqual({
      [offer]: 'CHOSEN',
      [otherOffer]: 'RELEASED',
    });
    expect(await world.beds(otherBed)).toEqual({ capacity: 1, occupied: 0, held: 0 });
    expect(await world.beds(bed)).toEqual({ capacity: 1, occupied: 0, held: 1 });

    const [{ referralId } = { referralId: null }] = confirmed.offers.filter(({ id }) => id === offer);
    const opened = await world.sql<{ scope: string }>(
      'select scope from app.referral_access where referral_id = $1 and agency_id = $2 order by scope',
      [referralId, first.agencyId],
    );
    expect(opened.map(({ scope }) => scope)).toEqual(['HEALTH', 'IDENTITY', 'REFERRAL', 'RISK']);

    const arrived = await desk.arrive(first, offer);
    expect(arrived).toMatchObject({ id: offer, state: 'ARRIVED' });
    expect(await world.beds(bed)).toEqual({ capacity: 1, occupied: 1, held: 0 });
    expect(await referralOf(referralId)).toEqual({ kind: 'PLACEMENT', state: 'IN_PROGRESS', outcome: null });

    const departed = await desk.depart(first, offer);
    expect(departed.state).toBe('DEPARTED');
    expect(await world.beds(bed)).toEqual({ capacity: 1, occupied: 0, held: 0 });
    expect(await referralOf(referralId)).toEqual({
      kind: 'PLACEMENT',
      state: 'COMPLETED',
      outcome: 'SERVICE_COMPLETED',
    });
    expect((await desk.seen(ngo, 'OWNER')).find(({ id }) => id === request.id)?.state).toBe('DEPARTED');
    await expect(desk.depart(first, offer)).rejects.toEqual(refusal('ILLEGAL_MOVE'));
    await expect(desk.arrive(first, offer)).rejects.toEqual(refusal('ILLEGAL_MOVE'));
  });

  const referralOf = async (id: string | null | undefined) =>
    (await world.sql('select kind, state, outcome from app.referral where id = $1', [id]))[0];

  it('shows a shelter its own part, and after another was chosen nothing at all', async () => {
    const { caseId, request, offer, otherOffer } = await bothHold();
    const [seen] = (await desk.seen(second, 'SHELTER')).filter(({ id }) => id === otherOffer);
    expect(seen).toMatchObject({ side: 'SHELTER', caseId: null, state: 'OPEN', needsCard: { householdSize: 2 } });
    const text = JSON.stringify(await desk.seen(second, 'SHELTER'));
    for (const secret of [request.id, caseId, offer, first.agencyId]) expect(text).not.toContain(secret);

    await desk.confirm(ngo, offer, await world.consent(ngo, caseId, first.agencyId));
    expect((await desk.seen(second, 'SHELTER')).map(({ id }) => id)).not.toContain(otherOffer);
    await expect(desk.accept(second, otherOffer, await desk.publish(second, 1))).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(desk.decline(second, otherOffer)).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(desk.arrive(second, otherOffer)).rejects.toEqual(refusal('NOT_FOUND'));
  });

  it('gives two shelters two names for the case', async () => {
    const { otherOffer, offer } = await bothHold();
    const aliasAt = async (shelter: Actor, id: string) =>
      (await desk.seen(shelter, 'SHELTER')).find((each) => each.id === id)?.caseAlias;
    const aliases = [await aliasAt(first, offer), await aliasAt(second, otherOffer)];
    expect(aliases.every((alias) => typeof alias === 'string')).toBe(true);
    expect(new Set(aliases).size).toBe(2);
  });

  it('is declined once and for all, for a reason that the owner hears only in part', async () => {
    const { offer, bed, request } = await bothHold();
    const declined = await desk.decline(first, offer);
    expect(declined).toEqual({ id: offer, state: 'DECLINED', declineReason: 'SAFETY_CONFLICT' });
    expect(await world.beds(bed)).toMatchObject({ held: 0 });
    await expect(desk.accept(first, offer, bed)).rejects.toEqual(refusal('NOT_FOUND'));
    const owners = (await desk.seen(ngo, 'OWNER')).find(({ id }) => id === request.id);
    expect(owners?.offers.find(({ id }) => id === offer)).toMatchObject({
      state: 'DECLINED',
      declineReason: 'CANNOT_MEET_NEED',
    });
    const told = await world.sql(
      `select details from app.audit_entry where object_id = $1 and action = 'declinePlacement'`,
      [offer],
    );
    expect(told).toEqual([{ details: { reason: 'CANNOT_MEET_NEED' } }]);
  });

  it('cannot be confirmed once the hold is over, before and after the worker came by, and can be accepted anew', async () => {
    const { caseId, offer, bed } = await bothHold();
    const consentId = await world.consent(ngo, caseId, first.agencyId);
    await world.sql(`update app.placement_offer set held_until = now() where id = $1`, [offer]);
    await expect(desk.confirm(ngo, offer, consentId)).rejects.toEqual(refusal('PLACEMENT_HOLD_LAPSED'));
    expect(await world.beds(bed)).toMatchObject({ held: 1 });
    expect(await desk.lapse()).toBe(1);
    expect(await desk.lapse()).toBe(0);
    expect(await world.beds(bed)).toMatchObject({ held: 0 });
    await expect(desk.confirm(ngo, offer, consentId)).rejects.toEqual(refusal('PLACEMENT_HOLD_LAPSED'));
    await desk.accept(first, offer, bed);
    expect(await world.beds(bed)).toMatchObject({ held: 1 });
    await expect(desk.confirm(ngo, offer, consentId)).resolves.toMatchObject({ state: 'CONFIRMED' });
  });

  it('gives the bed back when its referral ends before anybody came', async () => {
    const { caseId, offer, bed } = await bothHold();
    const confirmed = await desk.confirm(ngo, offer, await world.consent(ngo, caseId, first.agencyId));
    const referralId = confirmed.offers.find(({ id }) => id === offer)?.referralId ?? '';
    await desk.cancel(ngo, referralId);
    expect(await world.beds(bed)).toEqual({ capacity: 1, occupied: 0, held: 0 });
    expect((await desk.seen(first, 'SHELTER')).map(({ id }) => id)).not.toContain(offer);
    expect((await desk.seen(ngo, 'OWNER')).find(({ id }) => id === confirmed.id)?.state).toBe('CANCELLED');
  });

  it('needs a consent for this very shelter', async () => {
    const { caseId, offer, otherOffer, request } = await bothHold();
    const forTheOther = await world.consent(ngo, caseId, second.agencyId);
    await expect(desk.confirm(ngo, offer, forTheOther)).rejects.toEqual(refusal('NO_CONSENT'));
    const withdrawn = await world.consent(ngo, caseId, first.agencyId, { state: 'WITHDRAWN' });
    await expect(desk.confirm(ngo, offer, withdrawn)).rejects.toEqual(refusal('NO_CONSENT'));
    const [stays] = (await desk.seen(ngo, 'OWNER')).filter(({ id }) => id === request.id);
    expect(stays?.state).toBe('OPEN');
    await expect(desk.confirm(ngo, otherOffer, forTheOther)).resolves.toMatchObject({ state: 'CONFIRMED' });
    await expect(desk.confirm(ngo, offer, forTheOther)).rejects.toEqual(refusal('ILLEGAL_MOVE'));
  });

  it('does its work once when a mutation is sent again, a decline included', async () => {
    const caseId = await world.caseOf(ngo);
    const bed = await desk.publish(first, 5);
    const ask = { caseId, shelterAgencyIds: [first.agencyId], clientMutationId: 'ask-1' };
    const request = await desk.get(RequestPlacement).execute(ngo, ask);
    expect((await desk.get(RequestPlacement).execute(ngo, ask)).id).toBe(request.id);
    const offerId = offerTo(request, first);
    const take = { offerId, bedCategoryId: bed, clientMutationId: 'take-1' };
    const [one, two] = await Promise.all([
      desk.get(AcceptPlacement).execute(first, take),
      desk.get(AcceptPlacement).execute(first, take),
    ]);
    expect(one).toEqual(two);
    expect(await world.beds(bed)).toMatchObject({ held: 1 });
    const refuse = { offerId, reason: 'AT_CAPACITY', clientMutationId: 'refuse-1' } as const;
    const declined = await desk.get(DeclinePlacement).execute(first, refuse);
    expect(await desk.get(DeclinePlacement).execute(first, refuse)).toEqual(declined);
    await expect(desk.decline(first, offerId)).rejects.toEqual(refusal('NOT_FOUND'));
    expect(await world.beds(bed)).toMatchObject({ held: 0 });
  });

  it('tells who was too late by the version', async () => {
    const { caseId, offer, request } = await bothHold();
    const consentId = await world.consent(ngo, caseId, first.agencyId);
    const handOver = { handOff: 'ACCOMPANIED', meetingPoint: 'RELAY_CALL' } as const;
    await expect(
      desk.get(ConfirmPlacement).execute(ngo, { offerId: offer, consentId, ...handOver, version: request.version + 1 }),
    ).rejects.toMatchObject({ code: 'CONFLICT', details: { current: request.version } });
    await expect(desk.get(RecordArrival).execute(first, { offerId: offer, version: 99 })).rejects.toEqual(
      refusal('ILLEGAL_MOVE'),
    );
    await desk.confirm(ngo, offer, consentId);
    await expect(desk.get(RecordArrival).execute(first, { offerId: offer, version: 1 })).rejects.toEqual(
      refusal('CONFLICT'),
    );
  });

  describe('is refused', () => {
    it('to whoever does not work on the case', async () => {
      const caseId = await world.caseOf(ngo);
      const colleague = await world.person(ngo.agencyId, 'NGO', ['CASEWORKER']);
      const stranger = await world.newcomer('NGO', ['CASEWORKER', 'SUPERVISOR']);
      for (const other of [colleague, stranger]) {
        await expect(desk.request(other, caseId, [first])).rejects.toEqual(refusal('NOT_FOUND'));
      }
      const request = await desk.request(ngo, caseId, [first]);
      expect(await desk.seen(colleague, 'OWNER')).toEqual([]);
      expect(await desk.seen(stranger, 'OWNER')).toEqual([]);
      const supervisor = await world.person(ngo.agencyId, 'NGO', ['SUPERVISOR']);
      expect((await desk.seen(supervisor, 'OWNER')).map(({ id }) => id)).toContain(request.id);
    });

    it('while the risk review is overdue, or the case closed', async () => {
      const overdue = await world.caseOf(ngo, { reviewDue: 'now()' });
      await expect(desk.request(ngo, overdue, [first])).rejects.toEqual(refusal('RISK_REVIEW_OVERDUE'));
      const closed = await world.caseOf(ngo, { status: 'CLOSED' });
      await expect(desk.request(ngo, closed, [first])).rejects.toEqual(refusal('ILLEGAL_MOVE'));
    });

    it('for agencies that cannot be asked, all in the same words', async () => {
      const caseId = await world.caseOf(ngo);
      const unsigned = await world.newcomer('SHELTER', ['INTAKE']);
      const clinic = await world.newcomer('HEALTH', ['INTAKE']);
      await world.agreement(ngo.agencyId, clinic.agencyId);
      const suspended = { ...unsigned, agencyId: await world.agency('SHELTER', 'SUSPENDED') };
      await world.agreement(ngo.agencyId, suspended.agencyId);
      const expired = await world.newcomer('SHELTER', ['INTAKE']);
      await world.agreement(ngo.agencyId, expired.agencyId, { expires: 'now()' });
      const otherPurpose = await world.newcomer('SHELTER', ['INTAKE']);
      await world.agreement(ngo.agencyId, otherPurpose.agencyId, { purposes: ['COUNSELLING'] });
      const nobody = { ...unsigned, agencyId: '00000000-0000-4000-8000-000000000000' };
      const errors = await Promise.all(
        [unsigned, clinic, suspended, expired, otherPurpose, nobody, ngo].map((shelter) =>
          desk.request(ngo, caseId, [first, shelter]).catch((error: unknown) => error),
        ),
      );
      expect(errors[0]).toMatchObject({
        code: 'SHELTER_NOT_AVAILABLE',
        details: { path: ['input', 'shelterAgencyIds', 1] },
      });
      for (const error of errors) expect(error).toEqual(errors[0]);
      await expect(world.sql('select 1 from app.placement_request where case_id = $1', [caseId])).resolves.toEqual([]);
    });

    it('with another shelter’s bed, or a bed that does not exist', async () => {
      const request = await desk.request(ngo, await world.caseOf(ngo), [first]);
      const bed = await desk.publish(second, 1);
      const unknown = '00000000-0000-4000-8000-000000000000';
      for (const id of [bed, unknown]) {
        await expect(desk.accept(first, offerTo(request, first), id)).rejects.toEqual(refusal('NOT_FOUND'));
      }
    });
  });
});
