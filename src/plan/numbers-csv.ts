// A CSV file of a company's numbers ─▶ rows, or what is wrong with each line: which columns there are, in English or
// Swedish, and what stands in them. Whether the numbers fit what the company has is plan-numbers-import.ts. Pure.
import type { CsvRecord } from './csv.ts';
import { LONGEST_NOTE, mapNote } from './number-note.ts';
import { matchDigits } from './number-range.ts';
import type { NumberRules } from './numbers.ts';

export interface NumbersFault {
  /** null: the file as a whole. */
  line: number | null;
  /** As its header has it. */
  column: string | null;
  value: string | null;
  message: string;
  cure: string;
}

export interface NumbersRow {
  line: number;
  first: number;
  last: number;
  /** null: the file does not say. */
  kind: 'fixed' | 'mobile' | 'service' | null;
  isReserved: boolean;
  note: string | null;
}

const columns = ['number', 'from', 'to', 'kind', 'state', 'note'] as const;
type Column = (typeof columns)[number];

const headers: Record<Column, readonly string[]> = {
  number: ['number', 'nummer', 'telefonnummer', 'phone number', 'phonenumber', 'telephone number'],
  from: ['from', 'från', 'fran', 'first', 'första', 'start'],
  to: ['to', 'till', 'last', 'sista', 'slut', 'end'],
  kind: ['kind', 'typ', 'type', 'slag'],
  state: ['state', 'status', 'tillstånd'],
  note: ['note', 'anteckning', 'notering', 'kommentar', 'comment', 'beskrivning', 'description'],
};

const kinds: Record<string, NumbersRow['kind']> = {
  '': null,
  fixed: 'fixed',
  fast: 'fixed',
  mobile: 'mobile',
  mobil: 'mobile',
  service: 'service',
  tjänst: 'service',
  servicenummer: 'service',
};

/** Who has a number follows from the users and what cools from who had it: those words say that it is the company's. */
const states: Record<string, 'own' | 'reserved' | 'service'> = {
  '': 'own',
  free: 'own',
  ledig: 'own',
  ledigt: 'own',
  assigned: 'own',
  tilldelad: 'own',
  tilldelat: 'own',
  upptagen: 'own',
  upptaget: 'own',
  cooling: 'own',
  karantän: 'own',
  reserved: 'reserved',
  reserverad: 'reserved',
  reserverat: 'reserved',
  service: 'service',
  tjänst: 'service',
};

export interface Header {
  /** Where each known column stands, and what it is called in the file. */
  at: ReadonlyMap<Column, { index: number; name: string }>;
  /** Columns that mean nothing here. */
  ignored: string[];
  width: number;
}

const fold = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();

export function parseHeader(record: CsvRecord | undefined): Header | { fault: NumbersFault } {
  const at = new Map<Column, { index: number; name: string }>();
  const ignored: string[] = [];
  for (const [index, name] of (record?.cells ?? []).entries()) {
    const column = columns.find((one) => headers[one].includes(fold(name)));
    const line = record?.line ?? 1;
    if (column === undefined) {
      if (name !== '') ignored.push(name);
      continue;
    }
    const twin = at.get(column);
    if (twin) {
      const message = `The columns ${JSON.stringify(twin.name)} and ${JSON.stringify(name)} mean the same.`;
      return { fault: { line, column: name, value: null, message, cure: 'Take one of the two out.' } };
    }
    at.set(column, { index, name });
  }
  if (at.has('number') || at.has('from')) return { at, ignored, width: record?.cells.length ?? 0 };
  const message = record
    ? `The first line names no column of numbers: ${record.cells.join(', ').slice(0, 200)}.`
    : 'The file is empty.';
  const cure =
    'Begin with a line that names the columns: number, or from and to; beside them kind, state, note (nummer, från, till, typ, status, anteckning).';
  return { fault: { line: record?.line ?? null, column: null, value: null, message, cure } };
}

