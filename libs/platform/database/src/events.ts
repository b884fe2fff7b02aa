/** What can happen that somebody is told about; the object's kind follows from the event's. */
export const eventKinds = [
  'referral.sent',
  'referral.changed',
  'consent.recorded',
  'consent.withdrawn',
  'consent.expired',
  'purge.answered',
  'purge.overdue',
  'placement.requested',
  'placement.changed',
  'cooperation.submitted',
  'cooperation.changed',
  'cooperation.answered',
  'case.changed',
  'deadline.missed',
  'audit.appended',
] as const;

export type EventKind = (typeof eventKinds)[number];
