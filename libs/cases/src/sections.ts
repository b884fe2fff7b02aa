import {
  CHANNEL_SAFETY,
  EXPLOITATION_TYPES,
  MEANS_OF_CONTROL,
  RISK_LEVELS,
  SCOPES,
  SERVICE_TYPES,
  TRAFFICKER_RELATIONSHIPS,
  type FieldOf,
  type Scope,
} from '#policy';
import { line, text } from '#platform/database';
import { z } from 'zod';
import { channel } from './contact-channel.js';
import { photo } from './photo.js';
import { DOCUMENT_HOLDERS, DOCUMENT_TYPES, IMMIGRATION_STATUSES, PROCEEDING_KINDS } from './section-vocabulary.js';
import { country, day, moment, oneOf, orElse, orNull, someOf, upTo } from './shapes.js';

const name = line({ max: 200 });
const phrase = line({ max: 300 });
const note = text({ max: 2_000 });
const narrative = text({ max: 20_000 });

const document = z.strictObject({
  type: oneOf(DOCUMENT_TYPES),
  number: orNull(line({ max: 60 })),
  issuedBy: orNull(country),
  expiresOn: orNull(day),
  heldBy: orElse(oneOf(DOCUMENT_HOLDERS), 'UNKNOWN'),
});

const address = z.strictObject({
  street: orNull(text({ max: 300 })),
  postcode: orNull(line({ max: 20 })),
  place: orNull(name),
  country: orNull(country),
});

const proceeding = z.strictObject({
  kind: oneOf(PROCEEDING_KINDS),
  court: orNull(phrase),
  reference: orNull(line({ max: 100 })),
  stage: orNull(phrase),
  nextHearingOn: orNull(day),
});

const representation = z.strictObject({
  name,
  organisation: orNull(name),
  contact: orNull(phrase),
});

/** Never changed and never removed: a later assessment stands beside it. */
const assessment = z.strictObject({
  level: oneOf(RISK_LEVELS),
  /** The survivor's own view of the danger. */
  survivorView: orNull(note),
  assessorId: z.guid(),
  assessor: name,
  assessedAt: moment,
  nextReviewAt: moment,
});

const personToKeepAway = z.strictObject({ name, relation: orNull(phrase), description: orNull(note) });

const dependant = z.strictObject({
  name,
  relation: orNull(phrase),
  dateOfBirth: orNull(day),
  withSurvivor: z.boolean(),
  needs: orNull(note),
});

const relative = z.strictObject({
  name,
  relation: orNull(phrase),
  contact: orNull(phrase),
  /** UNKNOWN counts as NO. */
  safeToContact: orElse(oneOf(CHANNEL_SAFETY), 'UNKNOWN'),
  mayBeTold: orElse(z.boolean(), false),
});

const service = z.strictObject({ type: oneOf(SERVICE_TYPES), provider: orNull(name), since: orNull(day) });

/** What may stand in each field of a record. Every text has an end, every list too. */
export const SECTION_FIELDS = {
  IDENTITY: {
    legalName: name,
    preferredName: name,
    aliases: upTo(20, name),
    dateOfBirth: day,
    nationalities: upTo(5, country),
    documents: upTo(20, document),
    photo,
  },
  CONTACT: { channels: upTo(20, channel), doNotContact: z.boolean() },
  LOCATION: { address, areaNote: note },
  HEALTH: {
    conditions: upTo(50, phrase),
    medications: upTo(50, phrase),
    allergies: upTo(50, phrase),
    notes: narrative,
  },
  LEGAL: { immigrationStatus: oneOf(IMMIGRATION_STATUSES), proceedings: upTo(30, proceeding), representation },
  ACCOUNT: {
    exploitationTypes: someOf(EXPLOITATION_TYPES),
    meansOfControl: someOf(MEANS_OF_CONTROL),
    relationshipToTrafficker: oneOf(TRAFFICKER_RELATIONSHIPS),
    narrative,
  },
  RISK: { assessments: upTo(500, assessment), safetyPlan: narrative, peopleToKeepAway: upTo(50, personToKeepAway) },
  FAMILY: { dependants: upTo(30, dependant), nextOfKin: upTo(30, relative) },
  SUPPORT: { carePlan: narrative, services: upTo(30, service), education: note, livelihood: note },
} as const satisfies { readonly [S in Scope]: { readonly [F in FieldOf<S>]: z.ZodType } };

type Fields = typeof SECTION_FIELDS;
type ValueOf<Type> = Type extends z.ZodType ? z.output<Type> : never;
/** The content of a section; a field nobody has filled in, or that is withheld, is null. */
export type Section<S extends Scope> = { readonly [F in keyof Fields[S]]: ValueOf<Fields[S][F]> | null };
export type RiskAssessment = z.output<typeof assessment>;

/** The nine sections under the names they have in the API. */
export type SectionName<S extends Scope = Scope> = Lowercase<S>;
export type Sections = { readonly [S in Scope as SectionName<S>]: Section<S> | null };

export function sectionName<S extends Scope>(scope: S): SectionName<S> {
  return scope.toLowerCase() as SectionName<S>;
}

export const SECTION_NAMES: Readonly<Record<Scope, SectionName>> = Object.fromEntries(
  SCOPES.map((scope) => [scope, sectionName(scope)]),
) as Record<Scope, SectionName>;
