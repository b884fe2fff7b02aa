import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WithdrawConsent } from '#consents';
import type { Actor } from '#policy';
import { ReferralWorld } from '../../../test/support/referral-world.js';
import { AcceptReferral } from './index.js';

describe('when two people act on a referral at once', () => {
  let world: ReferralWorld;
  let sender: Actor;
  let intake: Actor;
  let caseId: string;
  let consentId: string;
  let referralId: string;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    sender = await world.newcomer('NGO', ['CASEWORKER']);
    intake = await world.newcomer('LEGAL_AID', ['INTAKE']);
    await world.agreement(sender.agencyId, intake.agencyId, ['LEGAL_AID']);
  });
  afterAll(() => world.close());

  const stateOf = async (id: string) =>
    (
      await world.sql<{ state: string; version: number }>('select state, version from app.referral where id = $1', [id])
    )[0];

  const accept = () => world.get(AcceptReferral).execute(intake, { referralId });
  const withdraw = () => world.get(WithdrawConsent).execute(sender, { consentId });

  const sendAgain = () => world.send(sender, caseId, intake.agencyId);

  beforeEach(async () => {
    caseId = await world.openCase(sender);
    consentId = await world.consent(sender, caseId, intake.agencyId);
    referralId = (await world.send(sender, caseId, intake.agencyId)).id;
  });

  /** Both have begun and wait for the same row, in this order, when it becomes free. */
  async function oneAfterTheOther(
    first: () => Promise<unknown>,
    second: () => Promise<unknown>,
    row: 'referral' | 'consent' = 'referral',
  ) {
    await world.sql('begin');
    const id = row === 'referral' ? referralId : consentId;
    await world.sql(`select 1 from app.${row} where id = $1 for update`, [id]);
    const both = [first()];
    await waiting(1);
    both.push(second());
    await waiting(2);
    await world.sql('commit');
    return Promise.allSettled(both);
  }

  async function waiting(expected: number): Promise<void> {
    for (;;) {
      await world.sql('select pg_stat_clear_snapshot()');
      const blocked = await world.sql(`select 1 from pg_stat_activity
        where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`);
      if (blocked.length >= expected) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  const opened = () =>
    world.sql(`select 1 from app.referral_access where referral_id = $1 and scope <> 'REFERRAL'`, [referralId]);
  const purges = () => world.sql('select 1 from app.purge_request where referral_id = $1', [referralId]);

  it('a withdrawal that is second closes what the acceptance opened, and asks to purge it', async () => {
    const outcomes = await oneAfterTheOther(accept, withdraw);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await stateOf(referralId)).toMatchObject({ state: 'CONSENT_WITHDRAWN' });
    expect(await opened()).toEqual([]);
    expect(await purges()).toHaveLength(1);
  });

  it('an acceptance that is second finds the consent withdrawn, and opens nothing', async () => {
    const [withdrawn, accepted] = await oneAfterTheOther(withdraw, accept);
    expect(withdrawn).toMatchObject({ status: 'fulfilled' });
    expect(accepted).toMatchObject({
      status: 'rejected',
      reason: { code: 'ILLEGAL_MOVE', details: { current: 'CONSENT_WITHDRAWN' } },
    });
    expect(await opened()).toEqual([]);
    expect(await purges()).toEqual([]);
  });

  it('a withdrawal that is second ends what was sent a moment before', async () => {
    const outcomes = await oneAfterTheOther(sendAgain, withdraw, 'consent');
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    const states = await world.sql('select distinct state from app.referral where consent_id = $1', [consentId]);
    expect(states).toEqual([{ state: 'CONSENT_WITHDRAWN' }]);
  });

  it('nothing is sent under a consent that was withdrawn a moment before', async () => {
    const [withdrawn, sent] = await oneAfterTheOther(withdraw, sendAgain, 'consent');
    expect(withdrawn).toMatchObject({ status: 'fulfilled' });
    expect(sent).toMatchObject({ status: 'rejected', reason: { code: 'NO_CONSENT' } });
  });

  it('in any order nothing stays open', async () => {
    for (let round = 0; round < 8; round++) {
      await Promise.allSettled(round % 2 === 0 ? [accept(), withdraw()] : [withdraw(), accept()]);
      expect(await stateOf(referralId)).toMatchObject({ state: 'CONSENT_WITHDRAWN' });
      expect(await opened()).toEqual([]);
      const file = await world.openCase(sender);
      consentId = await world.consent(sender, file, intake.agencyId);
      referralId = (await world.send(sender, file, intake.agencyId)).id;
    }
  });

  it('lets one of two acceptances through', async () => {
    const colleague = await world.person(intake.agencyId, 'LEGAL_AID', ['INTAKE']);
    const id = referralId;
    const outcomes = await Promise.allSettled([
      world.get(AcceptReferral).execute(intake, { referralId: id }),
      world.get(AcceptReferral).execute(colleague, { referralId: id }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
      code: 'ILLEGAL_MOVE',
      details: { current: 'ACCEPTED' },
    });
    expect(await stateOf(id)).toEqual({ state: 'ACCEPTED', version: 2 });
  });
});
