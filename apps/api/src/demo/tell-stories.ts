import type { INestApplicationContext } from '@nestjs/common';
import type { Actor, ReferralState } from '#policy';
import { OpenCase, type OpenCaseInput } from '#cases';
import { RecordConsent, WithdrawConsent } from '#consents';
import {
  AcceptReferral,
  AcknowledgeReferral,
  CancelReferral,
  CompleteReferral,
  HoldReferral,
  RejectReferral,
  RequestReferralInfo,
  SendReferral,
  StartReferral,
  WaitlistReferral,
} from '#referrals';
import { demoActor } from './demo-actors.js';
import { type DemoStory, demoStories } from './stories.js';
import { demoSurvivors } from './survivors.js';

interface Told {
  readonly sender: Actor;
  readonly recipient: Actor;
  readonly referralId: string;
  readonly consentId: string;
}

type Act = (app: INestApplicationContext, told: Told) => Promise<unknown>;

const acknowledge: Act = (app, { recipient, referralId }) =>
  app.get(AcknowledgeReferral).execute(recipient, { referralId });
const accept: Act = (app, { recipient, referralId }) => app.get(AcceptReferral).execute(recipient, { referralId });
const start: Act = (app, { recipient, referralId }) => app.get(StartReferral).execute(recipient, { referralId });

/** What has to happen until a sent referral is in this state. */
const acts: Record<ReferralState, readonly Act[]> = {
  DRAFT: [],
  REQUESTED: [acknowledge],
  INFO_REQUESTED: [
    (app, { recipient, referralId }) =>
      app.get(RequestReferralInfo).execute(recipient, { referralId, items: ['LANGUAGES', 'INTERPRETER'] }),
  ],
  WAITLISTED: [(app, { recipient, referralId }) => app.get(WaitlistReferral).execute(recipient, { referralId })],
  ACCEPTED: [acknowledge, accept],
  IN_PROGRESS: [accept, start],
  ON_HOLD: [
    accept,
    start,
    (app, { recipient, referralId }) =>
      app.get(HoldReferral).execute(recipient, { referralId, reason: 'AWAITING_DOCUMENTS' }),
  ],
  COMPLETED: [
    accept,
    start,
    (app, { recipient, referralId }) =>
      app.get(CompleteReferral).execute(recipient, { referralId, outcome: 'SERVICE_COMPLETED' }),
  ],
  FAILED: [
    accept,
    start,
    (app, { recipient, referralId }) =>
      app.get(CompleteReferral).execute(recipient, { referralId, outcome: 'NO_CONTACT', succeeded: false }),
  ],
  REJECTED: [
    (app, { recipient, referralId }) =>
      app.get(RejectReferral).execute(recipient, { referralId, reason: 'LANGUAGE_UNAVAILABLE' }),
  ],
  CANCELLED: [(app, { sender, referralId }) => app.get(CancelReferral).execute(sender, { referralId })],
  ENTERED_IN_ERROR: [
    (app, { sender, referralId }) => app.get(CancelReferral).execute(sender, { referralId, enteredInError: true }),
  ],
  CONSENT_WITHDRAWN: [accept, (app, { sender, consentId }) => app.get(WithdrawConsent).execute(sender, { consentId })],
  // The worker closes it as soon as it looks: set-up lets this consent run out.
  EXPIRED: [accept],
};

/** @returns the consents that are meant to have run out */
export async function tellStories(app: INestApplicationContext): Promise<readonly string[]> {
  const cases = new Map<string, { readonly caseId: string; readonly caseworker: Actor }>();
  for (const survivor of demoSurvivors) {
    const caseworker = demoActor(survivor.caseworker);
    const { id } = await app.get(OpenCase).execute(caseworker, withGuardian(survivor.open, caseworker));
    cases.set(survivor.key, { caseId: id, caseworker });
  }
  const expired: string[] = [];
  for (const story of demoStories) {
    const survivor = cases.get(story.survivor);
    if (survivor === undefined) throw new Error(`No survivor of the demo network is ${story.survivor}.`);
    const told = await send(app, story, survivor.caseId, survivor.caseworker);
    for (const act of acts[story.state]) await act(app, told);
    if (story.state === 'EXPIRED') expired.push(told.consentId);
  }
  return expired;
}

async function send(app: INestApplicationContext, story: DemoStory, caseId: string, sender: Actor): Promise<Told> {
  const recipient = demoActor(story.to);
  const consent = await app.get(RecordConsent).execute(sender, {
    caseId,
    recipientAgencyId: recipient.agencyId,
    purpose: story.service,
    scopes: [...story.scopes],
    excludedFields: story.scopes.includes('IDENTITY') ? ['photo'] : [],
    ...captured,
    ...(story.survivor === 'child' ? byGuardian : { grantedBy: 'SELF' as const }),
  });
  const referral = await app.get(SendReferral).execute(sender, {
    caseId,
    recipientAgencyId: recipient.agencyId,
    serviceType: story.service,
    urgency: story.urgency,
    handOff: 'INTRODUCED_CALL',
    consentId: consent.id,
    saveAsDraft: story.state === 'DRAFT',
  });
  return { sender, recipient, referralId: referral.id, consentId: consent.id };
}

const captured = {
  duration: 'DAYS_30',
  language: 'SR',
  interpreterUsed: false,
  method: 'WET_SIGNATURE',
  copyGiven: 'GIVEN',
  understood: ['RISKS', 'ALTERNATIVES', 'SERVICE_DOES_NOT_DEPEND_ON_THIS', 'HOW_TO_WITHDRAW'],
} satisfies Partial<Parameters<RecordConsent['execute']>[1]>;

const byGuardian = { grantedBy: 'COURT_GUARDIAN', guardianConflictChecked: true, minorAssent: true } as const;

/** A child's case has a guardian-advocate beside the advocate: here the colleague of the day team. */
function withGuardian(input: OpenCaseInput, caseworker: Actor): OpenCaseInput {
  if (input.ageStatus === 'ADULT') return input;
  const guardian = demoActor('mira@lantern');
  if (guardian.agencyId !== caseworker.agencyId) throw new Error('A guardian-advocate works for the owner.');
  return { ...input, guardianAdvocateId: guardian.personId };
}