/** One line of the file; all its faults together. */
export function mapNumbersRow(
  { line, cells }: CsvRecord,
  header: Header,
  rules: Omit<NumberRules, 'ownNumbersOnly'>,
): NumbersRow | { faults: NumbersFault[] } {
  const faults: NumbersFault[] = [];
  const read: Reading = {
    text: (column) => cells[header.at.get(column)?.index ?? -1] ?? '',
    fault: (column, message, cure) => {
      const { name = null, index = -1 } = header.at.get(column) ?? {};
      faults.push({ line, column: name, value: cells[index] ?? null, message, cure });
      return null;
    },
  };
  if (cells.slice(header.width).some((cell) => cell !== '')) {
    const message = `The line has ${cells.length} cells, and ${header.width} columns have a name.`;
    const cure = 'Put text with a separator in it in quotes, or name the column.';
    faults.push({ line, column: null, value: cells.slice(header.width).join(' '), message, cure });
  }
  const range = mapRange(read, rules);
  const state = mapWord(read, 'state', states, 'free, reserved or service (ledig, reserverad, tjänst)');
  const kind = mapWord(read, 'kind', kinds, 'fixed, mobile or service (fast, mobil, tjänst)');
  const note = mapNote(read.text('note'));
  if (note !== null && note.length > LONGEST_NOTE)
    read.fault('note', `The note has ${note.length} characters; at most ${LONGEST_NOTE} fit.`, 'Shorten it.');
  if (state === 'service' && kind !== null && kind !== undefined && kind !== 'service')
    read.fault(
      'state',
      `It is said to be a service's and ${kind} as well.`,
      'Write service in one of the two.',
    );
  if (faults.length > 0 || range === null || state === undefined || kind === undefined) return { faults };
  return {
    line,
    ...range,
    kind: state === 'service' ? 'service' : kind,
    isReserved: state === 'reserved',
    note,
  };
}

interface Reading {
  text: (column: Column) => string;
  fault: (column: Column, message: string, cure: string) => null;
}

function mapRange(
  read: Reading,
  rules: Omit<NumberRules, 'ownNumbersOnly'>,
): { first: number; last: number } | null {
  const [number, from, to] = [read.text('number'), read.text('from'), read.text('to')];
  if (number !== '' && from !== '')
    return read.fault(
      'number',
      'The line has a number and a first number as well.',
      'Leave one of the two empty.',
    );
  const column = number === '' && from !== '' ? 'from' : 'number';
  if (number === '' && from === '') {
    // Where the file has no such column, it is the other that is empty.
    return read.fault(
      to === '' ? column : 'to',
      'There is no number in the line.',
      'Fill it in, or take the line out.',
    );
  }
  const first = mapNumber(read, column, rules);
  const last = to === '' ? first : mapNumber(read, 'to', rules);
  if (first === null || last === null) return null;
  if (first.length !== last.length) {
    const message = `It has ${last.length} digits with country code, and the first number (${first}) has ${first.length}.`;
    return read.fault('to', message, 'Write both in full.');
  }
  if (last < first) return read.fault('to', `${last} comes before ${first}.`, 'Swap the two.');
  return { first: Number(first), last: Number(last) };
}

function mapNumber(read: Reading, column: Column, rules: Omit<NumberRules, 'ownNumbersOnly'>): string | null {
  const text = read.text(column);
  if (/^\d([.,]\d+)?E\+?\d+$/i.test(text)) {
    const message = `${text} is what a spreadsheet makes of a long number, and digits are gone.`;
    return read.fault(
      column,
      message,
      'Format the column as text in the spreadsheet, fill it in and save again.',
    );
  }
  const found = matchDigits(text, rules);
  if ('digits' in found) return found.digits;
  const message = `${JSON.stringify(text)} can not be a number: ${found.why}.`;
  return read.fault(
    column,
    message,
    'Correct it; if it is right, add it to the number series by its digits.',
  );
}

/** undefined: a fault. */
function mapWord<T>(
  read: Reading,
  column: Column,
  words: Readonly<Record<string, T>>,
  known: string,
): T | undefined {
  const text = read.text(column);
  const word = fold(text);
  if (Object.hasOwn(words, word)) return words[word];
  read.fault(column, `${JSON.stringify(text)} is not known here.`, `Write ${known}.`);
  return undefined;
}
