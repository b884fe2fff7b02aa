import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REFERRAL_STATES, type Actor, type DomainError, type ReferralState } from '#policy';
import { ReferralWorld } from '../../../test/support/referral-world.js';
import {
  AcceptReferral,
  AcknowledgeReferral,
  AnswerReferralInfo,
  CancelReferral,
  CompleteReferral,
  HoldReferral,
  ReadReferral,
  RejectReferral,
  RequestReferralInfo,
  StartReferral,
  WaitlistReferral,
  type ReferralView,
} from './index.js';

/** For each verb, whose it is and where it leads from where. What is not here is refused. */
const VERBS = {
  acknowledge: {
    by: 'recipient',
    leads: { REQUESTED: 'REQUESTED', INFO_REQUESTED: 'INFO_REQUESTED', WAITLISTED: 'WAITLISTED' },
  },
  requestInfo: { by: 'recipient', leads: { REQUESTED: 'INFO_REQUESTED' } },
  answerInfo: { by: 'sender', leads: { INFO_REQUESTED: 'REQUESTED' } },
  waitlist: { by: 'recipient', leads: { REQUESTED: 'WAITLISTED' } },
  accept: { by: 'recipient', leads: { REQUESTED: 'ACCEPTED', WAITLISTED: 'ACCEPTED' } },
  reject: { by: 'recipient', leads: { REQUESTED: 'REJECTED', WAITLISTED: 'REJECTED' } },
  start: { by: 'recipient', leads: { ACCEPTED: 'IN_PROGRESS', ON_HOLD: 'IN_PROGRESS' } },
  hold: { by: 'recipient', leads: { IN_PROGRESS: 'ON_HOLD' } },
  complete: { by: 'recipient', leads: { IN_PROGRESS: 'COMPLETED', ON_HOLD: 'COMPLETED' } },
  fail: { by: 'recipient', leads: { IN_PROGRESS: 'FAILED', ON_HOLD: 'FAILED' } },
  cancel: { by: 'sender', leads: everyOpen('CANCELLED') },
  enteredInError: { by: 'sender', leads: everyOpen('ENTERED_IN_ERROR') },
} as const satisfies Record<string, { by: Side; leads: Partial<Record<ReferralState, ReferralState>> }>;

type Side = 'sender' | 'recipient';
type VerbName = keyof typeof VERBS;

function everyOpen<To extends ReferralState>(to: To) {
  return {
    DRAFT: to,
    REQUESTED: to,
    INFO_REQUESTED: to,
    WAITLISTED: to,
    ACCEPTED: to,
    IN_PROGRESS: to,
    ON_HOLD: to,
  } as const;
}

const CELLS = (Object.keys(VERBS) as VerbName[]).flatMap((verb) =>
  REFERRAL_STATES.map((state): [VerbName, ReferralState, ReferralState | null] => {
    const leads: Partial<Record<ReferralState, ReferralState>> = VERBS[verb].leads;
    return [verb, state, leads[state] ?? null];
  }),
);

