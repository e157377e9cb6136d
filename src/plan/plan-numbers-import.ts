// What a CSV file of numbers comes to beside what the company has: series that are new, numbers that become reserved, what is
// there already, and every line that contradicts. Consecutive single numbers of one kind become one series. Pure.
import { decideRest, openRanges } from './number-stock.ts';
import type { NumbersFault, NumbersRow } from './numbers-csv.ts';

type Kind = 'fixed' | 'mobile' | 'service';

interface Range {
  first: number;
  last: number;
}

export interface ImportedSeries extends Range {
  kind: Kind;
  note: string | null;
}

export interface ImportedReserved extends Range {
  note: string | null;
}

export interface NumbersWorld {
  series: readonly ImportedSeries[];
  reserved: readonly Range[];
  /** Line → who has a number that it wants reserved, and how many others do. */
  holders: ReadonlyMap<number, { digits: string; name: string; others: number }>;
}

export interface NumbersPlan {
  series: ImportedSeries[];
  reserved: ImportedReserved[];
  counts: {
    /** Numbers of the file, each as often as it stands there. */
    numbers: number;
    added: number;
    /** In a series already, or in an earlier line. */
    alreadyThere: number;
    reserved: number;
    alreadyReserved: number;
  };
  faults: NumbersFault[];
}

/** Each is looked at for every number that is read: more than these are a list of numbers and no series. */
const MOST_SERIES = 10_000;

export function planNumbersImport(rows: readonly NumbersRow[], world: NumbersWorld): NumbersPlan {
  const plan: NumbersPlan = {
    series: [],
    reserved: [],
    counts: { numbers: 0, added: 0, alreadyThere: 0, reserved: 0, alreadyReserved: 0 },
    faults: [],
  };
  const known = openKnown(world);
  // By number, so that whatever overlaps a line came right before it; earlier lines first.
  for (const row of rows.toSorted((a, b) => a.first - b.first || a.line - b.line)) {
    plan.counts.numbers += sizeOf(row);
    addSeries(row, known, plan);
    if (row.isReserved) addReserved(row, known, plan, world);
  }
  plan.series = known.added.all().flatMap(joinSingles);
  plan.reserved = joinSingles(known.reservedAdded.all().flat());
  const total = world.series.length + plan.series.length;
  if (total > MOST_SERIES) {
    const message = `The company would have ${total} number series; at most ${MOST_SERIES} fit.`;
    const cure = 'Write ranges (from, to) instead of single numbers with gaps between them.';
    plan.faults.push({ line: null, column: null, value: null, message, cure });
  }
  plan.faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return plan;
}

const sizeOf = ({ first, last }: Range) => last - first + 1;
const sizeOfAll = (ranges: readonly Range[]) => ranges.reduce((sum, range) => sum + sizeOf(range), 0);
const present = ({ first, last }: Range) => (first === last ? String(first) : `${first}–${last}`);

type Piece = ImportedReserved & { line: number; isSingle: boolean };

/** What came from the file so far, by number; it is asked about ranges that begin no earlier than the last one. */
function openPieces<T extends Piece>() {
  const pieces: T[] = [];
  return {
    add: (piece: T) => void pieces.push(piece),
    all: () => pieces,
    among: (range: Range): T[] => {
      const found: T[] = [];
      for (let at = pieces.length - 1; at >= 0; at -= 1) {
        const piece = pieces[at];
        if (piece === undefined || piece.last < range.first) break;
        if (piece.first <= range.last) found.unshift(piece);
      }
      return found;
    },
  };
}

type Added = Piece & { kind: Kind };

function openKnown({ series, reserved }: NumbersWorld) {
  const stored = (kind: Kind) => openRanges(series.filter((one) => one.kind === kind));
  const byKind = { fixed: stored('fixed'), mobile: stored('mobile'), service: stored('service') };
  const added = {
    fixed: openPieces<Added>(),
    mobile: openPieces<Added>(),
    service: openPieces<Added>(),
  };
  return {
    stored: (kind: Kind, range: Range) => byKind[kind].among(range),
    added: {
      of: (kind: Kind, range: Range) => added[kind].among(range),
      add: (piece: Added) => added[piece.kind].add(piece),
      all: () => [added.fixed.all(), added.mobile.all(), added.service.all()],
    },
    reserved: openRanges(reserved),
    reservedAdded: openPieces(),
  };
}

