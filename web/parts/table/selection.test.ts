// Choosing rows one by one, and everything that fits without having read it.
import { expect, test } from 'vitest';
import { countSelected, isSelected, noSelection, select, selectAll } from './selection.ts';

test('some are chosen and let go one by one', () => {
  const two = select(noSelection, ['a', 'b'], true);
  expect([isSelected(two, 'a'), isSelected(two, 'c'), countSelected(two, 50_000)]).toEqual([true, false, 2]);
  expect(countSelected(select(two, ['a'], false), 50_000)).toBe(1);
});

test('everything that fits is chosen without being read, less what is taken out of it', () => {
  const all = selectAll(select(noSelection, ['a'], true));
  expect([isSelected(all, 'never read'), countSelected(all, 50_000)]).toEqual([true, 50_000]);
  const fewer = select(all, ['a', 'b'], false);
  expect([isSelected(fewer, 'a'), isSelected(fewer, 'c'), countSelected(fewer, 50_000)]).toEqual([
    false,
    true,
    49_998,
  ]);
  expect(countSelected(select(fewer, ['a'], true), 50_000)).toBe(49_999);
});

test('pressing the box of everything twice chooses nothing', () => {
  expect(selectAll(selectAll(noSelection))).toEqual(noSelection);
});
