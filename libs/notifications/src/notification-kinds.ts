/** What a person is told of: that it happened, never to whom. */
export const NOTIFICATION_KINDS = [
  'REFERRAL_RECEIVED',
  'REFERRAL_CHANGED',
  'CONSENT_WITHDRAWN',
  'CONSENT_EXPIRED',
  'PURGE_ANSWERED',
  'PURGE_OVERDUE',
  'PLACEMENT_REQUESTED',
  'PLACEMENT_CHANGED',
  'COOPERATION_SUBMITTED',
  'COOPERATION_CHANGED',
  'COOPERATION_ANSWERED',
  'DEADLINE_MISSED',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What a notification is about. */
export const NOTIFICATION_OBJECTS = [
  'REFERRAL',
  'CONSENT',
  'PURGE_REQUEST',
  'PLACEMENT_REQUEST',
  'PLACEMENT_OFFER',
  'COOPERATION_REQUEST',
] as const;
export type NotificationObject = (typeof NOTIFICATION_OBJECTS)[number];
