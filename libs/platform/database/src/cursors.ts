import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidInput } from '#policy';

export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Position {
  readonly at: Date;
  readonly id: string;
}

export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const defaultPage = 20;
const largestPage = 100;
const shape = /^([0-9a-z]{1,12})\.([0-9a-f-]{36})\.([\w-]{22})$/;

/** Cursors open for the reader and the filter they were made for, and nobody else's. */
export class Cursors {
  constructor(private readonly secret: string) {}

  encode(reader: { readonly personId: string }, filter: string, position: Position): string {
    const body = `${position.at.getTime().toString(36)}.${position.id}`;
    return Buffer.from(`${body}.${this.mac(reader, filter, body)}`).toString('base64url');
  }

  /** @throws InvalidInput when the cursor was changed, or made for another reader or filter. */
  decode(reader: { readonly personId: string }, filter: string, cursor: string): Position {
    const match = shape.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [, at, id, mac] = match ?? [];
    if (at === undefined || id === undefined || mac === undefined) throw wrongCursor();
    const expected = this.mac(reader, filter, `${at}.${id}`);
    if (!timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) throw wrongCursor();
    return { at: new Date(parseInt(at, 36)), id };
  }

  private mac(reader: { readonly personId: string }, filter: string, body: string): string {
    const mac = createHmac('sha256', this.secret).update(`${reader.personId}\n${filter}\n${body}`).digest();
    return mac.subarray(0, 16).toString('base64url');
  }

  /**
   * Turns rows, newest first and read one more than `limit`, into a page.
   * @param positionOf where a row stands in the order
   */
  page<Row, Node>(
    reader: { readonly personId: string },
    filter: string,
    limit: number,
    rows: readonly Row[],
    positionOf: (row: Row) => Position,
    nodeOf: (row: Row) => Node,
  ): Page<Node> {
    const shown = rows.slice(0, limit);
    const cursorOf = (row: Row): string => this.encode(reader, filter, positionOf(row));
    const last = shown.at(-1);
    // Signed only for those who ask for them: a list is mostly read for its nodes.
    return {
      edges: shown.map((row) => ({
        get cursor() {
          return cursorOf(row);
        },
        node: nodeOf(row),
      })),
      pageInfo: {
        hasNextPage: rows.length > limit,
        get endCursor() {
          return last === undefined ? null : cursorOf(last);
        },
      },
    };
  }
}

/** @returns how many rows a page holds: 20 unless told, never above 100. @throws InvalidInput below 1. */
export function pageSize(args: PageArgs): number {
  const first = args.first ?? defaultPage;
  if (!Number.isInteger(first) || first < 1) {
    throw new InvalidInput('A page holds 1 to 100 rows.', { path: ['first'], limit: largestPage });
  }
  return Math.min(first, largestPage);
}

function wrongCursor(): InvalidInput {
  return new InvalidInput('This cursor does not belong to this list. Start from its first page.', { path: ['after'] });
}
