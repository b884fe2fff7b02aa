import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '#policy';
import { ConfirmPlacement, RecordArrival } from '#placements';
import { offerTo, PlacementDesk } from '../../../test/support/placement-desk.js';
import { PlacementWorld } from '../../../test/support/placement-world.js';

const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('a placement is refused', () => {
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

  it('without a consent for this very shelter', async () => {
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

  it('to whoever was too late, by the version', async () => {
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
