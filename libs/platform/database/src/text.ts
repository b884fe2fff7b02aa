import { z } from 'zod';

export interface TextBounds {
  /** Characters, counted as UTF-16 code units. */
  readonly max: number;
}

// Controls, lone surrogates, and marks that turn the direction of what follows and so make a text read as another.
const unsafe = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const unsafeOutsideLayout = /(?![\n\t])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const lineBreak = /[\u2028\u2029]/u;

/** One line of text, not empty once trimmed. */
export function line({ max }: TextBounds): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !unsafe.test(value) && !lineBreak.test(value), {
      error: 'holds characters that a line of text cannot hold',
    });
}

/** Text that may run over several lines, not empty once trimmed. */
export function text({ max }: TextBounds): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !unsafeOutsideLayout.test(value), { error: 'holds characters that a text cannot hold' });
}

/** As `text`, where nothing and null are allowed too. */
export function optionalText(bounds: TextBounds): z.ZodType<string | null | undefined, string | null | undefined> {
  return text(bounds).nullish();
}
