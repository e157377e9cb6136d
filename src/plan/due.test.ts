// When a leaving user is deleted, above all in the two nights of the year in which clocks are changed.
import { expect, test } from 'vitest';
import { decideDue, presentDate } from './due.ts';

function due(missingSince: string, keepDays: number, timeZone: string): string {
  return new Date(decideDue(Date.parse(missingSince), keepDays, timeZone).at).toISOString().slice(0, 16);
}

test('the same wall-clock time keepDays calendar days later', () => {
  expect(due('2026-01-05T01:17Z', 30, 'Europe/Stockholm')).toBe('2026-02-04T01:17');
});

test('days are calendar days: across a clock change the wall-clock time stays and the hours do not', () => {
  expect(due('2026-03-20T01:17Z', 30, 'Europe/Stockholm')).toBe('2026-04-19T00:17');
  expect(due('2026-10-20T00:17Z', 30, 'Europe/Stockholm')).toBe('2026-11-19T01:17');
});

test.each([
  ['02:00, the first minute that is skipped', '2026-02-27T01:00Z'],
  ['02:30, in the middle', '2026-02-27T01:30Z'],
  ['02:59, the last', '2026-02-27T01:59Z'],
])('an hour that summer time skips is the first moment after the gap: %s', (_, missingSince) => {
  expect(due(missingSince, 30, 'Europe/Stockholm')).toBe('2026-03-29T01:00');
});

test('the minutes around the skipped hour are as they always are', () => {
  expect(due('2026-02-27T00:59Z', 30, 'Europe/Stockholm')).toBe('2026-03-29T00:59');
  expect(due('2026-02-27T02:00Z', 30, 'Europe/Stockholm')).toBe('2026-03-29T01:00');
});

test('an hour that comes twice in autumn is the later of the two', () => {
  expect(due('2026-09-25T00:00Z', 30, 'Europe/Stockholm')).toBe('2026-10-25T01:00');
  expect(due('2026-09-25T00:30Z', 30, 'Europe/Stockholm')).toBe('2026-10-25T01:30');
  expect(due('2026-09-25T01:00Z', 30, 'Europe/Stockholm')).toBe('2026-10-25T02:00');
});

test('other time zones have other nights', () => {
  // New York skips 02:00-03:00 on 8 March and has 01:00-02:00 twice on 1 November.
  expect(due('2026-02-06T07:00Z', 30, 'America/New_York')).toBe('2026-03-08T07:00');
  expect(due('2026-02-06T07:45Z', 30, 'America/New_York')).toBe('2026-03-08T07:00');
  expect(due('2026-10-02T05:30Z', 30, 'America/New_York')).toBe('2026-11-01T06:30');
  // Lord Howe moves by half an hour: 02:00-02:30 does not exist on 4 October.
  expect(due('2026-09-03T15:40Z', 30, 'Australia/Lord_Howe')).toBe('2026-10-03T15:30');
});

test('a whole day that a country skipped is the first moment of the next', () => {
  expect(due('2011-11-30T12:00Z', 30, 'Pacific/Apia')).toBe('2011-12-30T10:00');
});

test('an absence confirmed in the repeated hour is counted by its wall-clock time', () => {
  expect(due('2026-10-25T00:30Z', 1, 'Europe/Stockholm')).toBe('2026-10-26T01:30');
  expect(due('2026-10-25T01:30Z', 1, 'Europe/Stockholm')).toBe('2026-10-26T01:30');
});

test('with keepDays 0 the moment itself, even in the repeated hour', () => {
  expect(due('2026-10-25T00:30Z', 0, 'Europe/Stockholm')).toBe('2026-10-25T00:30');
});

test('never less than keepDays days after, save the hour that a clock is set forward', () => {
  const hours = Array.from({ length: 366 * 12 }, (_, n) => Date.UTC(2026, 0, 1) + n * 2 * 3_600_000);
  const days = hours.map((at) => (decideDue(at, 30, 'Europe/Stockholm').at - at) / (24 * 3_600_000));
  expect(Math.min(...days)).toBeGreaterThanOrEqual(30 - 1 / 24);
  expect(Math.max(...days)).toBeLessThanOrEqual(30 + 2 / 24);
});

test('the date is the local one', () => {
  expect(decideDue(Date.parse('2026-01-05T23:30Z'), 30, 'Europe/Stockholm').date).toBe('2026-02-05');
  expect(decideDue(Date.parse('2026-01-05T23:30Z'), 0, 'Europe/Stockholm').date).toBe('2026-01-06');
  expect(presentDate(Date.parse('2026-01-05T03:30Z'), 'America/New_York')).toBe('2026-01-04');
});
