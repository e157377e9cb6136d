// What of a CSV file is read, whatever saved it, and that nothing written is a formula to whoever opens it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapCsvBytes, parseCsv, presentCsv } from './csv.ts';

const cellsOf = (text: string) => parseCsv(text).records.map(({ cells }) => cells);

test('the separator is what the first line has most of, outside quotes', () => {
  expect(cellsOf('from;to\n1;2')).toEqual([
    ['from', 'to'],
    ['1', '2'],
  ]);
  expect(cellsOf('from,to,"a;b;c;d"\n1,2,3')[1]).toEqual(['1', '2', '3']);
  expect(cellsOf('from\tto, or not\n1\t2')[1]).toEqual(['1', '2']);
  expect(cellsOf('number\n1\n2')).toEqual([['number'], ['1'], ['2']]);
  expect(cellsOf('sep=,\r\na;b,c\r\n')).toEqual([['a;b', 'c']]);
});

test('quotes hold separators, quotes and lines, and each record knows its line', () => {
  const { records, faults } = parseCsv('\uFEFFa;b\r\n"x;1";"say ""hi"""\r\n\r\n"two\r\nlines";z\r\nlast;');
  expect(faults).toEqual([]);
  expect(records).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x;1', 'say "hi"'] },
    { line: 4, cells: ['two\r\nlines', 'z'] },
    { line: 6, cells: ['last', ''] },
  ]);
});

test('every broken quote is told with its line', () => {
  expect(parseCsv('a;b\n"x"y;1\n"open;2').faults).toMatchObject([
    { line: 2, message: '"y" stands behind a closed quote.' },
    { line: 3, message: 'A quote is opened here and never closed.' },
  ]);
});

test('UTF-8, Windows-1252 and UTF-16 give the same text', () => {
  const text = 'nummer;anteckning\r\n1;Växeln på Åland';
  const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
  expect(mapCsvBytes(new TextEncoder().encode(`\uFEFF${text}`))).toBe(text);
  expect(mapCsvBytes(latin)).toBe(text);
  expect(mapCsvBytes(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(text);
});

test('a value that a spreadsheet would work out gets an apostrophe, a number does not', () => {
  expect(
    presentCsv([
      ['=1+1', '+46812345000', '-5', '@SUM(A1)', '-x', ' =2', '＝1', 'Eva'],
      [null, 7, 'a;b', 'say "hi"'],
    ]),
  ).toBe(`\uFEFF"'=1+1";+46812345000;-5;"'@SUM(A1)";"'-x";"' =2";"'＝1";Eva\r\n;7;"a;b";"say ""hi"""\r\n`);
});

test('what is written is read back', () => {
  const cell = fc.string({ unit: 'grapheme' }).map((text) =>
    text
      .trim()
      .replace(/^[=+\-@＝＋－＠\uFEFF]+/, 'x')
      .trim(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constant('head'), cell, cell), { minLength: 1 }), (rows) => {
      expect(cellsOf(presentCsv(rows))).toEqual(rows);
    }),
  );
});

test('five megabytes in one quote, and a hundred thousand lines, are read in moments', () => {
  expect(cellsOf(`"${'x""'.repeat(1_700_000)}"`)[0]?.[0]).toHaveLength(3_400_000);
  expect(parseCsv('a;b\n'.repeat(100_000)).records).toHaveLength(100_000);
});
