// Lists page by page: how many at once, and an opaque cursor that says where the next page begins. A cursor is data
// from outside like any other and is checked; it can show nobody anything, as the query is scoped without it.
import { z } from '@hono/zod-openapi';
import { Problem } from './problems.ts';
import { matchUnstorable } from './storable.ts';

export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .openapi({ description: 'How many at most.', example: 50 }),
  cursor: z.string().max(2000).optional().openapi({ description: '`next` of the page before; opaque.' }),
};

/** For lists that a table scrolls to any row of (decision 0031): a page by its place instead of a cursor. */
export const placeQuery = {
  ...pageQuery,
  offset: z.coerce.number().int().min(0).max(10_000_000).optional().openapi({
    description:
      'Rows before the page, instead of a cursor: any page of a table at once. With `offset=0` the total is exact up to 100,000. Rows that come and go move the others.',
    example: 100,
  }),
};

/** The schema of one page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().openapi({ description: 'Cursor of the next page; null on the last.' }),
    total: z
      .number()
      .int()
      .optional()
      .openapi({ description: 'How many there are in all, where that is cheap to say.' }),
  });
}

const VERSION = 1;

/** list: the name of the list and its order, so that a cursor of another is refused. */
export function presentCursor(list: string, position: unknown): string {
  return Buffer.from(JSON.stringify([VERSION, list, position])).toString('base64url');
}

/** null: from the beginning. schema: of the position, as presentCursor was given it. */
export function parseCursor<T>(list: string, schema: z.ZodType<T>, cursor: string | undefined): T | null {
  if (cursor === undefined) return null;
  const parsed = z.tuple([z.literal(VERSION), z.literal(list), schema]).safeParse(parseJson(cursor));
  if (parsed.success) return parsed.data[2];
  throw new Problem(
    400,
    'cursor.invalid',
    'The cursor is not one of this list.',
    'Take it from "next" of the page before, unchanged, with the same filters; or leave it out.',
  );
}

function parseJson(cursor: string): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(cursor, 'base64url'));
    const value: unknown = JSON.parse(text);
    return matchUnstorable(value) === null ? value : null;
  } catch {
    return null;
  }
}

/** One row more than the limit is read: whether there is a next page. */
export function cutPage<T>(rows: readonly T[], limit: number): { page: readonly T[]; last: T | null } {
  const page = rows.slice(0, limit);
  return { page, last: rows.length > limit ? (page.at(-1) ?? null) : null };
}