type Known = ReturnType<typeof openKnown>;

function addSeries(row: NumbersRow, known: Known, plan: NumbersPlan): void {
  const covering = (kind: Kind): Range[] =>
    [...known.stored(kind, row), ...known.added.of(kind, row)].toSorted((a, b) => a.first - b.first);
  const kind = row.kind ?? decideKind(row, covering);
  if (kind === 'known') {
    plan.counts.alreadyThere += sizeOf(row);
    return;
  }
  const contradiction = findContradiction(row, kind, known, covering);
  if (contradiction !== null) {
    const cure = 'Correct the kind in the file, or change the series first.';
    plan.faults.push({ line: row.line, column: null, value: present(row), message: contradiction, cure });
    return;
  }
  const rest = decideRest(row, covering(kind));
  plan.counts.alreadyThere += sizeOf(row) - sizeOfAll(rest);
  plan.counts.added += sizeOfAll(rest);
  for (const part of rest) {
    const isSingle = row.first === row.last;
    known.added.add({ ...part, kind, note: row.isReserved ? null : row.note, line: row.line, isSingle });
  }
}

/** Where the file does not say: as the numbers around are, else fixed; known when a service has all of them. */
function decideKind(row: NumbersRow, covering: (kind: Kind) => Range[]): Kind | 'known' {
  if (covering('mobile').length > 0) return 'mobile';
  if (covering('fixed').length > 0) return 'fixed';
  return decideRest(row, covering('service')).length === 0 ? 'known' : 'fixed';
}

function findContradiction(
  row: NumbersRow,
  kind: Kind,
  known: Known,
  covering: (kind: Kind) => Range[],
): string | null {
  // A service may be in any series, and wins over it.
  if (kind === 'service') return null;
  const other = kind === 'fixed' ? 'mobile' : 'fixed';
  const [stored] = known.stored(other, row);
  if (stored) return `${present(row)} is ${kind} here and lies in ${present(stored)}, which is ${other}.`;
  const [line] = known.added.of(other, row);
  if (line) return `${present(row)} is ${kind} here and ${other} in line ${line.line}.`;
  const isServices = decideRest(row, covering('service')).length === 0 && covering(kind).length === 0;
  return row.kind !== null && isServices
    ? `${present(row)} is ${kind} here and is kept for a service.`
    : null;
}

function addReserved(row: NumbersRow, known: Known, plan: NumbersPlan, { holders }: NumbersWorld): void {
  const services = [...known.stored('service', row), ...known.added.of('service', row)];
  const holder = holders.get(row.line);
  const [service] = services;
  if (service || row.kind === 'service') {
    const message = `${present(service ?? row)} is a service's and so is nobody's already.`;
    const cure = 'Leave it as it is, or reserve the numbers around it.';
    plan.faults.push({ line: row.line, column: null, value: present(row), message, cure });
    return;
  }
  if (holder) {
    const others = holder.others > 0 ? `, and ${holder.others} more are somebody's` : '';
    const message = `${holder.digits} belongs to ${holder.name}${others}, and can not be reserved.`;
    const cure = 'Take "reserved" out of the line, or give the user another number first.';
    plan.faults.push({ line: row.line, column: null, value: present(row), message, cure });
    return;
  }
  const taken = [...known.reserved.among(row), ...known.reservedAdded.among(row)];
  const rest = decideRest(
    row,
    taken.toSorted((a, b) => a.first - b.first),
  );
  plan.counts.alreadyReserved += sizeOf(row) - sizeOfAll(rest);
  plan.counts.reserved += sizeOfAll(rest);
  for (const part of rest) {
    const isSingle = row.first === row.last;
    known.reservedAdded.add({ ...part, note: row.note, line: row.line, isSingle });
  }
}

/** Consecutive single numbers with one note; of one kind, as they are given by kind. */
function joinSingles<T extends Piece>(pieces: readonly T[]): Omit<T, 'line' | 'isSingle'>[] {
  const joined: T[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const isNext = before?.isSingle && piece.isSingle && before.last + 1 === piece.first;
    if (before && isNext && before.note === piece.note)
      joined[joined.length - 1] = { ...before, last: piece.last };
    else joined.push(piece);
  }
  return joined.map(({ line: _line, isSingle: _isSingle, ...range }) => range);
}
