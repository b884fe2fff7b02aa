import { z } from 'zod';

/** A word of a vocabulary. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words): z.ZodType<Words[number]> {
  return z.enum(words);
}

/** Words of a vocabulary, each at most once. */
export function someOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
  { min = 0 }: { readonly min?: number } = {},
): z.ZodType<Words[number][]> {
  return z
    .array(oneOf(words))
    .min(min)
    .max(words.length)
    .refine((chosen) => new Set(chosen).size === chosen.length, { error: 'names something twice' });
}

/** May be absent or null, which are the same thing. */
export function orNull<Type extends z.ZodType>(type: Type) {
  return type.nullish().transform((value) => value ?? null);
}

/** May be absent or null; then it is the fallback. */
export function orElse<Type extends z.ZodType, const Fallback>(type: Type, fallback: Fallback) {
  return type.nullish().transform((value) => value ?? fallback);
}

/** A list of at most `max` things. */
export function upTo<Item extends z.ZodType>(max: number, item: Item): z.ZodArray<Item> {
  return z.array(item).max(max);
}

/** A calendar day, `YYYY-MM-DD`, without a time or a zone. */
export const day = z.iso.date().refine((value) => value >= '1900-01-01' && value <= '2200-12-31', {
  error: 'lies outside 1900 to 2200',
});

/** A moment; comes in as a Date or in ISO 8601 with a zone, is kept in ISO 8601 in UTC. */
export const moment = z
  .union([z.date(), z.iso.datetime({ offset: true })])
  .transform((value) => new Date(value).toISOString());

/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'is not an ISO 3166-1 alpha-2 code');

/** What a caller names a request by, so that sending it twice does its work once. */
export const mutationId = orNull(z.string().min(1).max(64));

/** The version of the object that the caller has read. */
export const version = orNull(z.int().min(1));
