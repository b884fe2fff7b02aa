import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WithdrawConsent } from '#consents';
import { Database } from '#platform/database';
import type { Actor } from '#policy';
import { ReferralWorld } from '../../../test/support/referral-world.js';
import { AcceptReferral } from './index.js';

/** What the database shows and refuses by itself, whatever the API above it does. */
describe('the walls around a referral', () => {
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

  beforeEach(async () => {
    caseId = await world.openCase(sender, { legal: { immigrationStatus: 'IRREGULAR' } });
    consentId = await world.consent(sender, caseId, intake.agencyId);
    referralId = (await world.send(sender, caseId, intake.agencyId)).id;
  });

  const accept = () => world.get(AcceptReferral).execute(intake, { referralId });
  const withdraw = () => world.get(WithdrawConsent).execute(sender, { consentId });
  const as = (actor: Actor, text: string, values: readonly unknown[] = []) =>
    world.get(Database).transaction(actor, (tx) => tx.query({ name: randomUUID(), text, values }));

  it('shows a third agency no row of it', async () => {
    const third = await world.newcomer('LEGAL_AID', ['INTAKE', 'CASEWORKER', 'SUPERVISOR']);
    await accept();
    await withdraw();
    const tables = [
      'referral',
      'referral_access',
      'consent',
      'purge_request',
      'case_section',
      'case_file',
      'case_alias',
    ];
    for (const table of tables) expect(await as(third, `select 1 from app.${table}`)).toEqual([]);
    expect(
      await as(third, `update app.referral set state = 'CANCELLED' where id = $1 returning id`, [referralId]),
    ).toEqual([]);
  });

  it('shows the recipient no case, and lets it turn the referral into no other', async () => {
    const other = await world.consent(sender, caseId, intake.agencyId, { purpose: 'COMPENSATION' });
    expect(await as(intake, 'select 1 from app.case_file')).toEqual([]);
    expect(await as(intake, 'select 1 from app.case_section where case_id = $1', [caseId])).toEqual([]);
    const changes: [string, unknown][] = [
      ['consent_id', other],
      ['consent_id', null],
      ['case_id', randomUUID()],
      ['purpose', 'COMPENSATION'],
      ['sender_agency_id', intake.agencyId],
      ['recipient_agency_id', sender.agencyId],
      ['created_at', new Date(0)],
      ['sent_at', null],
    ];
    for (const [column, value] of changes) {
      const change = as(intake, `update app.referral set ${column} = $2 where id = $1`, [referralId, value]);
      await expect(change).rejects.toThrow(/permission denied|fixed|never changed|not for this referral/);
    }
    await withdraw();
    const reopened = as(intake, `update app.referral set state = 'ACCEPTED' where id = $1`, [referralId]);
    await expect(reopened).rejects.toThrow('never opened again');
    await expect(as(intake, 'delete from app.referral where id = $1', [referralId])).rejects.toThrow(
      'permission denied',
    );
    await expect(as(intake, `insert into app.referral_access select * from app.referral_access`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('takes no consent that was given for something else', async () => {
    const otherCase = await world.openCase(sender);
    const otherConsent = await world.consent(sender, otherCase, intake.agencyId);
    const draft = await world.send(sender, caseId, intake.agencyId, { saveAsDraft: true });
    for (const id of [otherConsent, randomUUID()]) {
      const change = as(sender, 'update app.referral set consent_id = $2 where id = $1', [draft.id, id]);
      await expect(change).rejects.toThrow('this consent is not for this referral');
    }
  });
});
