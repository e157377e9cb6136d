// A company's numbers: how many of each series are assigned or cool, and pages of the ledger in the order of digits. Rows exist for numbers that something is known of; the free ones of a series
// are made up as they are asked for. Reads only.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { mapByCompany } from './number-series.ts';
import { presentRows, readPageKeys } from './paged-list.ts';
import type { Page, PageAsk } from './paged-list.ts';
import { isReserved, readReservedRanges } from './reserved-numbers.ts';
import type { Tables } from './tables.ts';

export const numberStates = ['free', 'assigned', 'cooling', 'reserved', 'service'] as const;

export interface LedgerAsk extends PageAsk {
  state: (typeof numberStates)[number] | null;
  /** Digits that stand somewhere in the number, any of these. */
  digits: readonly string[] | null;
  now: Date;
}

export interface LedgerRow {
  digits: string;
  state: (typeof numberStates)[number];
  user: string | null;
  alias: string | null;
  coolingUntil: Date | null;
  lastPerson: string | null;
  changedAt: Date | null;
}

/** What reserved ranges and services make of a series is a comparison of ranges (plan/number-stock.ts). */
export interface SeriesCounts {
  assigned: number;
  /** Not reserved. */
  cooling: number;
}

// A number whose days are over is free, whether or not somebody has written so.
const stateOf = (companyId: string, now: Date) => sql<LedgerRow['state']>`
  case when exists (select from number_series v where v.company_id = n.company_id and v.kind = 'service'
      and n.digits::bigint between v.first_digits and v.last_digits) then 'service'
    when n.state = 'assigned' then 'assigned' when ${isReserved(companyId, sql.ref('n.digits'))} then 'reserved'
    when n.state = 'cooling' and n.cooling_until <= ${now} then 'free' else n.state end`;

// Digits are texts of one length within a series, so that their order is that of the numbers and the key's index serves.
const between = (first: RawBuilder<unknown>, last: RawBuilder<unknown>) => sql`
  n.digits >= ${first}::text and n.digits <= ${last}::text and length(n.digits) = length(${first}::text)`;

const counts = (now: Date) => sql`count(*) filter (where n.state = 'assigned') as assigned,
  count(*) filter (where n.state = 'cooling' and n.cooling_until > ${now}
    and not ${isReserved(sql.ref('n.company_id'), sql.ref('n.digits'))}) as cooling`;

/** For each series of a company in the order of `position`: what its numbers are, those of a service inside it taken for the service's. */
export async function readSeriesCounts(
  db: Kysely<Tables>,
  companies: readonly string[],
  now: Date,
): Promise<Map<string, SeriesCounts[]>> {
  const { rows } = await sql<SeriesCounts & { company: string }>`
    select s.company_id as company, c.assigned - coalesce(v.assigned, 0) as assigned, c.cooling - coalesce(v.cooling, 0) as cooling
    from number_series s
    cross join lateral (select ${counts(now)} from numbers n
      where n.company_id = s.company_id and ${between(sql`s.first_digits`, sql`s.last_digits`)}) c
    left join lateral (select ${counts(now)} from number_series v
      join numbers n on n.company_id = v.company_id
        and ${between(sql`greatest(s.first_digits, v.first_digits)`, sql`least(s.last_digits, v.last_digits)`)}
      where v.company_id = s.company_id and v.kind = 'service' and s.kind <> 'service'
        and v.first_digits <= s.last_digits and v.last_digits >= s.first_digits) v on true
    where s.company_id = any(${[...companies]}::uuid[]) order by s.company_id, s.position`.execute(db);
  return mapByCompany(rows);
}

export async function readLedgerPage(
  db: Kysely<Tables>,
  companyId: string,
  ask: LedgerAsk,
): Promise<Page<LedgerRow>> {
  const { state } = ask;
  if (state === 'free' || state === 'reserved' || state === 'service')
    return readMadeUp(db, companyId, ask, state);
  const filters: RawBuilder<unknown>[] = [];
  if (ask.digits !== null) filters.push(matchDigits(sql`n.digits`, ask.digits));
  if (state !== null) filters.push(sql`n.state = ${state} and ${stateOf(companyId, ask.now)} = ${state}`);
  const page = await readPageKeys(
    db,
    {
      from: sql`numbers n`,
      within: sql`n.company_id = ${companyId}`,
      filters,
      keys: [{ by: sql`n.digits`, as: 'text' }],
      direction: 'asc',
    },
    ask,
  );
  const rows = await readLedgerRows(
    db,
    companyId,
    page.keys.map(([digits]) => digits ?? ''),
    ask.now,
  );
  return presentRows(page, rows, { key: ([digits]) => digits ?? '', row: ({ digits }) => digits });
}

