// Reserved numbers of a company, as ranges that do not overlap: who keeps them from everybody, why and since when. Whether
// a number is reserved is a comparison, however many are. What may be reserved is decided in run/.
import { type Kysely, sql } from 'kysely';
import type { Actor } from './audit-log.ts';
import { mapByCompany } from './number-series.ts';
import type { Tables } from './tables.ts';

export interface ReservedRange {
  /** Digits with country code, without plus. */
  first: number;
  last: number;
  note: string | null;
  by: Actor | null;
  at: Date;
}

/** By digits; all of them, or those that overlap one of these. */
export async function readReservedRanges(
  db: Kysely<Tables>,
  companyId: string,
  within?: { first: number; last: number },
): Promise<ReservedRange[]> {
  let query = db
    .selectFrom('reserved_numbers')
    .select([
      'first_digits as first',
      'last_digits as last',
      'note',
      'reserved_by as by',
      'reserved_at as at',
    ])
    .where('company_id', '=', companyId)
    .orderBy('first_digits');
  if (within) query = query.where('first_digits', '<=', within.last).where('last_digits', '>=', within.first);
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, by: row.by as Actor | null }));
}

/** Those of several companies, by company. */
export async function readReservedRangesOf(
  db: Kysely<Tables>,
  companies: readonly string[],
): Promise<Map<string, Pick<ReservedRange, 'first' | 'last'>[]>> {
  const { rows } = await sql<{ company: string; first: number; last: number }>`
    select company_id as company, first_digits as first, last_digits as last from reserved_numbers
    where company_id = any(${[...companies]}::uuid[]) order by company_id, first_digits`.execute(db);
  return mapByCompany(rows);
}

/** A page of them by digits, beginning after the range that starts with `after`. */
export async function readReservedPage(
  db: Kysely<Tables>,
  companyId: string,
  ask: { limit: number; after: number },
): Promise<{ ranges: ReservedRange[]; total: number }> {
  const { rows } = await sql<ReservedRange>`
    select first_digits as first, last_digits as last, note, reserved_by as by, reserved_at as at from reserved_numbers
    where company_id = ${companyId} and first_digits > ${ask.after} order by first_digits limit ${ask.limit}`.execute(
    db,
  );
  const { count } = await db
    .selectFrom('reserved_numbers')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .executeTakeFirstOrThrow();
  return { ranges: rows, total: count };
}

/** SQL for "the number is reserved": digits is a text. */
export function isReserved(
  companyId: string | ReturnType<typeof sql.ref>,
  digits: ReturnType<typeof sql.ref>,
) {
  return sql<boolean>`coalesce((select rr.last_digits >= ${digits}::bigint from reserved_numbers rr
    where rr.company_id = ${companyId} and rr.first_digits <= ${digits}::bigint order by rr.first_digits desc limit 1), false)`;
}

/** Which of these are reserved. */
export async function readReservedAmong(
  db: Kysely<Tables>,
  companyId: string,
  digits: readonly string[],
): Promise<Set<string>> {
  if (digits.length === 0) return new Set();
  const { rows } = await sql<{ digits: string }>`
    select d as digits from unnest(${[...digits]}::text[]) as d
    where ${isReserved(companyId, sql.ref('d'))}`.execute(db);
  return new Set(rows.map((row) => row.digits));
}

/** They must overlap none that stand. */
export async function writeReservedRanges(
  db: Kysely<Tables>,
  companyId: string,
  ranges: readonly ReservedRange[],
): Promise<void> {
  // In slices: PostgreSQL takes at most 65,535 parameters in a statement.
  for (let from = 0; from < ranges.length; from += 5_000) {
    const rows = ranges.slice(from, from + 5_000).map(({ first, last, note, by, at }) => ({
      company_id: companyId,
      first_digits: first,
      last_digits: last,
      note,
      reserved_by: by === null ? null : JSON.stringify(by),
      reserved_at: at,
    }));
    await db.insertInto('reserved_numbers').values(rows).execute();
  }
}

/** Ranges as they stand, by their first number. */
export async function deleteReservedRanges(
  db: Kysely<Tables>,
  companyId: string,
  firsts: readonly number[],
): Promise<void> {
  await sql`
    delete from reserved_numbers where company_id = ${companyId} and first_digits = any(${[...firsts]}::bigint[])`.execute(
    db,
  );
}
