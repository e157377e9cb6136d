// Pages of long lists: a page begins after the sort key of the last row before it, so that a deep page costs what the first
// one does. Filtered lists are first looked up without their order, up to a bound: few hits are sorted, many are met soon
// enough on a walk along the list's index. A total is exact up to that bound and never costs a scan of everything.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** One part of a list's sort key; the parts together are unique in the list. */
export interface SortKey {
  by: RawBuilder<unknown>;
  as: 'text' | 'bigint' | 'uuid' | 'timestamptz' | 'smallint';
}

export interface PagedList {
  /** Tables of the list with their joins, after `from`. */
  from: RawBuilder<unknown>;
  /** What bounds the list itself: a company, a run. */
  within: RawBuilder<unknown>;
  filters: readonly RawBuilder<unknown>[];
  keys: readonly SortKey[];
  direction: 'asc' | 'desc';
  /** The filters are known to leave much of the list: it is walked along at once, and not counted. */
  isDense?: boolean;
}

export interface PageAsk {
  /** Rows at most, 1 to 200. */
  limit: number;
  /** Sort key of the row before the page, as text; null for the first page. */
  after: readonly string[] | null;
  /** Rows before the page, instead of `after`: a table jumps to any of its pages (decision 0031). */
  offset?: number | undefined;
}

/** Sort keys of a page, each part as text, and whether more rows follow. */
export interface PageKeys {
  keys: string[][];
  hasMore: boolean;
  /** Null after the first page, and where counting would cost too much. */
  total: Total | null;
}

/** Only the first page has one. isExact false: there are more than `count`. */
interface Total {
  count: number;
  isExact: boolean;
}

/** A page of rows; `next` is the sort key that the following page begins after, null at the end. */
export interface Page<T> {
  rows: T[];
  next: string[] | null;
  total: Total | null;
}

/** Sorting this many takes some milliseconds; more hits than this in a list of 100,000 are never far apart. */
const MOST_SORTED = 10_000;
/** Counting along an index: some 15 ms for this many. */
const MOST_COUNTED = 100_000;

export async function readPageKeys(db: Kysely<Tables>, list: PagedList, ask: PageAsk): Promise<PageKeys> {
  if (ask.offset !== undefined) return readPlaced(db, list, ask);
  if (list.isDense) return { ...presentPage(await readWalk(db, list, ask), ask, 0, 0), total: null };
  if (list.filters.length > 0) {
    const found = await readFound(db, list, ask);
    if (found.count <= MOST_SORTED) return presentPage(found.keys, ask, found.count, MOST_SORTED);
    return presentPage(await readWalk(db, list, ask), ask, found.count, MOST_SORTED);
  }
  const keys = await readWalk(db, list, ask);
  return presentPage(keys, ask, ask.after === null ? await readCount(db, list) : 0, MOST_COUNTED);
}

function presentPage(rows: string[][], ask: PageAsk, counted: number, most: number): PageKeys {
  const total = { count: Math.min(counted, most), isExact: counted <= most };
  return {
    keys: rows.slice(0, ask.limit),
    hasMore: rows.length > ask.limit,
    total: isFirst(ask) ? total : null,
  };
}

/** The page at a place. A table has to know how long it is: its first page is counted as far as a list without filters is. */
async function readPlaced(db: Kysely<Tables>, list: PagedList, ask: PageAsk): Promise<PageKeys> {
  if (list.filters.length > 0 && !list.isDense) {
    const found = await readFound(db, list, ask);
    if (found.count <= MOST_SORTED) return presentPage(found.keys, ask, found.count, MOST_SORTED);
  }
  const [keys, count] = await Promise.all([
    readWalk(db, list, ask),
    ask.offset === 0 && !list.isDense ? readCount(db, list) : 0,
  ]);
  const page = presentPage(keys, ask, count, MOST_COUNTED);
  return list.isDense ? { ...page, total: null } : page;
}

const isFirst = (ask: PageAsk): boolean => ask.after === null && (ask.offset ?? 0) === 0;
const presentOffset = ({ offset = 0 }: PageAsk) => (offset === 0 ? sql`` : sql`offset ${offset}`);

const parts = (list: PagedList, name: (at: number) => RawBuilder<unknown>) =>
  sql.join(list.keys.map((_, at) => name(at)));
