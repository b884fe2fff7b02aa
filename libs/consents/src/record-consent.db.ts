import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UpdateCase } from '#cases';
import { Database } from '#platform/database';
import type { Actor, Role } from '#policy';
import { ReferralWorld } from '../../../test/support/referral-world.js';
import { ConsentReader, RecordConsent, type RecordConsentInput } from './index.js';

const day = 86_400_000;

describe('recording a consent', () => {
  let world: ReferralWorld;
  let caseworker: Actor;
  let lawyers: string;
  let caseId: string;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    caseworker = await world.newcomer('NGO', ['CASEWORKER']);
    lawyers = await world.agency('LEGAL_AID');
    await world.agreement(caseworker.agencyId, lawyers, ['LEGAL_AID']);
    caseId = await world.openCase(caseworker, { identity: { legalName: 'Vesna' } });
  });
  afterAll(() => world.close());

  const given = (more: Partial<RecordConsentInput> = {}): RecordConsentInput => ({
    caseId,
    recipientAgencyId: lawyers,
    purpose: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL'],
    grantedBy: 'SELF',
    language: 'UK',
    interpreterUsed: true,
    method: 'WET_SIGNATURE',
    copyGiven: 'UNSAFE_TO_KEEP',
    understood: ['RISKS', 'ALTERNATIVES', 'SERVICE_DOES_NOT_DEPEND_ON_THIS', 'HOW_TO_WITHDRAW'],
    ...more,
  });
  const record = (more: Partial<RecordConsentInput> = {}, actor = caseworker) =>
    world.get(RecordConsent).execute(actor, given(more));
  const get = (id: string, actor = caseworker) =>
    world.get(Database).read(actor, (tx) => world.get(ConsentReader).get(tx, id));
  const colleague = (...roles: Role[]) => world.person(caseworker.agencyId, 'NGO', roles);
  const wraps = async (id: string, agencyId: string) =>
    (
      await world.sql<{ key: string }>(
        `select compartment || ' ' || version as key from keys.wrap where record_id = $1 and agency_id = $2 order by 1`,
        [id, agencyId],
      )
    ).map((row) => row.key);
  /** Everything that a refusal must leave as it was. */
  const footprint = async () =>
    world.sql(`select (select count(*) from app.consent) as consents, (select count(*) from keys.wrap) as wraps,
      (select count(*) from keys.data_key) as keys, (select count(*) from app.outbox) as events,
      (select count(*) from app.audit_entry) as entries`);

  it('keeps who, what for, what, how long and how it was taken', async () => {
    const consent = await record({ excludedFields: ['photo', 'LEGAL.proceedings'] });
    expect(consent).toMatchObject({
      caseId,
      recipient: { id: lawyers, kind: 'LEGAL_AID' },
      unit: null,
      purpose: 'LEGAL_AID',
      scopes: ['IDENTITY', 'LEGAL'],
      excludedFields: ['IDENTITY.photo', 'LEGAL.proceedings'],
      state: 'ACTIVE',
      recipientRetentionDays: 90,
      language: 'UK',
      interpreterUsed: true,
      method: 'WET_SIGNATURE',
      textVersion: '2026-1',
      copyGiven: 'UNSAFE_TO_KEEP',
      recordedBy: caseworker.personId,
      version: 1,
    });
    expect(consent.expiresAt.getTime() - consent.validFrom.getTime()).toBe(30 * day);
    expect(await world.sql('select kind, agency_ids from app.outbox where object_id = $1', [consent.id])).toEqual([
      { kind: 'consent.recorded', agency_ids: [caseworker.agencyId] },
    ]);
    expect(await world.sql('select action from app.audit_entry where object_id = $1', [consent.id])).toEqual([
      { action: 'recordConsent' },
    ]);
  });

  it('gives the recipient the keys there are, and those that are made while it stands', async () => {
    const id = await world.openCase(caseworker, { identity: { legalName: 'Nada' } });
    await record({ caseId: id });
    expect(await wraps(id, lawyers)).toEqual(['IDENTITY 1']);
    await world
      .get(UpdateCase)
      .execute(caseworker, { caseId: id, record: { legal: { immigrationStatus: 'REFUGEE' }, health: { notes: 'x' } } });
    expect(await wraps(id, lawyers)).toEqual(['IDENTITY 1', 'LEGAL 1']);
    expect(await wraps(id, caseworker.agencyId)).toEqual(['HEALTH 1', 'IDENTITY 1', 'LEGAL 1', 'RISK 1']);
  });

  it('given by word of mouth lapses after three days', async () => {
    const consent = await record({ method: 'WITNESSED_ORAL', duration: 'DAYS_90' });
    expect(consent.expiresAt.getTime() - consent.validFrom.getTime()).toBe(3 * day);
  });

  it('takes a refusal down, which opens nothing and ends nothing', async () => {
    const standing = await record();
    const before = await wraps(caseId, lawyers);
    const refusal = await record({ refused: true, understood: [] });
    expect(refusal.state).toBe('REFUSED');
    expect((await get(standing.id)).state).toBe('ACTIVE');
    expect(await wraps(caseId, lawyers)).toEqual(before);
  });

  it('without any scope is a consent to be referred with the needs card alone', async () => {
    const id = await world.openCase(caseworker);
    expect((await record({ caseId: id, scopes: [] })).state).toBe('ACTIVE');
    expect(await wraps(id, lawyers)).toEqual([]);
  });

  it('once more for the same recipient and purpose takes over from the earlier one, and its referral goes on', async () => {
    const id = await world.openCase(caseworker, {
      identity: { legalName: 'Mila' },
      legal: { immigrationStatus: 'REFUGEE' },
    });
    const first = await record({ caseId: id });
    const other = await record({ caseId: id, purpose: 'COMPENSATION', scopes: ['LEGAL'] });
    const referral = await world.send(caseworker, id, lawyers);
    const second = await record({ caseId: id, scopes: ['IDENTITY'], duration: 'DAYS_90' });
    expect(await get(first.id)).toMatchObject({ state: 'SUPERSEDED', supersededBy: second.id, version: 2 });
    expect((await get(other.id)).state).toBe('ACTIVE');
    expect(await world.sql('select state, consent_id from app.referral where id = $1', [referral.id])).toEqual([
      { state: 'REQUESTED', consent_id: second.id },
    ]);
    // LEGAL is still needed for the other purpose.
    expect(await wraps(id, lawyers)).toEqual(['IDENTITY 1', 'LEGAL 1']);
    await expect(record({ caseId: id, validFrom: new Date(Date.now() + day) })).rejects.toThrow(
      expect.objectContaining({ details: { path: ['input', 'validFrom'] } }),
    );
  });

  it('with fewer scopes takes the keys of the others away', async () => {
    const id = await world.openCase(caseworker, {
      identity: { legalName: 'Mila' },
      legal: { immigrationStatus: 'REFUGEE' },
    });
    await record({ caseId: id });
    await record({ caseId: id, scopes: ['LEGAL'] });
    expect(await wraps(id, lawyers)).toEqual(['LEGAL 1']);
  });

  it('recorded twice at the same moment leaves one that stands', async () => {
    const id = await world.openCase(caseworker, { identity: { legalName: 'Mila' } });
    await Promise.all([record({ caseId: id }), record({ caseId: id }), record({ caseId: id })]);
    const rows = await world.sql<{ state: string }>('select state from app.consent where case_id = $1 order by state', [
      id,
    ]);
    expect(rows.map(({ state }) => state)).toEqual(['ACTIVE', 'SUPERSEDED', 'SUPERSEDED']);
    expect(await wraps(id, lawyers)).toEqual(['IDENTITY 1']);
  });

  it('sent twice under one name happens once', async () => {
    const clientMutationId = randomUUID();
    const [first, second] = await Promise.all([record({ clientMutationId }), record({ clientMutationId })]);
    expect(second).toEqual(first);
    await expect(record({ clientMutationId, scopes: ['LEGAL'] })).rejects.toThrow(
      expect.objectContaining({ code: 'MUTATION_ID_REUSED' }),
    );
  });

  it('may name one unit of the recipient, and for LOCATION one person', async () => {
    const clinic = await world.agency('HEALTH');
    const unit = await world.unit(clinic, 'Night desk');
    const doctor = await world.person(clinic, 'HEALTH', ['CASEWORKER']);
    const consent = await record({
      recipientAgencyId: clinic,
      recipientUnitId: unit,
      recipientPersonId: doctor.personId,
      purpose: 'MEDICAL',
      scopes: ['HEALTH', 'LOCATION'],
    });
    expect(consent).toMatchObject({ unit: { id: unit, name: 'Night desk' }, recipientPersonId: doctor.personId });
  });

  describe('is refused', () => {
    const field = (name: string, code = 'BAD_INPUT') => ({ code, path: ['input', name] });
    const cases: [string, () => Promise<Partial<RecordConsentInput>> | Partial<RecordConsentInput>, object][] = [
      [
        'for a purpose the recipient never serves',
        () => ({ purpose: 'VOCATIONAL' }),
        field('purpose', 'PURPOSE_NOT_ALLOWED'),
      ],
      ['above the ceiling', () => ({ scopes: ['IDENTITY', 'HEALTH'] }), field('scopes', 'SCOPE_ABOVE_CEILING')],
      [
        'to police for anything but contact in the matter of justice',
        async () => ({ recipientAgencyId: await world.agency('LAW_ENFORCEMENT') }),
        field('purpose', 'PURPOSE_NOT_ALLOWED'),
      ],
      [
        'to police with a telephone number',
        async () => ({
          recipientAgencyId: await world.agency('LAW_ENFORCEMENT'),
          purpose: 'JUSTICE_CONTACT',
          scopes: ['CONTACT'],
        }),
        field('scopes', 'SCOPE_ABOVE_CEILING'),
      ],
      [
        'with an excluded field outside the scopes',
        () => ({ excludedFields: ['HEALTH.notes'] }),
        { code: 'BAD_INPUT', path: ['input', 'excludedFields', 0] },
      ],
      ['from the past', () => ({ validFrom: '2020-01-01T00:00:00Z' }), field('validFrom')],
      ['for 91 days', () => ({ expiresAt: new Date(Date.now() + 91 * day) }), field('expiresAt')],
      ['with a scope twice', () => ({ scopes: ['LEGAL', 'LEGAL'] }), field('scopes')],
      ['without all of it understood', () => ({ understood: ['RISKS'] }), field('understood')],
      ['of an adult by a guardian', () => ({ grantedBy: 'GUARDIAN' }), field('grantedBy', 'GUARDIAN_RULES_UNMET')],
      ['to its own agency', () => ({ recipientAgencyId: caseworker.agencyId }), field('recipientAgencyId')],
      ['to an agency that does not exist', () => ({ recipientAgencyId: randomUUID() }), { code: 'NOT_FOUND' }],
      [
        'to a suspended agency',
        async () => {
          const suspended = await world.agency('LEGAL_AID');
          await world.sql(`update app.agency set status = 'SUSPENDED' where id = $1`, [suspended]);
          return { recipientAgencyId: suspended };
        },
        field('recipientAgencyId', 'RECIPIENT_NOT_ACTIVE'),
      ],
      [
        'to a unit of another agency',
        async () => ({ recipientUnitId: await world.unit(caseworker.agencyId, 'Ours') }),
        field('recipientUnitId'),
      ],
      [
        'to a person of another agency',
        async () => ({
          recipientAgencyId: await world.agency('HEALTH'),
          purpose: 'MEDICAL',
          scopes: ['LOCATION'],
          recipientPersonId: caseworker.personId,
        }),
        field('recipientPersonId'),
      ],
      ['of a case that does not exist', () => ({ caseId: randomUUID() }), { code: 'NOT_FOUND' }],
      ['with a state of its own', () => ({ state: 'ACTIVE' }) as object, { code: 'BAD_INPUT' }],
    ];

    it.each(cases)('%s', async (_, more, { code, path }: { code?: string; path?: unknown }) => {
      const input = await more();
      const before = await footprint();
      const error: unknown = await record(input).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code, details: path === undefined ? {} : { path } });
      expect(await footprint()).toEqual(before);
    });

    it('of a child without its guardian, and of nobody else’s case', async () => {
      const child = await world.openCase(caseworker);
      await world
        .get(UpdateCase)
        .execute(caseworker, { caseId: child, ageStatus: 'CHILD', guardianAdvocateId: caseworker.personId });
      await expect(record({ caseId: child })).rejects.toThrow(
        expect.objectContaining({ code: 'GUARDIAN_RULES_UNMET' }),
      );
      const guardian = { grantedBy: 'GUARDIAN', guardianConflictChecked: true, minorAssent: true } as const;
      expect((await record({ caseId: child, ...guardian })).minorAssent).toBe(true);
    });

    it('by anybody but the case team, with one and the same answer', async () => {
      const others = [
        await colleague('CASEWORKER'),
        await colleague('INTAKE', 'PRIVACY_OFFICER', 'AGENCY_ADMIN'),
        await world.newcomer('NGO', ['CASEWORKER', 'SUPERVISOR']),
        await world.person(lawyers, 'LEGAL_AID', ['SUPERVISOR']),
      ];
      for (const other of others) {
        await expect(record({}, other)).rejects.toThrow(expect.objectContaining({ code: 'NOT_FOUND', details: {} }));
      }
      expect((await record({}, await colleague('SUPERVISOR'))).state).toBe('ACTIVE');
    });
  });
});
