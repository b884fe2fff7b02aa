/** What subscribers listen to; published by the worker, with ids only. */
export const liveTopics = {
  /** Ids of referrals that this agency sent or received. */
  referrals: (agencyId: string) => `agency:${agencyId}:referrals`,
  /** Ids of this person's notifications. */
  notifications: (personId: string) => `person:${personId}:notifications`,
} as const;
