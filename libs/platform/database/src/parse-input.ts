import { InvalidInput } from '#policy';
import type { z } from 'zod';

/**
 * Reads an input through its schema.
 * @throws InvalidInput naming the first field that is wrong, under `input`, and what it may be; never its value.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw new InvalidInput('This input is not valid.');
  const path = ['input', ...issue.path.map((part) => (typeof part === 'symbol' ? part.toString() : part))];
  const allowed = issue.code === 'invalid_value' ? issue.values.map(String) : undefined;
  throw new InvalidInput(`${path.join('.')}: ${issue.message}`, allowed === undefined ? { path } : { path, allowed });
}
