import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ExpireConsents, WithdrawConsent } from '#consents';
import { FIELDS, fieldOf, SCOPES, type Actor, type Scope } from '#policy';
import { needsCard, ReferralWorld } from '../../../test/support/referral-world.js';
import {
  AcceptReferral,
  AnswerPurge,
  CancelReferral,
  ExplainDisclosure,
  PreviewDisclosure,
  ReadReferral,
  RejectReferral,
  type ReferralView,
} from './index.js';

/** Everything there is, so that what comes back is what is open. */
const everything = { terms: true, record: FIELDS };

const record = {
  identity: { legalName: 'Canary Name', preferredName: 'Canary', photo: null },
  legal: { immigrationStatus: 'IRREGULAR' },
  health: { notes: 'Canary health' },
  account: { narrative: 'Canary account' },
} as const;

describe('what each side sees of a referral', () => {
  let world: ReferralWorld;
  let sender: Actor;
  let intake: Actor;
  let lawyer: Actor;
  let caseId: string;
  let consentId: string;
  let referralId: string;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    sender = await world.newcomer('NGO', ['CASEWORKER']);
    intake = await world.newcomer('LEGAL_AID', ['INTAKE']);
    lawyer = await world.person(intake.agencyId, 'LEGAL_AID', ['CASEWORKER']);
    await world.agreement(sender.agencyId, intake.agencyId, ['LEGAL_AID']);
  });
  afterAll(() => world.close());

  beforeEach(async () => {
    caseId = await world.openCase(sender, record);
    consentId = await world.consent(sender, caseId, intake.agencyId);
    referralId = (await world.send(sender, caseId, intake.agencyId)).id;
  });

  const steppedUp = (actor: Actor): Actor => ({ ...actor, stepUpAt: new Date() });
  const read = (actor: Actor) => world.get(ReadReferral).execute(actor, referralId, everything);
  const accept = () => world.get(AcceptReferral).execute(intake, { referralId });
  const withdraw = () => world.get(WithdrawConsent).execute(sender, { consentId });
  const ledger = () =>
    world.sql<{ fields: string[]; basis_id: string }>(
      'select fields, basis_id from app.disclosure_ledger where referral_id = $1',
      [referralId],
    );

  /** The scopes by their state and reason, in the words of a table. */
  function said(view: ReferralView): Record<Scope, string> {
    const entries = (view.record?.disclosure ?? []).map((each) => [each.scope, each.reason ?? each.state]);
    return Object.fromEntries(entries) as Record<Scope, string>;
  }

  const beforeAcceptance = {
    IDENTITY: 'NOT_YET_ACCEPTED',
    CONTACT: 'NOT_YET_ACCEPTED',
    LOCATION: 'NOT_NEEDED_FOR_PURPOSE',
    HEALTH: 'ABOVE_CEILING',
    LEGAL: 'NOT_YET_ACCEPTED',
    ACCOUNT: 'NOT_YET_ACCEPTED',
    RISK: 'ABOVE_CEILING',
    FAMILY: 'NOT_YET_ACCEPTED',
    SUPPORT: 'ABOVE_CEILING',
  };

  it('is the needs card and nothing else before it is accepted', async () => {
    const seen = await read(steppedUp(intake));
    expect(seen).toMatchObject({ caseId: null, needsCard: { ...needsCard, riskLevel: 'STANDARD' } });
    expect(seen.consent).toMatchObject({ id: consentId, scopes: null, excludedFields: null });
    expect(said(seen)).toEqual(beforeAcceptance);
    expect(JSON.stringify(seen)).not.toMatch(/Canary|IRREGULAR/);
    expect(await ledger()).toEqual([]);
  });

  it('is, once accepted, exactly what the preview said, and why the rest is withheld', async () => {
    const plan = { caseId, recipientAgencyId: intake.agencyId, serviceType: 'LEGAL_AID' } as const;
    const previewed = await world.get(PreviewDisclosure).execute(sender, plan);
    await accept();
    const seen = await read(steppedUp(lawyer));
    expect(seen.record?.disclosure).toEqual(
      previewed.disclosure.map(({ withheldFields: _, ...disclosure }) => disclosure),
    );
    expect(seen.needsCard).toEqual(previewed.needsCard);
    expect(seen.consent).toMatchObject({ id: previewed.consentId, scopes: ['IDENTITY', 'LEGAL'] });
    for (const { scope, openFields, withheldFields } of previewed.disclosure) {
      const section = (seen.record?.[scope.toLowerCase() as Lowercase<Scope>] ?? null) as Record<
        string,
        unknown
      > | null;
      expect(section === null).toBe(openFields.length === 0);
      for (const path of withheldFields) expect(section?.[fieldOf(path)] ?? null).toBeNull();
      expect(openFields.length + withheldFields.length).toBe(FIELDS[scope].length);
    }
    expect(seen.record).toMatchObject({
      identity: { legalName: 'Canary Name', preferredName: 'Canary', photo: null },
      legal: { immigrationStatus: 'IRREGULAR' },
      health: null,
      account: null,
    });
    expect(said(seen)).toMatchObject({
      IDENTITY: 'NO_CONSENT',
      LEGAL: 'OPEN',
      ACCOUNT: 'NO_CONSENT',
      HEALTH: 'ABOVE_CEILING',
    });
    const [row, ...others] = await ledger();
    expect(others).toEqual([]);
    expect(row?.basis_id).toBe(consentId);
    expect(row?.fields).toEqual(previewed.disclosure.flatMap((each) => each.openFields));
  });

  it('asks for a second factor where the scope does', async () => {
    await accept();
    const seen = await read(lawyer);
    expect(said(seen)).toMatchObject({ IDENTITY: 'STEP_UP_REQUIRED', LEGAL: 'OPEN' });
    expect(seen.record).toMatchObject({ identity: null, legal: { immigrationStatus: 'IRREGULAR' } });
  });

  it('is its end, the request to purge and nothing of the case once consent is withdrawn', async () => {
    await accept();
    await withdraw();
    const seen = await read(steppedUp(lawyer));
    expect(seen).toMatchObject({
      state: 'CONSENT_WITHDRAWN',
      needsCard: null,
      consent: { id: consentId, state: 'WITHDRAWN', withdrawnAt: expect.any(Date), scopes: null, excludedFields: null },
      purgeRequest: { answer: null, requestedAt: expect.any(Date), dueAt: expect.any(Date) },
    });
    for (const scope of SCOPES) {
      expect(seen.record?.[scope.toLowerCase() as Lowercase<Scope>]).toBeNull();
      const open: string = beforeAcceptance[scope];
      expect(said(seen)[scope]).toBe(open === 'NOT_YET_ACCEPTED' ? 'CONSENT_WITHDRAWN' : open);
    }
    expect(JSON.stringify(seen)).not.toMatch(/Canary|IRREGULAR/);
    expect(await ledger()).toEqual([]);
    const { requestedAt, dueAt } = seen.purgeRequest ?? {};
    expect(Number(dueAt) - Number(requestedAt)).toBe(7 * 86_400_000);
  });

  it('asks nobody to purge who was never shown anything', async () => {
    await withdraw();
    expect(await read(intake)).toMatchObject({ state: 'CONSENT_WITHDRAWN', needsCard: null, purgeRequest: null });
  });

  it('is closed at the instant the consent runs out, and ended when a job gets to it', async () => {
    await accept();
    await world.sql(
      `update app.consent set valid_from = now() - interval '2 days', expires_at = now(), recipient_retention_days = 20
        where id = $1`,
      [consentId],
    );
    const seen = await read(steppedUp(lawyer));
    expect(seen).toMatchObject({
      state: 'ACCEPTED',
      needsCard: null,
      consent: { state: 'EXPIRED' },
      purgeRequest: null,
    });
    expect(said(seen)).toMatchObject({ IDENTITY: 'CONSENT_EXPIRED', LEGAL: 'CONSENT_EXPIRED' });
    expect(JSON.stringify(seen)).not.toMatch(/Canary|IRREGULAR/);

    const worker = await world.worker();
    expect(await worker.get(ExpireConsents).execute()).toBe(1);
    await worker.close();
    const ended = await read(steppedUp(lawyer));
    expect(ended).toMatchObject({ state: 'EXPIRED', needsCard: null, purgeRequest: { answer: null } });
    const { requestedAt, dueAt } = ended.purgeRequest ?? {};
    expect(Number(dueAt) - Number(requestedAt)).toBe(20 * 86_400_000);
  });

  it('goes on under a consent that extends the first', async () => {
    await accept();
    const next = await world.consent(sender, caseId, intake.agencyId, { scopes: ['LEGAL'], excludedFields: [] });
    const seen = await read(steppedUp(lawyer));
    expect(seen.consent).toMatchObject({ id: next, state: 'ACTIVE' });
    expect(said(seen)).toMatchObject({ IDENTITY: 'NO_CONSENT', LEGAL: 'OPEN' });
    expect(seen.record).toMatchObject({ identity: null, legal: { immigrationStatus: 'IRREGULAR' } });
  });

  it('tells the sender another reason than a conflict over safety', async () => {
    const rejected = await world.get(RejectReferral).execute(intake, { referralId, reason: 'SAFETY_CONFLICT' });
    expect(rejected.rejectReason).toBe('SAFETY_CONFLICT');
    expect((await read(sender)).rejectReason).toBe('CANNOT_MEET_NEED');
    const trail = await world.sql('select details from app.audit_entry where object_id = $1', [referralId]);
    expect(JSON.stringify(trail)).not.toContain('SAFETY');
  });

  it('shows a recipient that it was taken back, and no more', async () => {
    await world.get(CancelReferral).execute(sender, { referralId, enteredInError: true });
    expect(await read(intake)).toMatchObject({ state: 'ENTERED_IN_ERROR', needsCard: null });
    expect(said(await read(intake))).toMatchObject({ IDENTITY: 'REFERRAL_CLOSED' });
  });

  describe('a request to purge', () => {
    let purgeRequestId: string;
    const answer = (actor: Actor, given: object) =>
      world.get(AnswerPurge).execute(actor, { purgeRequestId, answer: 'PURGED', ...given });

    beforeEach(async () => {
      await accept();
      await withdraw();
      purgeRequestId = (await read(intake)).purgeRequest?.id ?? '';
    });

    it('is answered by the holder, for good once everything is purged', async () => {
      const kept = await answer(intake, { answer: 'RETAINED', legalBasis: 'COURT_ORDER' });
      expect(kept).toMatchObject({ answer: 'RETAINED', legalBasis: 'COURT_ORDER', referralId, version: 2 });
      expect((await read(sender)).purgeRequest).toEqual(kept);
      const officer = await world.person(intake.agencyId, 'LEGAL_AID', ['PRIVACY_OFFICER']);
      expect(await answer(officer, { version: 2 })).toMatchObject({ answer: 'PURGED', legalBasis: null });
      await expect(answer(intake, {})).rejects.toMatchObject({
        code: 'ILLEGAL_MOVE',
        details: { current: 'PURGED', allowed: [] },
      });
    });

    it('is refused to anybody else, and without a basis', async () => {
      await expect(answer(sender, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const stranger = await world.newcomer('LEGAL_AID', ['INTAKE']);
      await expect(answer(stranger, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
      for (const given of [{ answer: 'RETAINED' }, { legalBasis: 'COURT_ORDER' }]) {
        await expect(answer(intake, given)).rejects.toMatchObject({
          code: 'BAD_INPUT',
          details: { path: ['input', 'legalBasis'] },
        });
      }
      await expect(answer(intake, { version: 7 })).rejects.toMatchObject({ code: 'CONFLICT', details: { current: 1 } });
    });
  });

  describe('an explanation', () => {
    const explain = (actor: Actor, scope: Scope) => world.get(ExplainDisclosure).execute(actor, { referralId, scope });
    const shut = async (actor: Actor, scope: Scope) =>
      (await explain(actor, scope)).gates.filter(({ open }) => !open).map(({ gate }) => gate);

    it('names every condition that is not met, for the case team and the privacy officer', async () => {
      const officer = await world.person(sender.agencyId, 'NGO', ['PRIVACY_OFFICER']);
      expect(await shut(sender, 'LEGAL')).toEqual(['REFERRAL_ACCEPTED']);
      expect(await shut(officer, 'HEALTH')).toEqual([
        'CEILING',
        'PURPOSE_NEEDS_SCOPE',
        'REFERRAL_ACCEPTED',
        'CONSENT_COVERS',
      ]);
      await accept();
      expect(await shut(officer, 'LEGAL')).toEqual([]);
      expect((await explain(sender, 'IDENTITY')).disclosure).toMatchObject({ state: 'PARTIAL', reason: 'NO_CONSENT' });
      await withdraw();
      expect(await shut(sender, 'LEGAL')).toEqual(['REFERRAL_ACCEPTED', 'CONSENT_NOT_WITHDRAWN']);
    });

    it('is not for the recipient', async () => {
      await expect(explain(intake, 'LEGAL')).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const colleague = await world.person(sender.agencyId, 'NGO', ['CASEWORKER']);
      await expect(explain(colleague, 'LEGAL')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });
});
