import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database';
import { preview, SCOPES, type Actor, type Disclosure } from '#policy';
import { WithdrawConsent } from '#consents';
import { AcceptReferral } from '#referrals';
import { ReferralWorld } from '../support/referral-world.js';
import { CaseReader, ReadCase, RecordReader, UpdateCase, type OpenRequest, type RecordRequest } from '#cases';

const canary = `canary-${randomUUID()}`;
const record = {
  identity: { legalName: `${canary} name`, preferredName: 'Vesna', documents: [{ type: 'PASSPORT', number: canary }] },
  contact: { channels: [{ type: 'PHONE', value: canary, safe: 'YES' }] },
  location: { address: { street: canary }, areaNote: canary },
  health: { conditions: [canary], notes: canary },
  legal: { immigrationStatus: 'RESIDENT', representation: { name: canary } },
  account: { exploitationTypes: ['FORCED_LABOUR'], narrative: canary },
  risk: { safetyPlan: canary, peopleToKeepAway: [{ name: canary }] },
  family: { dependants: [{ name: canary, withSurvivor: true }] },
  support: { carePlan: canary },
} as const;
const identity: RecordRequest = { IDENTITY: ['legalName', 'preferredName'] };

describe('the record of a case, to a recipient', () => {
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

  const steppedUp = (actor: Actor): Actor => ({ ...actor, stepUpAt: new Date() });
  const read = (actor: Actor, id: string, asked: RecordRequest = identity) =>
    world.get(ReadCase).execute(actor, id, { record: asked });
  const ledger = (id: string) =>
    world.sql<{ fields: string[]; basis: string; reader_id: string; basis_id: string | null }>(
      'select fields, basis, reader_id, basis_id from app.disclosure_ledger where case_id = $1 order by at, id',
      [id],
    );
  const wraps = async (id: string, agencyId: string) =>
    (
      await world.sql<{ key: string }>(
        `select compartment || ' ' || version as key from keys.wrap where record_id = $1 and agency_id = $2 order by 1`,
        [id, agencyId],
      )
    ).map((row) => row.key);

  /** What the kernel would say to the recipient, were the other walls not there. */
  async function asRecipient(id: string, referralId: string, scopes: readonly string[]): Promise<OpenRequest> {
    const file = await world.get(Database).read(caseworker, (tx) => world.get(CaseReader).facts(tx, id));
    const disclosure: Disclosure = preview({
      recipientKind: 'LEGAL_AID',
      case: file,
      referral: { purpose: 'LEGAL_AID', recipientAgencyId: lawyer.agencyId, recipientUnitId: null },
      consent: {
        id: randomUUID(),
        state: 'ACTIVE',
        recipientAgencyId: lawyer.agencyId,
        recipientUnitId: null,
        namedPersonId: null,
        purpose: 'LEGAL_AID',
        scopes: ['IDENTITY', 'LEGAL'],
        excludedFields: [],
        validFrom: new Date(0),
        expiresAt: new Date('2200-01-01'),
      },
      agreement: { active: true, scopes: SCOPES, purposes: ['LEGAL_AID'], expiresAt: new Date('2200-01-01') },
      at: new Date(),
    });
    const requested = Object.fromEntries(
      scopes.map((scope) => [scope, scope === 'LEGAL' ? ['immigrationStatus'] : ['legalName']]),
    );
    return {
      key: 'it',
      caseId: id,
      ownerAgencyId: file.ownerAgencyId,
      referralId,
      purpose: 'LEGAL_AID',
      disclosure,
      requested,
    };
  }
  const open = (actor: Actor, request: OpenRequest) =>
    world.get(Database).transaction(actor, (tx) => world.get(RecordReader).open(tx, actor, [request]));
  const stateOf = (disclosure: Disclosure | undefined, scope: string) =>
    disclosure?.find((entry) => entry.scope === scope);

  let id: string;
  let referralId: string;
  let consentId: string;

  beforeAll(async () => {
    id = await world.openCase(caseworker, record as never);
    consentId = await world.consent(caseworker, id, lawyer.agencyId);
    referralId = (await world.send(caseworker, id, lawyer.agencyId)).id;
  });

  it('has its keys wrapped for it from the consent on, for those scopes alone', async () => {
    expect(await wraps(id, lawyer.agencyId)).toEqual(['IDENTITY 1', 'LEGAL 1']);
    expect(await wraps(id, caseworker.agencyId)).toHaveLength(9);
  });

  it('stays shut before it accepts, even if the kernel were wrong', async () => {
    const opened = (await open(lawyer, await asRecipient(id, referralId, ['IDENTITY', 'LEGAL']))).get('it');
    expect([opened?.identity, opened?.legal]).toEqual([null, null]);
    expect(stateOf(opened?.disclosure, 'IDENTITY')).toMatchObject({ state: 'WITHHELD', reason: 'NO_CONSENT' });
    expect((await ledger(id)).filter((row) => row.reader_id === lawyer.personId)).toEqual([]);
  });

  it('opens once it has accepted, scope by scope', async () => {
    await world.get(AcceptReferral).execute(lawyer, { referralId });
    const opened = (await open(lawyer, await asRecipient(id, referralId, ['IDENTITY', 'LEGAL']))).get('it');
    expect(opened?.identity?.legalName).toBe(`${canary} name`);
    expect(opened?.legal?.immigrationStatus).toBe('RESIDENT');
    expect((await ledger(id)).filter((row) => row.reader_id === lawyer.personId)).toMatchObject([
      { fields: ['IDENTITY.legalName', 'LEGAL.immigrationStatus'], basis: 'CONSENT' },
    ]);
  });

  it('stays shut without its wrap, and says so instead of looking empty', async () => {
    await world.sql(
      `update keys.wrap set agency_id = $2 where record_id = $1 and agency_id = $3 and compartment = 'LEGAL'`,
      [id, await world.agency('HEALTH'), lawyer.agencyId],
    );
    const opened = (await open(lawyer, await asRecipient(id, referralId, ['IDENTITY', 'LEGAL']))).get('it');
    expect(opened?.identity?.legalName).toBe(`${canary} name`);
    expect(opened?.legal).toBeNull();
    expect(stateOf(opened?.disclosure, 'LEGAL')).toMatchObject({ state: 'WITHHELD', reason: 'NO_CONSENT' });
    expect((await ledger(id)).at(-1)?.fields).toEqual(['IDENTITY.legalName']);
  });

  it('does not open with the wrap of another scope in its place', async () => {
    await world.sql(
      `update keys.wrap w set wrapped = (select o.wrapped from keys.wrap o where o.record_id = $1 and o.agency_id = $2
            and o.compartment = 'HEALTH')
          where w.record_id = $1 and w.agency_id = $2 and w.compartment = 'SUPPORT'`,
      [id, caseworker.agencyId],
    );
    await expect(read(caseworker, id, { SUPPORT: ['carePlan'] })).rejects.toThrow(/does not open/);
  });

  it('closes with the withdrawal: no wrap is left, and what is written later is under another key', async () => {
    await world.get(WithdrawConsent).execute(caseworker, { consentId });
    expect(await wraps(id, lawyer.agencyId)).toEqual([]);
    const opened = (await open(lawyer, await asRecipient(id, referralId, ['IDENTITY']))).get('it');
    expect(opened?.identity).toBeNull();
    await world.get(UpdateCase).execute(caseworker, { caseId: id, record: { identity: { preferredName: 'Nada' } } });
    expect((await wraps(id, caseworker.agencyId)).filter((key) => key.startsWith('IDENTITY'))).toEqual([
      'IDENTITY 1',
      'IDENTITY 2',
    ]);
    expect((await read(steppedUp(caseworker), id)).record?.identity).toMatchObject({
      legalName: `${canary} name`,
      preferredName: 'Nada',
    });
  });
});
