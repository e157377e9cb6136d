// What a CSV file of numbers comes to: columns and words in two languages, every bad line together, ranges joined, and what
// is there already left as it is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCsv } from './csv.ts';
import { mapNumbersRow, parseHeader } from './numbers-csv.ts';
import type { NumbersFault, NumbersRow } from './numbers-csv.ts';
import { planNumbersImport } from './plan-numbers-import.ts';
import type { NumbersWorld } from './plan-numbers-import.ts';

const nothing: NumbersWorld = { series: [], reserved: [], holders: new Map() };

function read(text: string): { rows: NumbersRow[]; faults: NumbersFault[] } {
  const [head, ...records] = parseCsv(text).records;
  const header = parseHeader(head);
  if ('fault' in header) return { rows: [], faults: [header.fault] };
  const read = records.map((record) => mapNumbersRow(record, header, { country: 'SE', series: [] }));
  return {
    rows: read.flatMap((row) => ('faults' in row ? [] : row)),
    faults: read.flatMap((row) => ('faults' in row ? row.faults : [])),
  };
}

function plan(text: string, world: Partial<NumbersWorld> = {}) {
  const { rows, faults } = read(text);
  const planned = planNumbersImport(rows, { ...nothing, ...world });
  return { ...planned, faults: [...faults, ...planned.faults] };
}

const said = (faults: readonly NumbersFault[]) =>
  faults.map(({ line, column, message }) => `${line} ${column}: ${message}`);

test('Swedish columns and words mean what the English ones do', () => {
  const swedish = plan(
    'Från;Till;Typ;Status;Anteckning\n08-123 45 000;08-123 45 099;Fast;Ledig;\n0701740605;;mobil;Reserverad;Jour\n08-123 45 000;;Tjänst;;Växel',
  );
  const english = plan(
    'from,to,kind,state,note\n+46812345000,+46812345099,fixed,free,\n+46701740605,,mobile,reserved,Jour\n46812345000,,service,,Växel',
  );
  expect(swedish).toEqual(english);
  expect(english).toMatchObject({
    series: [
      { first: 46_812_345_000, last: 46_812_345_099, kind: 'fixed', note: null },
      { first: 46_701_740_605, last: 46_701_740_605, kind: 'mobile', note: null },
      { first: 46_812_345_000, last: 46_812_345_000, kind: 'service', note: 'Växel' },
    ],
    reserved: [{ first: 46_701_740_605, last: 46_701_740_605, note: 'Jour' }],
    counts: { numbers: 102, added: 102, alreadyThere: 0, reserved: 1 },
    faults: [],
  });
});

test('consecutive single numbers of one kind and note become one series, whatever their order', () => {
  const { series } = plan(
    'nummer;typ;anteckning\n08-123 45 002;;\n08-123 45 001;;\n08-123 45 003;;\n08-123 45 004;;Hall\n08-123 45 006;;\n08-123 45 005;tjänst;',
  );
  expect(series.map(({ first, last, kind, note }) => [first % 1000, last % 1000, kind, note])).toEqual([
    [1, 3, 'fixed', null],
    [4, 4, 'fixed', 'Hall'],
    [6, 6, 'fixed', null],
    [5, 5, 'service', null],
  ]);
});

test('what lies in a series already, or in an earlier line, is there; only the rest is added', () => {
  const stored = { first: 46_812_345_000, last: 46_812_345_049, kind: 'fixed', note: null } as const;
  const reserved = [{ first: 46_812_345_010, last: 46_812_345_019 }];
  const {
    series,
    reserved: added,
    counts,
    faults,
  } = plan(
    'from;to;state\n46812345000;46812345099;\n46812345060;46812345069;\n46812345015;46812345024;reserved',
    { series: [stored], reserved },
  );
  expect(faults).toEqual([]);
  expect(series).toEqual([{ first: 46_812_345_050, last: 46_812_345_099, kind: 'fixed', note: null }]);
  expect(added).toEqual([{ first: 46_812_345_020, last: 46_812_345_024, note: null }]);
  expect(counts).toEqual({ numbers: 120, added: 50, alreadyThere: 70, reserved: 5, alreadyReserved: 5 });
});

