// Tables on terminals of any width: nothing is cut off, and where there is no terminal a row stays a line.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presentTable } from './terminal.ts';

const rows = [
  [
    '  skip',
    'emma.havsjo',
    'PSTN Fixed is empty in Entra, and no number of the series is free.',
    'Extend the series.',
  ],
  ['  skip', 'bo.ek', 'A guest in the tenant.', 'Set guests to include in the sync template.'],
];

test('a table that goes to a file or another program has one line for each row', () => {
  expect(presentTable(rows, [], undefined)).toHaveLength(2);
  expect(presentTable(rows, [], undefined).join('')).not.toContain('\n');
});

test('on a terminal of 80 columns what does not fit is broken between words or goes below its row', () => {
  expect(presentTable(rows, [], 80)).toEqual([
    `  skip  emma.havsjo  PSTN Fixed is empty in Entra, and no number of the series
                     is free.
    Extend the series.`,
    `  skip  bo.ek        A guest in the tenant.
    Set guests to include in the sync template.`,
  ]);
});

test('no line of a table is wider than its terminal unless a word is, and no word is lost', () => {
  const cell = fc
    .array(fc.constantFrom('a', 'bo', 'nummer', 'användare'), { maxLength: 30 })
    .map((words) => words.join(' '));
  const table = fc.array(fc.tuple(fc.constant('  x'), cell, cell, cell), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(table, fc.integer({ min: 60, max: 200 }), (some, width) => {
      const shown = presentTable(some, [], width).join('\n');
      const words = (text: string) => text.split(/\s+/u).filter(Boolean);
      expect(words(shown).toSorted()).toEqual(words(some.flat().join(' ')).toSorted());
      for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});

test('a table that fits is the same on every terminal', () => {
  expect(
    presentTable(
      [
        ['a', 'b'],
        ['cc', 'd'],
      ],
      [0],
      20,
    ),
  ).toEqual([' a  b', 'cc  d']);
});
