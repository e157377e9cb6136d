// Reads and writes a company's number series. The ledger of single numbers (assigned, cooling …) is the
// runs' business; replacing the series touches no number that somebody has.
import { type Kysely, sql } from 'kysely';
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
  return (await readNumberSeriesOf(db, [companyId])).get(companyId) ?? [];
}

/** The same of several companies, by company; those without series are not there. */
export async function readNumberSeriesOf(
  db: Kysely<Tables>,
  companies: readonly string[],
): Promise<Map<string, NumberSeries[]>> {
  const { rows } = await sql<NumberSeries & { company: string }>`
    select company_id as company, first_digits as first, last_digits as last, single, kind, note from number_series
    where company_id = any(${[...companies]}::uuid[]) order by company_id, position`.execute(db);
  return mapByCompany(rows);
}

/** Rows of several companies, each company's in their order and without its id. */
export function mapByCompany<T extends object>(rows: readonly (T & { company: string })[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const { company, ...row } of rows) {
    const ofCompany = found.get(company) ?? [];
    ofCompany.push(row as unknown as T);
    found.set(company, ofCompany);
  }
  return found;
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
