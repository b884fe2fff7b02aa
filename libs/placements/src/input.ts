import { z } from 'zod';

/** What every mutation of this feature takes beside its own fields. */
export const mutation = {
  clientMutationId: z.string().min(1).max(64).nullish(),
  /** The version that the caller read; a newer one refuses the change. */
  version: z.int().nullish(),
};

export const noneTwice = [
  (values: readonly string[]): boolean => new Set(values).size === values.length,
  { error: 'names something twice' },
] as const;
