import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// ISO 8601 as RFC 3339 narrows it: a date, a time and a zone, all of them there.
const momentShape =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A moment, to the millisecond. Out as ISO 8601 in UTC, in as ISO 8601 with a zone; a local time names no moment. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment as ISO 8601 with a zone, for example 2026-03-01T09:30:00Z.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parseValue: parseMoment,
  parseLiteral: (node) => parseMoment(stringIn(node)),
});

/** The id of anything. */
export const UUID = new GraphQLScalarType<string, string>({
  name: 'UUID',
  description: 'An identifier, for example 018f4d2e-0c3a-7b51-9d3f-3c5a1f0e6b21.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc9562',
  serialize: String,
  parseValue: parseUuid,
  parseLiteral: (node) => parseUuid(stringIn(node)),
});

function parseMoment(value: unknown): Date {
  const text = typeof value === 'string' && momentShape.test(value) ? value : '';
  const moment = new Date(text);
  // `2026-02-30` has the shape of a day and would silently become the second of March.
  if (Number.isNaN(moment.getTime()) || !sameDay(text)) throw new TypeError('Expected ISO 8601 with a zone.');
  return moment;
}

function sameDay(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
}

function parseUuid(value: unknown): string {
  if (typeof value !== 'string' || !uuidShape.test(value)) throw new TypeError('Expected a UUID.');
  return value.toLowerCase();
}

function stringIn(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}
