// What is taken for a number and for a range of numbers when somebody types it.
import { expect, test } from 'vitest';
import { matchDigits, matchRange } from './number-range.ts';

const rules = { country: 'SE', series: [] };

test.each([
  ['46812345100', 46_812_345_100, 46_812_345_100],
  ['08-123 45 100', 46_812_345_100, 46_812_345_100],
  ['+46 8 465 004 12', 46_846_500_412, 46_846_500_412],
  ['46812345100-46812345199', 46_812_345_100, 46_812_345_199],
  ['46812345100..46812345199', 46_812_345_100, 46_812_345_199],
  ['08-123 45 100 – 08-123 45 199', 46_812_345_100, 46_812_345_199],
  ['08-123 45 100-08-123 45 199', 46_812_345_100, 46_812_345_199],
  ['+4721000000-+4721000099', 4_721_000_000, 4_721_000_099],
  // Nobody knows such numbers, and somebody may have them all the same.
  ['46999999999990', 46_999_999_999_990, 46_999_999_999_990],
])('%s is read', (text, first, last) => {
  expect(matchRange(text, rules)).toEqual({ first, last });
});

test.each([
  ['hej', /neither/],
  ['', /neither/],
  ['08-123 45 199 – 08-123 45 100', /comes before/],
  ['46812345100-468123451', /neither/],
  ['112', /neither/],
])('%s is no range', (text, why) => {
  expect(matchRange(text, rules)).toEqual({ why: expect.stringMatching(why) as string });
});

test('bare digits are a number of the country first, and a whole one else', () => {
  expect(matchDigits('812345100', rules)).toEqual({ digits: '46812345100' });
  expect(matchDigits('46812345100', rules)).toEqual({ digits: '46812345100' });
  expect(matchDigits('4721000000', rules)).toEqual({ digits: '4721000000' });
  expect(matchDigits('46999999999990', rules)).toHaveProperty('why');
});
