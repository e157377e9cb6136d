// A CSV file of numbers taken into the company's series and reserved numbers: read, planned beside what is there, and written
// whole or not at all. A preview does all of it but the writing.
import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { mapCsvBytes, parseCsv } from '../plan/csv.ts';
import type { CsvRecord } from '../plan/csv.ts';
import { mapNumbersRow, parseHeader } from '../plan/numbers-csv.ts';
import type { Header, NumbersFault, NumbersRow } from '../plan/numbers-csv.ts';
import { planNumbersImport } from '../plan/plan-numbers-import.ts';
import type { ImportedReserved, ImportedSeries, NumbersPlan } from '../plan/plan-numbers-import.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Company } from '../store/companies.ts';
import { readHoldersOfRanges } from '../store/number-facts.ts';
import { readNumberSeries } from '../store/number-series.ts';
import type { NumberSeries } from '../store/number-series.ts';
import { readReservedRanges } from '../store/reserved-numbers.ts';
import type { Tables } from '../store/tables.ts';
import { doDeed } from './hand-deed.ts';
import type { Deed, Hand, HandFailure } from './hand-deed.ts';
import { applyNumberSeries, applyReservedNumbers } from './number-changes.ts';

export interface NumbersImported {
  ok: true;
  seriesAdded: ImportedSeries[];
  reservedAdded: ImportedReserved[];
  counts: NumbersPlan['counts'] & { lines: number };
  /** Columns of the file that mean nothing here. */
  ignoredColumns: string[];
}

/** Nothing was changed; every line that is wrong is in it. */
export interface NumbersRefused {
  ok: false;
  csvFaults: NumbersFault[];
}

export type NumbersImport = NumbersImported | NumbersRefused | HandFailure;

export const MOST_CSV_BYTES = 5 * 1024 * 1024;
const MOST_CSV_LINES = 100_000;

/** A file as it was read; what is wrong with it is told together with what does not fit. */
export interface NumbersFile {
  rows: NumbersRow[];
  faults: NumbersFault[];
  lines: number;
  ignored: string[];
}

/** Before any lock is taken: a hundred thousand lines take some seconds. */
export async function readNumbersFile(
  db: Kysely<Tables>,
  { id, country }: Pick<Company, 'id' | 'country'>,
  bytes: Uint8Array,
): Promise<NumbersFile | NumbersRefused> {
  if (bytes.byteLength > MOST_CSV_BYTES) return tooMuch(`The file has more than ${MOST_CSV_BYTES} bytes.`);
  const csv = parseCsv(mapCsvBytes(bytes));
  const [head, ...records] = csv.records;
  if (records.length > MOST_CSV_LINES) return tooMuch(`The file has more than ${MOST_CSV_LINES} lines.`);
  const header = parseHeader(head);
  if ('fault' in header) return { ok: false, csvFaults: [header.fault] };
  const broken = csv.faults.map((fault) => ({ ...fault, column: null, value: null }));
  const { rows, faults } = await readRows(records, header, {
    country,
    series: await readNumberSeries(db, id),
  });
  return { rows, faults: [...broken, ...faults], lines: records.length, ignored: header.ignored };
}

/** Under the lock, as everything about numbers: what the plan says is true until it is written. */
export async function importNumbers(
  hand: Hand,
  file: NumbersFile,
  options: { preview: boolean },
): Promise<NumbersImport> {
  const answer = await doDeed<{ done: NumbersImport }>(hand, async (deed) => ({
    ok: true,
    done: await importRows(deed, file, options.preview),
  }));
  return answer.ok ? answer.done : answer;
}

const tooMuch = (message: string): NumbersRefused => ({
  ok: false,
  csvFaults: [{ line: null, column: null, value: null, message, cure: 'Split it into several files.' }],
});

/** Reading a number takes some 50 µs: whoever else waits for this process is let in between. */
const ROWS_AT_A_TIME = 500;

async function readRows(
  records: readonly CsvRecord[],
  header: Header,
  rules: { country: string; series: readonly NumberSeries[] },
): Promise<{ rows: NumbersRow[]; faults: NumbersFault[] }> {
  const rows: NumbersRow[] = [];
  const faults: NumbersFault[] = [];
  for (const [nth, record] of records.entries()) {
    if (nth % ROWS_AT_A_TIME === ROWS_AT_A_TIME - 1) await setImmediate();
    const row = mapNumbersRow(record, header, rules);
    if ('faults' in row) faults.push(...row.faults);
    else rows.push(row);
  }
  return { rows, faults };
}

async function importRows(deed: Deed, file: NumbersFile, isPreview: boolean): Promise<NumbersImport> {
  const { db, company } = deed;
  const series = await readNumberSeries(db, company.id);
  const reserved = await readReservedRanges(db, company.id);
  const wanted = file.rows.filter(({ isReserved }) => isReserved);
  const found = await readHoldersOfRanges(db, company.id, wanted);
  const holders = new Map(
    found.map(({ nth, digits, name, count }) => [
      wanted[nth]?.line ?? 0,
      { digits, name, others: count - 1 },
    ]),
  );
  const plan = planNumbersImport(file.rows, { series, reserved, holders });
  const faults = [...file.faults, ...plan.faults].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (faults.length > 0) return { ok: false, csvFaults: faults };
  const counts = { lines: file.lines, ...plan.counts };
  if (!isPreview) await writePlan(deed, { series, reserved }, plan, counts);
  return {
    ok: true,
    seriesAdded: plan.series,
    reservedAdded: plan.reserved,
    counts,
    ignoredColumns: file.ignored,
  };
}

async function writePlan(
  { db, hand, company }: Deed,
  before: { series: NumberSeries[]; reserved: ImportedReserved[] },
  plan: NumbersPlan,
  counts: NumbersImported['counts'],
): Promise<void> {
  const { actor, address = null } = hand;
  const why = 'imported from a CSV file';
  const deed = { companyId: company.id, actor, at: new Date(hand.now), why };
  const added = plan.series.map((one): NumberSeries => ({ ...one, single: one.first === one.last }));
  if (added.length > 0) await applyNumberSeries(db, deed, [...before.series, ...added]);
  if (plan.reserved.length > 0) await applyReservedNumbers(db, deed, [...before.reserved, ...plan.reserved]);
  await writeAudit(db, {
    companyId: company.id,
    actor,
    address,
    action: 'numbers.import',
    subject: { kind: 'company', id: company.id, name: company.name },
    details: { ...counts },
  });
}
