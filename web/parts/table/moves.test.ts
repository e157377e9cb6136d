// Where keys take the focus in a table, and what Shift with an arrow takes in on the way.
import { expect, test } from 'vitest';
import { decideExtent, decideMove } from './moves.ts';

test.each([
  ['ArrowDown', 4, 5],
  ['ArrowDown', 99, 99],
  ['ArrowUp', 0, 0],
  ['PageDown', 4, 13],
  ['PageDown', 95, 99],
  ['PageUp', 4, 0],
  ['Home', 50, 0],
  ['End', 50, 99],
  ['a', 50, null],
])('%s from row %i of a hundred leads to %s', (key, at, to) => {
  expect(decideMove(key, at, 100, 10)).toBe(to);
});

test('a table without rows has nowhere to go', () => {
  expect(decideMove('ArrowDown', 0, 0, 10)).toBeNull();
});

test('going away from where it began takes rows in, on either side', () => {
  expect(decideExtent(5, 5, 6)).toEqual({ first: 5, last: 6, isOn: true });
  expect(decideExtent(5, 4, 3)).toEqual({ first: 3, last: 4, isOn: true });
});

test('going back lets go of what is left behind, and never of the row that is come to', () => {
  expect(decideExtent(5, 8, 7)).toEqual({ first: 8, last: 8, isOn: false });
  expect(decideExtent(5, 2, 3)).toEqual({ first: 2, last: 2, isOn: false });
});
