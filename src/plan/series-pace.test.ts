// When a number series is said to run out, and what that is based on.
import { expect, test } from 'vitest';
import { decidePace, decideRunsOut, decideSeriesWarning } from './series-pace.ts';

const now = Date.parse('2026-11-26T00:00:00Z');
const zone = 'Europe/Stockholm';
const series = { first: 46_812_345_000, last: 46_812_345_999, isLow: false };

test('a pace is numbers a month over what was seen, and none of less than two weeks', () => {
  expect(decidePace(36, 90)).toEqual({ perMonth: 12.2, days: 90, net: 36 });
  expect(decidePace(-3, 30)).toEqual({ perMonth: -3, days: 30, net: -3 });
  expect(decidePace(5, 13)).toBeNull();
});

test('a series runs out when its free numbers are gone at that pace, and never when it shrinks or stands', () => {
  expect(new Date(decideRunsOut(48, decidePace(36, 90), now) ?? 0).toISOString().slice(0, 10)).toBe(
    '2027-03-26',
  );
  expect(decideRunsOut(48, decidePace(0, 90), now)).toBeNull();
  expect(decideRunsOut(48, decidePace(-4, 90), now)).toBeNull();
  expect(decideRunsOut(48, null, now)).toBeNull();
  expect(decideRunsOut(1_000_000, decidePace(1, 90), now)).toBeNull();
});

test('the warning says how many are left, about when they are gone and by which pace', () => {
  expect(decideSeriesWarning({ ...series, free: 48, pace: decidePace(36, 90) }, now, zone)).toMatchObject({
    code: 'series.runsOut',
    message:
      'The number series 46812345000–46812345999 has 48 free numbers left and runs out about 2027-03, at 12.2 a month (the last 90 days).',
  });
  expect(decideSeriesWarning({ ...series, free: 900, pace: decidePace(36, 90) }, now, zone)).toBeNull();
});

test('whatever free numbers and pace make of it, the warning can be written', () => {
  const pace = decidePace(7, 31);
  for (let free = 1; free <= 20; free++)
    expect(decideSeriesWarning({ ...series, free, pace }, now + 1, zone)?.message).toMatch(
      /about \d{4}-\d\d,/,
    );
});

test('a low series is warned of without a pace too, and one that is used up is said to be', () => {
  const low = { ...series, isLow: true, pace: null };
  expect(decideSeriesWarning({ ...low, free: 1 }, now, zone)?.message).toMatch(/has one free number left\.$/);
  expect(decideSeriesWarning({ ...low, free: 0 }, now, zone)?.code).toBe('series.usedUp');
  expect(decideSeriesWarning({ ...low, isLow: false, free: 0 }, now, zone)).toBeNull();
});
