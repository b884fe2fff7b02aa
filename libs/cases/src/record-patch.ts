import { SCOPES, type Scope } from '#policy';
import { z } from 'zod';
import { SECTION_FIELDS, type SectionName } from './sections.js';

type Patchable<S extends Scope> = Omit<(typeof SECTION_FIELDS)[S], 'assessments'>;

/** A field that is absent stays as it is, one that is null is cleared. Risk assessments are only ever added to. */
function patchOf<S extends Scope>(scope: S) {
  const { assessments: _, ...fields } = SECTION_FIELDS[scope] as (typeof SECTION_FIELDS)[S] & { assessments?: unknown };
  const nullish = Object.fromEntries(
    Object.entries(fields as Record<string, z.ZodType>).map(([name, type]) => [name, type.nullish()]),
  );
  return z.strictObject(
    nullish as { [F in keyof Patchable<S>]: z.ZodOptional<z.ZodNullable<Extract<Patchable<S>[F], z.ZodType>>> },
  );
}

/** What is written of a record at one time, section by section. */
export const recordPatchSchema = z.strictObject({
  identity: patchOf('IDENTITY').nullish(),
  contact: patchOf('CONTACT').nullish(),
  location: patchOf('LOCATION').nullish(),
  health: patchOf('HEALTH').nullish(),
  legal: patchOf('LEGAL').nullish(),
  account: patchOf('ACCOUNT').nullish(),
  risk: patchOf('RISK').nullish(),
  family: patchOf('FAMILY').nullish(),
  support: patchOf('SUPPORT').nullish(),
} satisfies Record<SectionName, z.ZodType>);
export type RecordPatchInput = z.input<typeof recordPatchSchema>;

export type SectionPatch = Readonly<Record<string, unknown>>;

/** The scopes that are written, each with the fields that are. */
export function patchesByScope(record: z.output<typeof recordPatchSchema>): Map<Scope, SectionPatch> {
  const patches = new Map<Scope, SectionPatch>();
  for (const scope of SCOPES) {
    const patch: SectionPatch | null | undefined = record[scope.toLowerCase() as SectionName];
    const given = Object.entries(patch ?? {}).filter(([, value]) => value !== undefined);
    if (given.length > 0) patches.set(scope, Object.fromEntries(given));
  }
  return patches;
}
