// Lookup tables survive being written as text and read again, and what is no table is told.
import { expect, test } from 'vitest';
import { parseTables, presentTables } from './lookup-text.ts';

test('tables come back as they were, also with an equals sign in a key', () => {
  const lookups = { ort: { Sthlm: 'Stockholm', Gbg: 'Göteborg = G' }, kod: { 'a=b': 'c' }, tom: {} };
  expect(parseTables(presentTables(lookups))).toEqual({ lookups, faults: new Map() });
});

test('two columns of a spreadsheet are a table, empty lines are nothing', () => {
  const { lookups } = parseTables([{ id: '1', name: ' ort ', text: 'Sthlm\tStockholm\r\n\nMalmö\tMalmö\n' }]);
  expect(lookups).toEqual({ ort: { Sthlm: 'Stockholm', Malmö: 'Malmö' } });
});

test.each([
  [{ name: '', text: '' }, { is: 'empty' }],
  [
    { name: 'ort', text: '' },
    { is: 'twice', name: 'ort' },
  ],
  [
    { name: 'x', text: 'a = b\nSthlm' },
    { is: 'noSign', line: 'Sthlm' },
  ],
  [
    { name: 'x', text: 'a = b\na = c' },
    { is: 'keyTwice', key: 'a' },
  ],
])('%j is told as wrong', (table, fault) => {
  const tables = [
    { id: 'first', name: 'ort', text: 'a = b' },
    { id: 'second', ...table },
  ];
  expect(parseTables(tables).faults).toEqual(new Map([['second', fault]]));
});
