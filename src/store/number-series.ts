// Reads and writes a company's number series. The ledger of single numbers (assigned, cooling …) is the
// runs' business; replacing the series touches no number that somebody has.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export const seriesKinds = ['fixed', 'mobile', 'service'] as const;
type SeriesKind = (typeof seriesKinds)[number];

export interface NumberSeries {
  /** Digits with country code and without plus; a number, so that "in the series?" is a comparison. */
  first: number;
  last: number;
  /** Written as one number rather than as a series of one; told apart so that export gives back what came in. */
  single: boolean;
  kind: SeriesKind;
  note: string | null;
}

/** The company's series in the order in which they were written. */
export async function readNumberSeries(db: Kysely<Tables>, companyId: string): Promise<NumberSeries[]> {
  const rows = await db
    .selectFrom('number_series')
    .select(['first_digits', 'last_digits', 'single', 'kind', 'note'])
    .where('company_id', '=', companyId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    first: row.first_digits,
    last: row.last_digits,
    single: row.single,
    kind: row.kind as SeriesKind,
    note: row.note,
  }));
}

/** Replaces all series of the company. */
export async function writeNumberSeries(
  db: Kysely<Tables>,
  companyId: string,
  series: readonly NumberSeries[],
): Promise<void> {
  await db.deleteFrom('number_series').where('company_id', '=', companyId).execute();
  if (series.length === 0) return;
  const rows = series.map((one, position) => ({
    company_id: companyId,
    position,
    first_digits: one.first,
    last_digits: one.last,
    single: one.single,
    kind: one.kind,
    note: one.note,
  }));
  // In slices: PostgreSQL takes at most 65,535 parameters in a statement.
  for (let from = 0; from < rows.length; from += 5_000) {
    await db
      .insertInto('number_series')
      .values(rows.slice(from, from + 5_000))
      .execute();
  }
}

/** Which of these digits the company's number ledger knows, in whatever state. */
export async function readKnownNumbers(
  db: Kysely<Tables>,
  companyId: string,
  digits: readonly string[],
): Promise<Set<string>> {
  if (digits.length === 0) return new Set();
  const rows = await db
    .selectFrom('numbers')
    .select('digits')
    .where('company_id', '=', companyId)
    .where('digits', 'in', [...digits])
    .execute();
  return new Set(rows.map((row) => row.digits));
}
