// Days are written and read as the portal's language has them; what is no day is none.
import { expect, test } from 'vitest';
import { parseDay, presentDay } from './day-text.ts';

test('a day is shown as people of the language write it', () => {
  expect(presentDay('2026-12-04', 'sv')).toBe('2026-12-04');
  expect(presentDay('2026-12-04', 'en')).toBe('04/12/2026');
  expect(presentDay('i morgon', 'en')).toBe('i morgon');
  expect(presentDay('', 'en')).toBe('');
});

test.each([
  ['2026-12-04', 'sv', '2026-12-04'],
  ['20261204', 'sv', '2026-12-04'],
  ['2026-12-4', 'en', '2026-12-04'],
  [' 4/12/2026 ', 'en', '2026-12-04'],
  ['04/12/2026', 'sv', null],
  ['2027-02-30', 'sv', null],
  ['31/02/2027', 'en', null],
  ['12/31/2026', 'en', null],
  ['i morgon', 'sv', null],
] as const)('%s in %s is %s', (typed, language, day) => {
  expect(parseDay(typed, language)).toBe(day);
});
