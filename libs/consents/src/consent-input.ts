import {
  CAPTURE_LANGUAGES,
  CONSENT_DURATIONS,
  CONSENT_METHODS,
  COPY_GIVEN,
  DEFAULT_CONSENT_DURATION,
  GRANTED_BY,
  PURPOSES,
  SCOPES,
} from '#policy';
import { z } from 'zod';
import { STATEMENT_VERSIONS, UNDERSTANDINGS } from './understanding.js';

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;
const twice = { error: 'names something twice' };
const moment = z.union([z.date(), z.iso.datetime({ offset: true }).transform((value) => new Date(value))]);

export const recordConsentSchema = z.strictObject({
  clientMutationId: z.string().min(1).max(100).nullish(),
  caseId: z.uuid(),
  recipientAgencyId: z.uuid(),
  /** The whole agency, if no unit is named. */
  recipientUnitId: z.uuid().nullish(),
  /** The one person who may receive LOCATION; asked for with that scope, and only then. */
  recipientPersonId: z.uuid().nullish(),
  purpose: z.enum(PURPOSES),
  /** None: the survivor agrees to be referred with the needs card alone. */
  scopes: z.array(z.enum(SCOPES)).max(SCOPES.length).refine(distinct, twice),
  /** Such as `IDENTITY.photo`, or `photo` where only one scope has it. */
  excludedFields: z.array(z.string().max(60)).max(60).refine(distinct, twice).default([]),
  validFrom: moment.nullish(),
  /** Either this or `expiresAt`. */
  duration: z.enum(CONSENT_DURATIONS).nullish(),
  expiresAt: moment.nullish(),
  /** Days for which the recipient may keep what it was given, once its work is done. */
  recipientRetentionDays: z.int().min(0).max(365).default(90),
  /** True: the survivor said no, and that is recorded. */
  refused: z.boolean().default(false),
  grantedBy: z.enum(GRANTED_BY),
  guardianConflictChecked: z.boolean().default(false),
  minorAssent: z.boolean().nullish(),
  language: z.enum(CAPTURE_LANGUAGES),
  interpreterUsed: z.boolean(),
  method: z.enum(CONSENT_METHODS),
  textVersion: z.enum(STATEMENT_VERSIONS).default(STATEMENT_VERSIONS[0]),
  copyGiven: z.enum(COPY_GIVEN),
  understood: z.array(z.enum(UNDERSTANDINGS)).refine(distinct, twice),
});

export type RecordConsentInput = z.input<typeof recordConsentSchema>;
export type ConsentToRecord = z.output<typeof recordConsentSchema>;

export const durationUnlessTold = DEFAULT_CONSENT_DURATION;
