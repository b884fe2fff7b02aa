import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExpireConsents, WithdrawConsent } from '#consents';
import type { Actor } from '#policy';
import { CooperationWorld } from '../../../test/support/cooperation-world.js';

interface Agreed {
  readonly id: string;
  readonly advocate: Actor;
  readonly caseId: string;
}

describe('the end of a consent to be contacted by the police', () => {
  let world: CooperationWorld;
  let liaison: Actor;

  beforeAll(async () => {
    world = await CooperationWorld.open();
    liaison = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
  });
  afterAll(() => world.close());

  async function agreed(police = liaison): Promise<Agreed> {
    const advocate = await world.newcomer('NGO', ['CASEWORKER']);
    const caseId = await world.stored.caseOf(advocate);
    const { id } = await world.offered(police, advocate, caseId);
    return { id, advocate, caseId };
  }

  const consent = (
    { advocate, caseId }: Agreed,
    { to = liaison.agencyId, purpose = 'JUSTICE_CONTACT' } = {},
  ): Promise<string> => world.stored.consent(advocate, caseId, to, { purpose, scopes: ['IDENTITY'] });

  const withdraw = (advocate: Actor, consentId: string) =>
    world.api.get(WithdrawConsent).execute(advocate, { consentId });
  const runsOut = async (consentId: string): Promise<number> => {
    await world.stored.sql(
      `update app.consent set valid_from = now() - interval '31 days', expires_at = now() where id = $1`,
      [consentId],
    );
    return world.worker.get(ExpireConsents).execute();
  };
  const stands = { review: { state: 'ARRANGED' }, arrangement: { revokedAt: null } };
  const ended = {
    review: { state: 'CLOSED', closedReason: 'WITHDRAWN' },
    arrangement: { revokedAt: expect.any(Date) },
  };

  it('ends what was agreed when the survivor withdraws it, whatever else was signed', async () => {
    const there = await agreed();
    const given = await consent(there);
    await consent(there);
    await withdraw(there.advocate, given);
    expect(await world.agencyView(there.advocate, there.id)).toMatchObject(ended);
    await expect(world.arrange(there.advocate, there.id)).rejects.toMatchObject({ code: 'ILLEGAL_MOVE' });
  });

  it('ends it when the consent runs out, unless a newer one stands', async () => {
    const [renewed, lapsed] = [await agreed(), await agreed()];
    const old = await consent(renewed);
    await consent(renewed);
    expect(await runsOut(old)).toBe(1);
    expect(await world.agencyView(renewed.advocate, renewed.id)).toMatchObject(stands);
    expect(await runsOut(await consent(lapsed))).toBe(1);
    expect(await world.agencyView(lapsed.advocate, lapsed.id)).toMatchObject(ended);
  });

  it('ends it before anything was arranged, too', async () => {
    const advocate = await world.newcomer('NGO', ['CASEWORKER']);
    const caseId = await world.stored.caseOf(advocate);
    const { id } = await world.submit(liaison, advocate.agencyId);
    await world.review(advocate, id, caseId);
    await world.decide(advocate, id, 'AGREE');
    await withdraw(advocate, await consent({ id, advocate, caseId }));
    expect((await world.agencyView(advocate, id)).review).toMatchObject({ state: 'CLOSED', closedReason: 'WITHDRAWN' });
  });

  it('touches nothing else: another purpose, other police, another case', async () => {
    const [there, elsewhere] = [await agreed(), await agreed()];
    const otherPolice = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON']);
    await withdraw(there.advocate, await consent(there, { purpose: 'LEGAL_AID' }));
    await withdraw(there.advocate, await consent(there, { to: otherPolice.agencyId }));
    await withdraw(elsewhere.advocate, await consent(elsewhere));
    expect(await world.agencyView(there.advocate, there.id)).toMatchObject(stands);
  });

  it('never wakes the police, and tells the advocate', async () => {
    const police = await world.newcomer('LAW_ENFORCEMENT', ['LIAISON', 'SUPERVISOR', 'PRIVACY_OFFICER']);
    const there = await agreed(police);
    await withdraw(there.advocate, await consent(there, { to: police.agencyId }));
    const told = await world.stored.sql(
      `select kind, agency_ids from app.outbox where $1 = any (agency_ids) and created_at = (select max(created_at) from app.outbox)
        order by kind`,
      [there.advocate.agencyId],
    );
    expect(told).toEqual([
      { kind: 'consent.withdrawn', agency_ids: [there.advocate.agencyId] },
      { kind: 'cooperation.changed', agency_ids: [there.advocate.agencyId] },
    ]);
    expect(
      await world.stored.sql('select kind from app.outbox where $1 = any (agency_ids)', [police.agencyId]),
    ).toEqual([]);
  });
});
