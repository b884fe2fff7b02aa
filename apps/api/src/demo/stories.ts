import type { Purpose, ReferralState, Scope, ServiceType, Urgency } from '#policy';

export interface DemoStory {
  readonly survivor: string;
  /** Who decides at the other agency, as `person@agency`. */
  readonly to: string;
  readonly service: ServiceType & Purpose;
  readonly scopes: readonly Scope[];
  readonly urgency: Urgency;
  /** Where the story has come to. */
  readonly state: ReferralState;
}

/** One referral in every state there is, between the agencies that have an agreement for it. */
export const demoStories: readonly DemoStory[] = [
  {
    survivor: 'milena',
    to: 'ivana@tiha',
    service: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL'],
    urgency: 'URGENT',
    state: 'REQUESTED',
  },
  {
    survivor: 'milena',
    to: 'ivana@tiha',
    service: 'COMPENSATION',
    scopes: ['IDENTITY', 'LEGAL', 'ACCOUNT'],
    urgency: 'ROUTINE',
    state: 'ACCEPTED',
  },
  {
    survivor: 'milena',
    to: 'marko@rivergate',
    service: 'MEDICAL',
    scopes: ['IDENTITY', 'HEALTH'],
    urgency: 'URGENT',
    state: 'IN_PROGRESS',
  },
  {
    survivor: 'daryna',
    to: 'oksana@kalyna',
    service: 'SAFE_RETURN',
    scopes: ['IDENTITY', 'FAMILY'],
    urgency: 'ROUTINE',
    state: 'INFO_REQUESTED',
  },
  {
    survivor: 'daryna',
    to: 'oksana@kalyna',
    service: 'COMMUNITY_SUPPORT',
    scopes: ['IDENTITY', 'SUPPORT'],
    urgency: 'ROUTINE',
    state: 'WAITLISTED',
  },
  {
    survivor: 'daryna',
    to: 'ivana@tiha',
    service: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL', 'FAMILY'],
    urgency: 'EMERGENCY',
    state: 'ON_HOLD',
  },
  {
    survivor: 'daryna',
    to: 'aoife@brigid',
    service: 'COMMUNITY_SUPPORT',
    scopes: ['IDENTITY', 'SUPPORT'],
    urgency: 'ROUTINE',
    state: 'CANCELLED',
  },
  {
    survivor: 'rana',
    to: 'marko@rivergate',
    service: 'MEDICAL',
    scopes: ['IDENTITY', 'HEALTH'],
    urgency: 'URGENT',
    state: 'COMPLETED',
  },
  {
    survivor: 'rana',
    to: 'aoife@brigid',
    service: 'COMMUNITY_SUPPORT',
    scopes: ['IDENTITY', 'SUPPORT'],
    urgency: 'ROUTINE',
    state: 'REJECTED',
  },
  {
    survivor: 'rana',
    to: 'ivana@tiha',
    service: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL'],
    urgency: 'ROUTINE',
    state: 'CONSENT_WITHDRAWN',
  },
  {
    survivor: 'child',
    to: 'ivana@tiha',
    service: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL'],
    urgency: 'URGENT',
    state: 'DRAFT',
  },
  {
    survivor: 'nadiya',
    to: 'ivana@tiha',
    service: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL'],
    urgency: 'ROUTINE',
    state: 'EXPIRED',
  },
  {
    survivor: 'layla',
    to: 'huda@nour',
    service: 'LEGAL_AID',
    scopes: ['IDENTITY', 'LEGAL', 'ACCOUNT'],
    urgency: 'ROUTINE',
    state: 'FAILED',
  },
  {
    survivor: 'sean',
    to: 'dunja@lantern',
    service: 'COUNSELLING',
    scopes: ['IDENTITY', 'HEALTH'],
    urgency: 'ROUTINE',
    state: 'ENTERED_IN_ERROR',
  },
];
