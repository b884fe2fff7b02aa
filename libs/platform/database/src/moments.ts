import pg from 'pg';

const timestamptz = pg.types.builtins.TIMESTAMPTZ;
const allForms = pg.types.getTypeParser(timestamptz) as (text: string) => Date;
const dash = 45;
const blank = 32;

/**
 * A moment as PostgreSQL writes it in UTC, `2026-03-01 09:30:00.123+00`, cut where its parts always stand. Twice the speed of
 * a pattern, and moments are most of what a list of twenty rows is read from. Anything written otherwise goes the long way.
 */
export function momentFrom(text: string, otherwise: (text: string) => Date): Date {
  const plain =
    text.length >= 22 && text.charCodeAt(4) === dash && text.charCodeAt(10) === blank && text.endsWith('+00');
  const year = plain ? digits(text, 0, 4) : 0;
  // Date.UTC takes years below 100 for years of the last century.
  if (year < 100) return otherwise(text);
  const [month, day] = [digits(text, 5, 7), digits(text, 8, 10)];
  const [hours, minutes, seconds] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  return new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds(text)));
}

const parseMoment = (text: string): Date => momentFrom(text, allForms);

/** For `types` of a connection. */
export const rowTypes = {
  getTypeParser(...[type, format]: Parameters<typeof pg.types.getTypeParser>): unknown {
    return type === timestamptz && format !== 'binary' ? parseMoment : pg.types.getTypeParser(type, format);
  },
};

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

/** PostgreSQL leaves out zeros at the end, and the point with them; what is finer than a millisecond is cut off. */
function milliseconds(text: string): number {
  const end = Math.min(text.length - 3, 23);
  let number = 0;
  for (let at = 20; at < end; at++) number = number * 10 + text.charCodeAt(at) - 48;
  for (let at = Math.max(end, 20); at < 23; at++) number *= 10;
  return number;
}
