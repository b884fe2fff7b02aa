import type { RiskLevel } from './case.js';

export const CHANNEL_TYPES = ['PHONE', 'EMAIL', 'MESSENGER', 'POST', 'IN_PERSON'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export const CHANNEL_SAFETY = ['YES', 'NO', 'UNKNOWN'] as const;
export type ChannelSafety = (typeof CHANNEL_SAFETY)[number];

/** UNKNOWN counts as NO: only a channel somebody has asked about may be used. */
export function mayUseChannel(safe: ChannelSafety): boolean {
  return safe === 'YES';
}

/** A verified channel is stale after this many days. */
export const CHANNEL_STALE_DAYS = { STANDARD: 30, HIGH: 7, IMMINENT: 7 } as const satisfies Record<RiskLevel, number>;
