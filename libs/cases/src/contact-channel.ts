import { CHANNEL_SAFETY, CHANNEL_TYPES } from '#policy';
import { line } from '#platform/database';
import { z } from 'zod';
import { WEEKDAYS } from './section-vocabulary.js';
import { moment, oneOf, orElse, orNull, someOf, upTo } from './shapes.js';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 09:30');

/** IANA time zone, such as Europe/Belgrade. */
const zone = line({ max: 64 }).refine(isTimeZone, { error: 'is not an IANA time zone' });

/** When the survivor can be reached, by the clock on the wall where the survivor is. */
const window = z
  .strictObject({ days: someOf(WEEKDAYS, { min: 1 }), from: clock, to: clock, zone })
  .refine(({ from, to }) => from < to, { error: 'ends before it begins', path: ['to'] });

/** One way to reach the survivor, and how not to. */
export const channel = z.strictObject({
  type: oneOf(CHANNEL_TYPES),
  value: line({ max: 200 }),
  /** UNKNOWN counts as NO. */
  safe: oneOf(CHANNEL_SAFETY),
  windows: orElse(upTo(14, window), []),
  voicemailOk: orElse(z.boolean(), false),
  textOk: orElse(z.boolean(), false),
  /** As what the sender may show itself on the survivor's screen. */
  senderLabel: orNull(line({ max: 60 })),
  sharedDevice: orElse(z.boolean(), true),
  verifiedAt: orNull(moment),
});
export type ContactChannel = z.output<typeof channel>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
