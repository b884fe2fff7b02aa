import { z } from 'zod';

/** What every mutation takes beside its own fields. */
export const mutationFields = {
  clientMutationId: z.string().min(1).max(64).nullish(),
};

/** What every step of the asked agency takes. */
export const reviewFields = {
  ...mutationFields,
  /** Of the request. */
  id: z.uuid(),
  /** The version that the caller read; a newer one refuses the change. */
  version: z.int().nullish(),
};

/** Words of a vocabulary, none of them twice, in the vocabulary's order. */
export function someOf<const Values extends readonly [string, ...string[]]>(values: Values, least: 0 | 1) {
  return z
    .array(z.enum(values))
    .min(least)
    .max(values.length)
    .refine((given) => new Set(given).size === given.length, 'names something twice')
    .transform((given): Values[number][] => values.filter((value) => (given as string[]).includes(value)));
}
