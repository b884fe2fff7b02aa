import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { AcceptPlacement, CancelPlacement, DeclinePlacement, RequestPlacement } from '#placements';
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

  const bothHold = () => desk.askedOfBoth(world, ngo, first, second);

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

  it.each(['CONSENT_WITHDRAWN', 'EXPIRED', 'FAILED'])(
    'gives the bed back when its referral becomes %s',
    async (state) => {
      const { caseId, offer, bed } = await bothHold();
      await desk.confirm(ngo, offer, await world.consent(ngo, caseId, first.agencyId));
      await world.sql(
        `update app.referral r set state = $2 from app.placement_offer o where o.referral_id = r.id and o.id = $1`,
        [offer, state],
      );
      expect(await world.beds(bed)).toEqual({ capacity: 1, occupied: 0, held: 0 });
      await expect(desk.arrive(first, offer)).rejects.toEqual(refusal('NOT_FOUND'));
    },
  );

  it('keeps the bed of somebody who has come, until they leave, whatever became of the consent', async () => {
    const { caseId, offer, bed } = await bothHold();
    await desk.confirm(ngo, offer, await world.consent(ngo, caseId, first.agencyId));
    const { offers } = await desk.arrive(first, offer);
    const referralId = offers[0]?.referralId;
    await world.sql(`update app.referral set state = 'CONSENT_WITHDRAWN' where id = $1`, [referralId]);
    expect(await world.beds(bed)).toEqual({ capacity: 1, occupied: 1, held: 0 });
    await desk.depart(first, offer);
    expect(await world.beds(bed)).toEqual({ capacity: 1, occupied: 0, held: 0 });
    expect(await referralOf(referralId)).toEqual({ kind: 'PLACEMENT', state: 'CONSENT_WITHDRAWN', outcome: null });
  });

  it('can be cancelled while nobody was chosen, which gives back every hold', async () => {
    const { bed, otherBed, request, offer } = await bothHold();
    const cancel = desk.get(CancelPlacement);
    const stranger = await world.newcomer('NGO', ['SUPERVISOR']);
    await expect(cancel.execute(stranger, { requestId: request.id })).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(cancel.execute(first, { requestId: request.id })).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(cancel.execute(ngo, { requestId: request.id, version: 7 })).rejects.toEqual(refusal('CONFLICT'));
    const cancelled = await cancel.execute(ngo, { requestId: request.id });
    expect(cancelled.state).toBe('CANCELLED');
    expect(cancelled.offers.map(({ state }) => state)).toEqual(['RELEASED', 'RELEASED']);
    expect([await world.beds(bed), await world.beds(otherBed)].map(({ held }) => held)).toEqual([0, 0]);
    await expect(desk.accept(first, offer, bed)).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(cancel.execute(ngo, { requestId: request.id })).rejects.toEqual(refusal('ILLEGAL_MOVE'));
  });

  it('is ended through its referral once a shelter was chosen', async () => {
    const { caseId, offer, request } = await bothHold();
    await desk.confirm(ngo, offer, await world.consent(ngo, caseId, first.agencyId));
    await expect(desk.get(CancelPlacement).execute(ngo, { requestId: request.id })).rejects.toEqual(
      refusal('CANCEL_REFERRAL_INSTEAD'),
    );
  });

  it('is decided by intake; others of the shelter see it and record who comes', async () => {
    const { caseId, offer, bed } = await bothHold();
    const colleague = await world.person(first.agencyId, 'SHELTER', ['CASEWORKER']);
    expect((await desk.seen(colleague, 'SHELTER')).map(({ id }) => id)).toContain(offer);
    await expect(desk.decline(colleague, offer)).rejects.toEqual(refusal('FORBIDDEN'));
    await expect(desk.accept(colleague, offer, bed)).rejects.toEqual(refusal('FORBIDDEN'));
    await desk.confirm(ngo, offer, await world.consent(ngo, caseId, first.agencyId));
    await expect(desk.arrive(colleague, offer)).resolves.toMatchObject({ state: 'ARRIVED' });
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
});