describe('moves of a referral', () => {
  let world: ReferralWorld;
  let sender: Actor;
  let intake: Actor;
  let caseId: string;

  beforeAll(async () => {
    world = await ReferralWorld.open();
    sender = await world.newcomer('NGO', ['CASEWORKER']);
    intake = await world.newcomer('LEGAL_AID', ['INTAKE']);
    await world.agreement(sender.agencyId, intake.agencyId, ['LEGAL_AID']);
    caseId = await world.openCase(sender);
    await world.consent(sender, caseId, intake.agencyId);
  });
  afterAll(() => world.close());

  const sent = () => world.send(sender, caseId, intake.agencyId);

  /** A referral in a state, put there past the use cases. */
  async function referralIn(state: ReferralState): Promise<ReferralView> {
    const { id } =
      state === 'DRAFT' ? await world.send(sender, caseId, intake.agencyId, { saveAsDraft: true }) : await sent();
    await world.sql('update app.referral set state = $2 where id = $1 and state <> $2', [id, state]);
    return world.get(ReadReferral).execute(sender, id);
  }

  function run(
    verb: VerbName,
    actor: Actor,
    change: { referralId: string; version?: number; clientMutationId?: string },
  ) {
    switch (verb) {
      case 'acknowledge':
        return world.get(AcknowledgeReferral).execute(actor, change);
      case 'requestInfo':
        return world.get(RequestReferralInfo).execute(actor, { ...change, items: ['LANGUAGES'] });
      case 'answerInfo':
        return world.get(AnswerReferralInfo).execute(actor, change);
      case 'waitlist':
        return world.get(WaitlistReferral).execute(actor, change);
      case 'accept':
        return world.get(AcceptReferral).execute(actor, change);
      case 'reject':
        return world.get(RejectReferral).execute(actor, { ...change, reason: 'AT_CAPACITY' });
      case 'start':
        return world.get(StartReferral).execute(actor, change);
      case 'hold':
        return world.get(HoldReferral).execute(actor, { ...change, reason: 'AWAITING_DOCUMENTS' });
      case 'complete':
        return world.get(CompleteReferral).execute(actor, { ...change, outcome: 'SERVICE_COMPLETED' });
      case 'fail':
        return world.get(CompleteReferral).execute(actor, { ...change, outcome: 'NO_SHOW', succeeded: false });
      case 'cancel':
        return world.get(CancelReferral).execute(actor, change);
      case 'enteredInError':
        return world.get(CancelReferral).execute(actor, { ...change, enteredInError: true });
    }
  }

  const stateOf = async (id: string) =>
    (
      await world.sql<{ state: string; version: number }>('select state, version from app.referral where id = $1', [id])
    )[0];
  const trailOf = (id: string) => world.sql('select action from app.audit_entry where object_id = $1', [id]);

  it.each(CELLS)('%s from %s leads to %s', async (verb, from, to) => {
    const actor = VERBS[verb].by === 'sender' ? sender : intake;
    const before = await referralIn(from);
    const trail = (await trailOf(before.id)).length;
    const moved = run(verb, actor, { referralId: before.id });
    if (to !== null) {
      expect(await moved).toMatchObject({ id: before.id, state: to, version: before.version + 1 });
      expect(await trailOf(before.id)).toHaveLength(trail + 1);
      return;
    }
    const error = await moved.then(
      () => null,
      (caught: unknown) => caught,
    );
    if (from === 'DRAFT' && actor === intake) {
      expect(error).toMatchObject({ code: 'NOT_FOUND', details: {} });
    } else {
      expect(error).toMatchObject({ code: 'ILLEGAL_MOVE', details: { current: from, allowed: expect.any(Array) } });
      expect((error as DomainError).message).toContain(from);
    }
    expect(await stateOf(before.id)).toEqual({ state: from, version: before.version });
    expect(await trailOf(before.id)).toHaveLength(trail);
  });

  it.each(Object.keys(VERBS) as VerbName[])('%s is for one side only, and a stranger finds nothing', async (verb) => {
    const [from] = Object.keys(VERBS[verb].leads).filter((state) => state !== 'DRAFT') as ReferralState[];
    const { id } = await referralIn(from ?? 'REQUESTED');
    const other =
      VERBS[verb].by === 'sender' ? intake : { ...sender, roles: ['CASEWORKER', 'INTAKE', 'SUPERVISOR'] as const };
    await expect(run(verb, other, { referralId: id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const stranger = await world.newcomer('NGO', ['CASEWORKER', 'INTAKE', 'SUPERVISOR']);
    const unknown = await run(verb, stranger, { referralId: randomUUID() }).catch((error: unknown) => error);
    const foreign = await run(verb, stranger, { referralId: id }).catch((error: unknown) => error);
    expect(foreign).toEqual(unknown);
    expect(foreign).toMatchObject({ code: 'NOT_FOUND', message: 'Not found.' });
  });

  it('names only the moves that are open to this side', async () => {
    const { id } = await referralIn('ACCEPTED');
    await expect(run('accept', intake, { referralId: id })).rejects.toMatchObject({
      details: { current: 'ACCEPTED', allowed: ['IN_PROGRESS'] },
    });
    await expect(run('answerInfo', sender, { referralId: id })).rejects.toMatchObject({
      details: { current: 'ACCEPTED', allowed: ['CANCELLED', 'ENTERED_IN_ERROR'] },
    });
  });

  it('writes what each verb is about, and when', async () => {
    const { id } = await sent();
    expect(await run('acknowledge', intake, { referralId: id })).toMatchObject({
      acknowledgedAt: expect.any(Date),
      decidedAt: null,
    });
    const asked = await run('requestInfo', intake, { referralId: id });
    expect(asked).toMatchObject({ state: 'INFO_REQUESTED', infoAsked: ['LANGUAGES'] });
    const card = { ...(asked.needsCard ?? {}), languages: ['UK'] };
    const { riskLevel, ...answer } = card as typeof card & { riskLevel: string };
    const answered = await world
      .get(AnswerReferralInfo)
      .execute(sender, { referralId: id, needsCard: answer as never });
    expect(answered).toMatchObject({ infoAsked: [], needsCard: { languages: ['UK'], riskLevel } });
    expect(await run('waitlist', intake, { referralId: id })).toMatchObject({ decidedAt: null });
    const accepted = await run('accept', intake, { referralId: id });
    expect(accepted).toMatchObject({ decidedAt: expect.any(Date), closedAt: null });
    expect(accepted.acknowledgedAt).toEqual(asked.acknowledgedAt);
    await run('start', intake, { referralId: id });
    expect(await run('hold', intake, { referralId: id })).toMatchObject({ holdReason: 'AWAITING_DOCUMENTS' });
    expect(await run('start', intake, { referralId: id })).toMatchObject({ holdReason: null });
    expect(await run('complete', intake, { referralId: id })).toMatchObject({
      outcome: 'SERVICE_COMPLETED',
      closedAt: expect.any(Date),
      version: 10,
    });
    const events = await world.sql<{ kind: string; agency_ids: string[] }>(
      'select kind, agency_ids from app.outbox where object_id = $1 order by created_at, id',
      [id],
    );
    expect(events).toHaveLength(10);
    for (const event of events) expect(event.agency_ids).toEqual([sender.agencyId, intake.agencyId]);
    expect(events.filter(({ kind }) => kind === 'referral.sent')).toHaveLength(1);
  });

  it('refuses a version that somebody has changed since, and loses nothing', async () => {
    const { id, version } = await sent();
    await run('waitlist', intake, { referralId: id, version });
    await expect(run('reject', intake, { referralId: id, version })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { current: version + 1 },
    });
    expect(await stateOf(id)).toEqual({ state: 'WAITLISTED', version: version + 1 });
  });

  it('does the work of a repeated mutation once', async () => {
    const { id } = await sent();
    const change = { referralId: id, clientMutationId: randomUUID() };
    const [first, second] = await Promise.all([run('accept', intake, change), run('accept', intake, change)]);
    expect(second).toEqual(first);
    await expect(run('waitlist', intake, change)).rejects.toMatchObject({ code: 'MUTATION_ID_REUSED' });
    expect(await stateOf(id)).toEqual({ state: 'ACCEPTED', version: 2 });
  });

  it('accepts nothing once the consent has run out, whether or not a job has said so', async () => {
    const file = await world.openCase(sender);
    const consentId = await world.consent(sender, file, intake.agencyId);
    const { id } = await world.send(sender, file, intake.agencyId);
    await world.sql(
      `update app.consent set valid_from = now() - interval '2 days', expires_at = now() - interval '1 second' where id = $1`,
      [consentId],
    );
    await expect(run('accept', intake, { referralId: id })).rejects.toMatchObject({ code: 'CONSENT_ENDED' });
    expect(await run('reject', intake, { referralId: id })).toMatchObject({ state: 'REJECTED', needsCard: null });
  });

  it('accepts nothing without an agreement in force', async () => {
    const other = await world.newcomer('LEGAL_AID', ['INTAKE']);
    await world.agreement(sender.agencyId, other.agencyId, ['LEGAL_AID']);
    await world.consent(sender, caseId, other.agencyId);
    const { id } = await world.send(sender, caseId, other.agencyId);
    await world.sql(`update app.agreement set status = 'REVOKED' where recipient_agency_id = $1`, [other.agencyId]);
    await expect(run('accept', other, { referralId: id })).rejects.toMatchObject({ code: 'NO_AGREEMENT' });
  });

  it('keeps a referral to one unit from people of another', async () => {
    const desk = await world.unit(intake.agencyId, `Night desk ${randomUUID()}`);
    const there = await world.person(intake.agencyId, 'LEGAL_AID', ['INTAKE'], desk);
    const { id } = await world.send(sender, caseId, intake.agencyId, { recipientUnitId: desk });
    await expect(run('accept', intake, { referralId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await run('accept', there, { referralId: id })).toMatchObject({ state: 'ACCEPTED', unit: { id: desk } });
  });

  it('closes a referral to a person with a conflict of interest, wherever they work', async () => {
    const closedTo = await world.person(intake.agencyId, 'LEGAL_AID', ['INTAKE']);
    const { id } = await sent();
    await world.sql('insert into app.conflict_of_interest values ($1, $2, $3, now(), $4)', [
      caseId,
      closedTo.personId,
      sender.agencyId,
      sender.personId,
    ]);
    await expect(run('accept', closedTo, { referralId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.get(ReadReferral).execute(closedTo, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
