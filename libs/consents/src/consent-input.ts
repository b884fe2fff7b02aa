import {
  CAPTURE_LANGUAGES,
  CONSENT_DURATIONS,
  CONSENT_METHODS,
  COPY_GIVEN,
  GRANTED_BY,
  PURPOSES,
  SCOPES,
} from '#policy';
import { z } from 'zod';
import { STATEMENT_VERSIONS, UNDERSTANDINGS } from './understanding.js';

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;
const twice = { error: 'names something twice' };
const moment = z.union([z.date(), z.iso.datetime({ offset: true }).transform((value) => new Date(value))]);

/** May be absent or null; then it is the fallback. */
function orElse<Type extends z.ZodType, const Fallback>(type: Type, fallback: Fallback) {
  return type.nullish().transform((value) => value ?? fallback);
}

export const recordConsentSchema = z.strictObject({
  clientMutationId: orElse(z.string().min(1).max(64), null),
  caseId: z.guid(),
  recipientAgencyId: z.guid(),
  /** The whole agency, if no unit is named. */
  recipientUnitId: orElse(z.guid(), null),
  /** The one person who may receive LOCATION; asked for with that scope, and only then. */
  recipientPersonId: orElse(z.guid(), null),
  purpose: z.enum(PURPOSES),
  /** None: the survivor agrees to be referred with the needs card alone. */
  scopes: z.array(z.enum(SCOPES)).refine(distinct, twice),
  /** Such as `IDENTITY.photo`, or `photo` where only one scope has it. */
  excludedFields: orElse(z.array(z.string().max(60)).max(60).refine(distinct, twice), []),
  /** Now, unless a later moment is named. */
  validFrom: orElse(moment, null),
  /** 30 days, unless this or `expiresAt` says otherwise. */
  duration: orElse(z.enum(CONSENT_DURATIONS), null),
  expiresAt: orElse(moment, null),
  /** Days for which the recipient may keep what it was given, once its work is done. */
  recipientRetentionDays: orElse(z.int().min(0).max(365), 90),
  /** True: the survivor said no, and that is what is recorded. */
  refused: orElse(z.boolean(), false),
  grantedBy: z.enum(GRANTED_BY),
  guardianConflictChecked: orElse(z.boolean(), false),
  minorAssent: orElse(z.boolean(), null),
  language: z.enum(CAPTURE_LANGUAGES),
  interpreterUsed: z.boolean(),
  method: z.enum(CONSENT_METHODS),
  textVersion: orElse(z.enum(STATEMENT_VERSIONS), STATEMENT_VERSIONS[0]),
  copyGiven: z.enum(COPY_GIVEN),
  understood: z.array(z.enum(UNDERSTANDINGS)).refine(distinct, twice),
});

export type RecordConsentInput = z.input<typeof recordConsentSchema>;
export type ConsentToRecord = z.output<typeof recordConsentSchema>;