function matchDigits(column: RawBuilder<unknown>, digits: readonly string[]): RawBuilder<unknown> {
  return sql`(${sql.join(
    digits.map((some) => sql`strpos(${column}, ${some}::text) > 0`),
    sql` or `,
  )})`;
}

async function readLedgerRows(
  db: Kysely<Tables>,
  companyId: string,
  digits: readonly string[],
  now: Date,
): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    select n.digits, ${stateOf(companyId, now)} as state, u.id as user, u.alias, n.cooling_until as "coolingUntil",
      n.last_person as "lastPerson", n.changed_at as "changedAt"
    from numbers n left join users u on u.id = n.user_id
    where n.company_id = ${companyId} and n.digits = any(${digits}::text[])`.execute(db);
  return rows;
}

/** A series may have a thousand million numbers: a page looks at so many of them and then says where to go on. */
const MOST_LOOKED_AT = 50_000;

type MadeUp = 'free' | 'reserved' | 'service';

/** Looked through number by number from where the last page ended; a page may be short and still have a next one. At a place instead,
 * it is looked through from the beginning, as far as one page looks; the first place counts what is found that far. */
async function readMadeUp(
  db: Kysely<Tables>,
  companyId: string,
  ask: LedgerAsk,
  state: MadeUp,
): Promise<Page<LedgerRow>> {
  const all = await readRanges(db, companyId, state);
  const skipped = ask.offset ?? 0;
  const wanted = ask.offset === 0 ? MOST_LOOKED_AT : skipped + ask.limit + 1;
  const found: number[] = [];
  let at = Number(ask.after?.[0] ?? 0) + 1;
  let left = MOST_LOOKED_AT;
  for (const { first, last } of all) {
    const start = Math.max(first, at);
    const end = Math.min(last, start + left - 1);
    if (end < start) continue;
    const part = { start, end, limit: wanted - found.length };
    found.push(...(await readOfSeries(db, companyId, ask, state, part)));
    [at, left] = [end + 1, left - (end - start + 1)];
    if (left <= 0 || found.length >= wanted) break;
  }
  const page = found.slice(skipped, skipped + ask.limit).map(String);
  const isMore = found.length > skipped + ask.limit;
  const isLeft = all.some(({ last }) => last >= at);
  return {
    rows: await presentMadeUp(db, companyId, ask, state, page),
    next: isMore ? [page.at(-1) ?? '0'] : isLeft ? [String(at - 1)] : null,
    total: ask.offset === 0 ? { count: found.length, isExact: !isLeft } : null,
  };
}

/** Where numbers in that state lie. */
function readRanges(
  db: Kysely<Tables>,
  companyId: string,
  state: MadeUp,
): Promise<{ first: number; last: number }[]> {
  if (state === 'reserved') return readReservedRanges(db, companyId);
  return db
    .selectFrom('number_series')
    .select(['first_digits as first', 'last_digits as last'])
    .where('company_id', '=', companyId)
    .where('kind', state === 'service' ? '=' : '<>', 'service')
    .orderBy('first_digits')
    .execute();
}

async function readOfSeries(
  db: Kysely<Tables>,
  companyId: string,
  ask: LedgerAsk,
  state: MadeUp,
  part: { start: number; end: number; limit: number },
): Promise<number[]> {
  const isNoService = sql`not exists (select from number_series v where v.company_id = ${companyId} and v.kind = 'service'
      and g.number between v.first_digits and v.last_digits)`;
  // Those that are not free are read once; the numbers are then gone through until the page is full.
  const isFree = sql`g.number not in (select n.digits::bigint from numbers n
      where n.company_id = ${companyId} and ${between(sql`${part.start}::bigint`, sql`${part.end}::bigint`)}
        and not (n.state = 'free' or (n.state = 'cooling' and n.cooling_until <= ${ask.now})))
    and ${isNoService} and not ${isReserved(companyId, sql.ref('g.number'))}`;
  const isState = { free: isFree, reserved: isNoService, service: sql`true` }[state];
  const { rows } = await sql<{ number: number }>`
    select g.number from (select generate_series(${part.start}::bigint, ${part.end}::bigint) as number) g
    where ${isState}
      and ${ask.digits === null ? sql`true` : matchDigits(sql`g.number::text`, ask.digits)}
    limit ${part.limit}`.execute(db);
  return rows.map(({ number }) => number);
}

async function presentMadeUp(
  db: Kysely<Tables>,
  companyId: string,
  ask: LedgerAsk,
  state: MadeUp,
  page: readonly string[],
): Promise<LedgerRow[]> {
  const known = new Map((await readLedgerRows(db, companyId, page, ask.now)).map((row) => [row.digits, row]));
  const nothing = { user: null, alias: null, coolingUntil: null, lastPerson: null, changedAt: null };
  return page.map((digits) => ({ ...nothing, ...known.get(digits), digits, state }));
}