const column = (at: number) => sql.ref(`k${at}`);
const presentAll = (list: PagedList) =>
  sql.join(
    [list.within, ...list.filters].map((one) => sql`(${one})`),
    sql` and `,
  );
const columns = (list: PagedList) => sql.join(list.keys.map(({ by }, at) => sql`${by} as ${column(at)}`));

/** After the key, in the list's direction; true for the first page. */
function presentAfter(
  keys: readonly SortKey[],
  direction: 'asc' | 'desc',
  after: readonly string[] | null,
): RawBuilder<boolean> {
  if (after === null) return sql<boolean>`true`;
  const left = sql.join(keys.map(({ by }) => by));
  const right = sql.join(keys.map(({ as }, at) => sql`${after[at] ?? null}::${sql.raw(as)}`));
  return direction === 'asc' ? sql<boolean>`(${left}) > (${right})` : sql<boolean>`(${left}) < (${right})`;
}

/** The keys in the list's order. */
export function presentOrder(keys: readonly RawBuilder<unknown>[], direction: 'asc' | 'desc') {
  return sql.join(keys.map((one) => (direction === 'asc' ? one : sql`${one} desc`)));
}

async function readWalk(db: Kysely<Tables>, list: PagedList, ask: PageAsk): Promise<string[][]> {
  const { rows } = await sql<Record<string, string>>`
    select ${asTexts(list)} from (
      select ${columns(list)} from ${list.from}
      where ${presentAll(list)} and ${presentAfter(list.keys, list.direction, ask.after)}
      order by ${presentOrder(
        list.keys.map(({ by }) => by),
        list.direction,
      )} limit ${ask.limit + 1} ${presentOffset(ask)}) page`.execute(db);
  return rows.map((row) => list.keys.map((_, at) => row[`k${at}`] ?? ''));
}

async function readFound(
  db: Kysely<Tables>,
  list: PagedList,
  ask: PageAsk,
): Promise<{ count: number; keys: string[][] }> {
  // Named with their table: a bare name would order by what is put out, which is text, and 104 would come before 17.
  const named = list.keys.map(({ as }, at) => ({ by: sql.ref(`found.k${at}`), as }));
  const { rows } = await sql<Record<string, string> & { count: number; is_row: boolean | null }>`
    with found as materialized (
      select ${columns(list)} from ${list.from} where ${presentAll(list)} limit ${MOST_SORTED + 1})
    select counted.count, page.* from (select count(*) as count from found) counted
    left join lateral (
      select true as is_row, ${asTexts(list)} from found where ${presentAfter(named, list.direction, ask.after)}
      order by ${presentOrder(
        named.map(({ by }) => by),
        list.direction,
      )} limit ${ask.limit + 1} ${presentOffset(ask)}) page on true`.execute(db);
  const keys = rows.filter((row) => row.is_row).map((row) => list.keys.map((_, at) => row[`k${at}`] ?? ''));
  return { count: rows[0]?.count ?? 0, keys };
}

const asTexts = (list: PagedList) => parts(list, (at) => sql`${column(at)}::text as ${column(at)}`);

/** most: null counts all of them. */
export async function readCount(
  db: Kysely<Tables>,
  list: PagedList,
  most: number | null = MOST_COUNTED,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from ${list.from} where ${presentAll(list)} limit ${most === null ? null : most + 1}) counted`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** The rows of a page in its order; each row is told by the text of its identity, the last parts of its sort key. */
export function presentRows<T>(
  page: PageKeys,
  rows: readonly T[],
  identify: { key: (key: readonly string[]) => string; row: (row: T) => string },
): Page<T> {
  const byId = new Map(rows.map((row) => [identify.row(row), row]));
  const last = page.keys.at(-1);
  return {
    // A row that went away between the two reads is simply not there.
    rows: page.keys.flatMap((key) => byId.get(identify.key(key)) ?? []),
    next: page.hasMore && last !== undefined ? last : null,
    total: page.total,
  };
}

/** Everything typed stands in the folded text, or any of the digits does. */
export function presentMatch(text: RawBuilder<unknown>, search: { words: string[] } | { digits: string[] }) {
  if ('words' in search) {
    return sql`(${sql.join(
      search.words.map((word) => sql`strpos(${text}, search_fold(${word}::text)) > 0`),
      sql` and `,
    )})`;
  }
  return sql`(${sql.join(
    search.digits.map((digits) => sql`strpos(${text}, ${digits}::text) > 0`),
    sql` or `,
  )})`;
}
