import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UpdateCase } from '#cases';
import { Database } from '#platform/database';
import type { Actor, Role } from '#policy';
import { AcceptReferral, ReadReferral, EndReferrals } from '#referrals';
import { ReferralWorld } from '../support/referral-world.js';
import { CONSENT_ENDERS, ConsentReader, ExpireConsents, WithdrawConsent, type ConsentEnder } from '#consents';

describe('the end of a consent', () => {
  let world: ReferralWorld;
  let caseworker: Actor;
  let lawyer: Actor;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    caseworker = await world.newcomer('NGO', ['CASEWORKER']);
    lawyer = await world.newcomer('LEGAL_AID', ['SUPERVISOR']);
    await world.agreement(caseworker.agencyId, lawyer.agencyId, ['LEGAL_AID']);
  });
  afterAll(() => world.close());

  const withdraw = (actor: Actor, consentId: string, more: object = {}) =>
    world.get(WithdrawConsent).execute(actor, { consentId, ...more });
  const colleague = (...roles: Role[]) => world.person(caseworker.agencyId, 'NGO', roles);
  const get = (id: string) => world.get(Database).read(caseworker, (tx) => world.get(ConsentReader).get(tx, id));
  const wraps = (caseId: string) =>
    world.sql('select 1 from keys.wrap where record_id = $1 and agency_id = $2', [caseId, lawyer.agencyId]);
  /** Makes a consent older than it is, past the walls. */
  const age = (consentId: string, by: string) =>
    world.sql(
      `update app.consent set valid_from = valid_from - $2::interval, expires_at = expires_at - $2::interval where id = $1`,
      [consentId, by],
    );

  async function consented(): Promise<{ caseId: string; consentId: string; referralId: string }> {
    const caseId = await world.openCase(caseworker, {
      identity: { legalName: 'Vesna' },
      legal: { immigrationStatus: 'REFUGEE' },
    });
    const consentId = await world.consent(caseworker, caseId, lawyer.agencyId);
    const referralId = (await world.send(caseworker, caseId, lawyer.agencyId)).id;
    await world.get(AcceptReferral).execute(lawyer, { referralId });
    return { caseId, consentId, referralId };
  }

  describe('by withdrawal', () => {
    it('takes one action: keys, access, referral and request to purge follow at once', async () => {
      const { caseId, consentId, referralId } = await consented();
      expect(await wraps(caseId)).toHaveLength(2);
      const ended = await withdraw(caseworker, consentId);
      expect(ended).toMatchObject({ state: 'WITHDRAWN', withdrawnBy: caseworker.personId, version: 2 });
      expect(ended.withdrawnAt).toBeInstanceOf(Date);
      expect(await wraps(caseId)).toEqual([]);
      expect(
        await world.sql(`select scope from app.referral_access where referral_id = $1 and scope <> 'REFERRAL'`, [
          referralId,
        ]),
      ).toEqual([]);
      expect((await world.get(ReadReferral).execute(lawyer, referralId)).state).toBe('CONSENT_WITHDRAWN');
      expect(
        await world.sql('select holder_agency_id from app.purge_request where consent_id = $1', [consentId]),
      ).toEqual([{ holder_agency_id: lawyer.agencyId }]);
      const [event] = await world.sql<{ agency_ids: string[] }>(
        `select agency_ids from app.outbox where object_id = $1 and kind = 'consent.withdrawn'`,
        [consentId],
      );
      expect([...(event?.agency_ids ?? [])].sort()).toEqual([caseworker.agencyId, lawyer.agencyId].sort());
    });

    it.each(['CASEWORKER', 'SUPERVISOR', 'INTAKE', 'AGENCY_ADMIN', 'PRIVACY_OFFICER'] as const)(
      'may be told to any %s of the owning agency',
      async (role) => {
        const { consentId } = await consented();
        expect((await withdraw(await colleague(role), consentId)).state).toBe('WITHDRAWN');
      },
    );

    it('is nobody else’s to make', async () => {
      const { caseId, consentId } = await consented();
      const conflicted = await colleague('SUPERVISOR');
      await world.sql(
        `insert into app.conflict_of_interest (case_id, person_id, owner_agency_id, marked_at, marked_by) values ($1, $2, $3, now(), $2)`,
        [caseId, conflicted.personId, caseworker.agencyId],
      );
      for (const actor of [lawyer, conflicted, await world.newcomer('NGO', ['SUPERVISOR'])]) {
        await expect(withdraw(actor, consentId)).rejects.toThrow(
          expect.objectContaining({ code: 'NOT_FOUND', details: {} }),
        );
      }
      await expect(withdraw(caseworker, randomUUID())).rejects.toThrow(
        expect.objectContaining({ code: 'NOT_FOUND', details: {} }),
      );
      expect((await get(consentId)).state).toBe('ACTIVE');
    });

    it('happens once: a second is told that it is over, a repeated one gets the same answer', async () => {
      const { consentId } = await consented();
      const clientMutationId = randomUUID();
      const first = await withdraw(caseworker, consentId, { clientMutationId });
      expect(await withdraw(caseworker, consentId, { clientMutationId })).toEqual(first);
      await expect(withdraw(caseworker, consentId)).rejects.toThrow(
        expect.objectContaining({ code: 'ILLEGAL_MOVE', details: { current: 'WITHDRAWN', allowed: [] } }),
      );
    });

    it('of a version that has changed is refused', async () => {
      const { consentId } = await consented();
      await expect(withdraw(caseworker, consentId, { version: 7 })).rejects.toThrow(
        expect.objectContaining({ code: 'CONFLICT', details: { current: 1 } }),
      );
    });

    it('leaves everything as it was when something that follows from it fails', async () => {
      const { caseId, consentId, referralId } = await consented();
      const enders = world.get<ConsentEnder[]>(CONSENT_ENDERS as never);
      expect(enders.map((ender) => ender.constructor)).toEqual([EndReferrals]);
      enders.push({ consentEnded: () => Promise.reject(new Error('the last one fails')) });
      try {
        await expect(withdraw(caseworker, consentId)).rejects.toThrow('the last one fails');
      } finally {
        enders.pop();
      }
      expect((await get(consentId)).state).toBe('ACTIVE');
      expect(await wraps(caseId)).toHaveLength(2);
      expect((await world.get(ReadReferral).execute(lawyer, referralId)).state).toBe('ACCEPTED');
    });

    it('leaves no key behind, however it meets with writing the record', async () => {
      for (let round = 0; round < 4; round++) {
        const { caseId, consentId } = await consented();
        const write = (legalName: string) =>
          world.get(UpdateCase).execute(caseworker, { caseId, record: { identity: { legalName } } });
        await Promise.all([write('one'), withdraw(caseworker, consentId), write('two'), write('three')]);
        expect(await wraps(caseId)).toEqual([]);
        await write('after');
        expect(await wraps(caseId)).toEqual([]);
      }
    });

    it('is final: not even the database’s own rows go back', async () => {
      const { consentId } = await consented();
      await withdraw(caseworker, consentId);
      await expect(
        world.get(Database).transaction(caseworker, (tx) =>
          tx.query({
            name: 'back',
            text: `update app.consent set state = 'ACTIVE' where id = $1`,
            values: [consentId],
          }),
        ),
      ).rejects.toThrow(/never changed/);
    });
  });

  describe('by the clock', () => {
    it('is EXPIRED to every reader from that instant on, before anybody has written so', async () => {
      const { consentId } = await consented();
      await age(consentId, '31 days');
      expect((await get(consentId)).state).toBe('EXPIRED');
      await expect(withdraw(caseworker, consentId)).rejects.toThrow(
        expect.objectContaining({ code: 'ILLEGAL_MOVE', details: { current: 'EXPIRED', allowed: [] } }),
      );
    });

    it('is written down by the worker, whoever of several comes first, with all that follows', async () => {
      const due = [await consented(), await consented(), await consented()];
      const standing = await consented();
      for (const { consentId } of due) await age(consentId, '31 days');
      const worker = await world.worker();
      try {
        const rounds = worker.get(ExpireConsents);
        const counts = await Promise.all([rounds.execute(), rounds.execute(), rounds.execute()]);
        const done = await rounds.execute();
        expect(done).toBe(0);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(due.length);
      } finally {
        await worker.close();
      }
      for (const { caseId, consentId, referralId } of due) {
        expect(await world.sql('select state, version from app.consent where id = $1', [consentId])).toEqual([
          { state: 'EXPIRED', version: 2 },
        ]);
        expect(await wraps(caseId)).toEqual([]);
        expect((await world.get(ReadReferral).execute(caseworker, referralId)).state).toBe('EXPIRED');
        expect(
          await world.sql('select kind from app.outbox where object_id = $1 order by created_at', [consentId]),
        ).toEqual([{ kind: 'consent.recorded' }, { kind: 'consent.expired' }]);
        expect(
          await world.sql(`select actor_id from app.audit_entry where object_id = $1 and action = 'expireConsent'`, [
            consentId,
          ]),
        ).toEqual([{ actor_id: null }]);
      }
      expect((await get(standing.consentId)).state).toBe('ACTIVE');
      expect(await wraps(standing.caseId)).toHaveLength(2);
    });
  });
});
