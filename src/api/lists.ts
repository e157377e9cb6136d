// Lists whose pages begin after a sort key (store/paged-list.ts): their schema, their cursor, and the filters that several
// of them have.
import { z } from '@hono/zod-openapi';
import { mapSearch } from '../plan/search.ts';
import type { Search } from '../plan/search.ts';
import type { Page, PageAsk } from '../store/paged-list.ts';
import { pageOf, parseCursor, presentCursor } from './paging.ts';
import { invalid } from './problems.ts';

/** The schema of a page of a long list. */
export function listOf<T extends z.ZodType>(item: T) {
  return pageOf(item).extend({
    totalIsExact: z
      .boolean()
      .optional()
      .openapi({ description: 'False: there are more than `total`. Only the first page has a total.' }),
  });
}

function isMoment(text: string): boolean {
  const iso = text.replace(' ', 'T').replace(/[+-]\d\d$/, '$&:00');
  return z.iso.datetime({ offset: true }).safeParse(iso).success;
}

/** Parts of sort keys, as the cursor carries them; what is no such value would be a fault of the database's. */
export const keyParts = {
  text: z.string().max(600),
  uuid: z.uuid(),
  bigint: z.string().regex(/^\d{1,17}$/),
  rank: z.enum(['1', '2', '3', '4', '5', '6', '7']),
  // As the database writes a moment: 2026-11-22 01:14:00.5+00.
  moment: z.string().max(40).refine(isMoment),
};

/** list: its name and whatever its order depends on. */
export function parseAfter(
  list: string,
  key: z.ZodType<string[]>,
  { limit, cursor, offset }: { limit: number; cursor?: string | undefined; offset?: number | undefined },
): PageAsk {
  if (cursor !== undefined && offset !== undefined)
    throw invalid([
      {
        path: '?offset',
        message: '"offset" and "cursor" both say where the page begins.',
        cure: 'Leave one of them out.',
      },
    ]);
  return { limit, after: parseCursor(list, key, cursor), offset };
}

export function presentPage<T, P>(list: string, page: Page<T>, present: (row: T) => P) {
  return {
    items: page.rows.map(present),
    next: page.next && presentCursor(list, page.next),
    ...(page.total ? { total: page.total.count, totalIsExact: page.total.isExact } : {}),
  };
}

export const searchQuery = z.string().max(200).optional().openapi({
  description: 'Words that all have to be found, or a number in any written form.',
  example: 'åsa lind',
});

/** null: everybody. */
export function parseSearch(text: string | undefined, country: string): Search | null {
  return text === undefined ? null : mapSearch(text, country);
}

const moment = (description: string) =>
  z.iso.datetime({ offset: true }).optional().openapi({ description, example: '2026-11-22T01:14:00Z' });

export const timeQuery = {
  from: moment('Not before this moment.'),
  to: moment('Before this moment.'),
};

export const parseMoment = (text: string | undefined): Date | null =>
  text === undefined ? null : new Date(text);

/** A switch in an address; z.coerce would take "false" for true. */
export const flagQuery = z.enum(['true', 'false']).optional();
export const parseFlag = (text: 'true' | 'false' | undefined): boolean | null =>
  text === undefined ? null : text === 'true';
