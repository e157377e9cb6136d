// CSV as spreadsheets write it and read it (RFC 4180): separator ; , or tab told apart, quotes, CRLF, byte order mark, and
// what is no UTF-8 taken for Windows-1252, as Excel saves. Reading keeps the line of every record, so that a fault can name
// it; writing makes sure that no value is taken for a formula. Knows nothing of what the columns mean. Pure.

type CsvSeparator = ';' | ',' | '\t';

export interface CsvRecord {
  /** 1 for the first; a quoted cell may have lines of its own. */
  line: number;
  cells: string[];
}

interface CsvFault {
  line: number;
  message: string;
  cure: string;
}

export interface Csv {
  separator: CsvSeparator;
  /** Without the empty ones; cells without blanks around them. */
  records: CsvRecord[];
  faults: CsvFault[];
}

/** The text of a file; a byte order mark is taken off. */
export function mapCsvBytes(bytes: Uint8Array): string {
  // Excel's "Unicode text".
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Every byte is a character there, and å ä ö are never UTF-8 by chance.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function parseCsv(given: string): Csv {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given;
  const separator = decideSeparator(text);
  const csv: Csv = { separator, records: [], faults: [] };
  // Excel's own first line "sep=;" is about the file and no record of it.
  let at = /^sep=[;,\t]\r?\n/i.exec(text)?.[0].length ?? 0;
  let line = at === 0 ? 1 : 2;
  let record: CsvRecord = { line, cells: [] };
  while (at < text.length || record.cells.length > 0) {
    const cell = readCell(text, at, separator);
    if (cell.fault) csv.faults.push({ line, ...cell.fault });
    record.cells.push(cell.value.trim());
    line += cell.lines;
    at = cell.end + 1;
    if (text[cell.end] === separator) continue;
    if (record.cells.some((value) => value !== '')) csv.records.push(record);
    if (text[cell.end] === '\r' && text[at] === '\n') at += 1;
    line += 1;
    record = { line, cells: [] };
  }
  return csv;
}

/** Of the first line that says something, what stands in it most often outside quotes. */
function decideSeparator(text: string): CsvSeparator {
  const named = /^sep=([;,\t])\r?\n/i.exec(text)?.[1];
  const first = /[^\r\n]*\S[^\r\n]*/.exec(text.slice(0, 100_000))?.[0].replace(/"[^"]*"/g, '') ?? '';
  const separators = ['\t', ';', ','] as const;
  const count = (separator: string) => first.split(separator).length;
  const most = separators.toSorted((a, b) => count(b) - count(a))[0] ?? ';';
  return separators.find((separator) => separator === named) ?? most;
}

interface Cell {
  value: string;
  /** Where the separator, the line's end or nothing stands. */
  end: number;
  /** Line ends within it. */
  lines: number;
  fault?: Omit<CsvFault, 'line'>;
}

function readCell(text: string, start: number, separator: CsvSeparator): Cell {
  if (text[start] !== '"') {
    const end = findEnd(text, start, separator);
    return { value: text.slice(start, end), end, lines: 0 };
  }
  let close = text.indexOf('"', start + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) {
    const fault = {
      message: 'A quote is opened here and never closed.',
      cure: 'Close it, or take the quote away.',
    };
    return { value: '', end: text.length, lines: 0, fault };
  }
  const value = text.slice(start + 1, close).replaceAll('""', '"');
  const lines = value.match(/\r\n|\r|\n/g)?.length ?? 0;
  const end = findEnd(text, close + 1, separator);
  const rest = text.slice(close + 1, end);
  if (rest.trim() === '') return { value, end, lines };
  const message = `${JSON.stringify(rest.trim().slice(0, 40))} stands behind a closed quote.`;
  return { value, end, lines, fault: { message, cure: 'Write a quote within quotes twice: "".' } };
}

function findEnd(text: string, start: number, separator: CsvSeparator): number {
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === separator || character === '\n' || character === '\r') return at;
  }
  return text.length;
}

/**
 * A file that spreadsheets open as it is: byte order mark (else Excel takes å for Ã¥), semicolons (Excel's list separator in
 * Swedish; others ask), CRLF. null is an empty cell.
 */
export function presentCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(presentCell).join(';')}\r\n`).join('')}`;
}

function presentCell(value: string | number | null): string {
  if (value === null || typeof value === 'number') return String(value ?? '');
  // A spreadsheet works out what begins so, and whoever may write a name in Entra could have it fetch an address.
  const isFormula = /^\s*[=+\-@＝＋－＠]/.test(value) && !/^[+-]?\d+([.,]\d+)?$/.test(value);
  const safe = isFormula ? `'${value}` : value;
  return /[";,\t\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
