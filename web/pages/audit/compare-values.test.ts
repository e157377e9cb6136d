// Rows of what differs, whatever the shapes.
import { expect, test } from 'vitest';
import { compareValues } from './compare-values.ts';

test('only what differs is a row, with its path, also where one side has nothing', () => {
  expect(compareValues({ a: 1, b: { c: 'x', d: [1] } }, { a: 1, b: { c: 'y', d: [1] }, e: false })).toEqual([
    { path: 'b.c', before: 'x', after: 'y' },
    { path: 'e', before: null, after: 'false' },
  ]);
  expect(compareValues(undefined, { name: 'Nordvik' })).toEqual([
    { path: 'name', before: null, after: 'Nordvik' },
  ]);
  expect(compareValues({ tags: ['a'] }, { tags: ['a', 'b'] })).toEqual([
    { path: 'tags', before: '["a"]', after: '["a","b"]' },
  ]);
  expect(compareValues({ mode: { kind: 'full' } }, { mode: 'paused' })).toEqual([
    { path: 'mode', before: '{"kind":"full"}', after: 'paused' },
  ]);
});