test('every bad line is told with its line, its column, its value and what to do', () => {
  const { faults } = read(
    'nummer;till;typ;status\nhej;;fast;\n4,68123E+10;;;\n;;;\n;;fast;\n08-123 45 010;08-123 45 001;;\n08-123 45 010;0701740605000;;\n08-123 45 011;;fax;upptagen?\n08-123 45 012;;mobil;tjänst\n08-123 45 013;;;;över',
  );
  expect(said(faults)).toEqual([
    '2 nummer: "hej" can not be a number: it is not a phone number that can be called.',
    '3 nummer: 4,68123E+10 is what a spreadsheet makes of a long number, and digits are gone.',
    '5 nummer: There is no number in the line.',
    '6 till: 46812345001 comes before 46812345010.',
    '7 till: "0701740605000" can not be a number: it is not a phone number that can be called.',
    '8 status: "upptagen?" is not known here.',
    '8 typ: "fax" is not known here.',
    "9 status: It is said to be a service's and mobile as well.",
    '10 null: The line has 5 cells, and 4 columns have a name.',
  ]);
  expect(faults[0]).toMatchObject({ value: 'hej', cure: expect.stringContaining('Correct it') as string });
  expect(faults.every(({ cure }) => cure.endsWith('.'))).toBe(true);
});

test('a file without names for its columns, or with one twice, says what the first line has to be', () => {
  expect(read('08-123 45 001\n08-123 45 002').faults[0]?.message).toMatch(/names no column of numbers/);
  expect(read('').faults[0]?.message).toBe('The file is empty.');
  expect(read('nummer;number\n1;2').faults[0]?.message).toBe(
    'The columns "nummer" and "number" mean the same.',
  );
});

test('lines that contradict a series, another line, a service or a holder are faults', () => {
  const world = {
    series: [
      { first: 46_812_345_000, last: 46_812_345_099, kind: 'fixed', note: null },
      { first: 46_812_345_500, last: 46_812_345_500, kind: 'service', note: null },
    ],
    holders: new Map([[6, { digits: '46812345040', name: 'Eva Lind', others: 2 }]]),
  } as const;
  const { faults } = plan(
    'number;to;kind;state\n46812345010;;mobile;\n46812345200;;fixed;\n46812345200;;mobile;\n46812345500;;fixed;\n46812345040;46812345044;;reserved\n46812345500;;;reserved',
    world,
  );
  expect(said(faults)).toEqual([
    '2 null: 46812345010 is mobile here and lies in 46812345000–46812345099, which is fixed.',
    '4 null: 46812345200 is mobile here and fixed in line 3.',
    '5 null: 46812345500 is fixed here and is kept for a service.',
    "6 null: 46812345040 belongs to Eva Lind, and 2 more are somebody's, and can not be reserved.",
    "7 null: 46812345500 is a service's and so is nobody's already.",
  ]);
});

test('more series than can be looked at for every number are refused as a whole', () => {
  const lines = Array.from({ length: 10_001 }, (_, at) => `+46812${String(300_000 + 2 * at)}`);
  expect(plan(`number\n${lines.join('\n')}`).faults.map(({ message }) => message)).toEqual([
    'The company would have 10001 number series; at most 10000 fit.',
  ]);
});

test('whatever lines a file has, importing it again adds nothing', () => {
  const row = fc
    .record({
      first: fc.integer({ min: 46_812_345_000, max: 46_812_345_040 }),
      size: fc.integer({ min: 1, max: 6 }),
      kind: fc.constantFrom(null, 'fixed' as const, 'service' as const),
      isReserved: fc.boolean(),
      note: fc.constantFrom(null, 'x'),
    })
    .map(({ first, size, ...rest }) => ({ ...rest, first, last: first + size - 1 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (made) => {
      const rows = made.map((one, at) => ({ ...one, line: at + 2 }));
      const once = planNumbersImport(rows, nothing);
      if (once.faults.length > 0) return;
      const { numbers, added, alreadyThere } = once.counts;
      expect(added + alreadyThere).toBe(numbers);
      const twice = planNumbersImport(rows, { ...nothing, series: once.series, reserved: once.reserved });
      expect([twice.series, twice.reserved, twice.counts.added, twice.counts.reserved]).toEqual([
        [],
        [],
        0,
        0,
      ]);
    }),
  );
});
