// The benchmark's table, for people.

export interface Row {
  what: string;
  value: number | null;
  unit: string;
  atMost?: number;
  atLeast?: number;
}

export function presentTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.what, presentValue(row), presentTarget(row), presentVerdict(row)]);
  const all = [['measure', 'measured', 'target', ''], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) =>
      line
        .map((cell, n) => (n === 1 || n === 2 ? cell.padStart(widths[n] ?? 0) : cell.padEnd(widths[n] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function presentValue({ value, unit }: Row): string {
  if (value === null) return 'unknown';
  const digits = Number.isInteger(value) ? 0 : value < 10 ? 2 : 1;
  return `${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`.trim();
}

function presentTarget({ atMost, atLeast }: Row): string {
  if (atMost !== undefined) return `≤ ${atMost.toLocaleString('en')}`;
  return atLeast === undefined ? '' : `≥ ${atLeast.toLocaleString('en')}`;
}

function presentVerdict({ value, atMost, atLeast }: Row): string {
  if (value === null || (atMost === undefined && atLeast === undefined)) return '';
  const isMet = (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
  return isMet ? 'met' : 'MISSED';
}
