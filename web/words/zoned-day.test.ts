// When a day begins, also on the days on which clocks are changed.
import { expect, test } from 'vitest';
import { startOfDay } from './zoned-day.ts';

test('a day begins at midnight of its zone, in winter, in summer and on the days of the change', () => {
  expect(startOfDay('2026-11-22', 'Europe/Stockholm')).toBe('2026-11-21T23:00:00.000Z');
  expect(startOfDay('2026-07-01', 'Europe/Stockholm')).toBe('2026-06-30T22:00:00.000Z');
  expect(startOfDay('2026-03-29', 'Europe/Stockholm')).toBe('2026-03-28T23:00:00.000Z');
  expect(startOfDay('2026-03-29', 'Europe/Stockholm', 1)).toBe('2026-03-29T22:00:00.000Z');
  expect(startOfDay('2026-10-25', 'Europe/Stockholm', 1)).toBe('2026-10-25T23:00:00.000Z');
  expect(startOfDay('2026-11-22', 'America/New_York')).toBe('2026-11-22T05:00:00.000Z');
});
