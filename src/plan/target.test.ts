// What is decided of a target: pauses that grow, and what counts as drift.
import { expect, test } from 'vitest';
import { decideDrift, decideIsCompareDue, decideTargetPause, decideUserPause } from './target.ts';

const middle = 0.5;

test('an exchange that does not answer is left alone for half a minute, and a quarter of an hour at most', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 60].map((failures) => decideTargetPause(failures, null, middle) / 1_000);
  expect(pauses).toEqual([30, 60, 120, 300, 600, 900, 900]);
});

test('an exchange that asks to be left alone longer is, for an hour at most', () => {
  expect(decideTargetPause(1, 120_000, middle)).toBe(120_000);
  expect(decideTargetPause(1, 86_400_000, middle)).toBe(3_600_000);
  expect(decideTargetPause(6, 1_000, middle)).toBe(900_000);
});

test('a conflict is tried again within seconds, what only other data can mend within a day', () => {
  expect(decideUserPause('conflict', 1, middle)).toBe(5_000);
  expect(decideUserPause('rejected', 9, middle)).toBe(86_400_000);
  expect(decideUserPause('retry', 1, 1)).toBeGreaterThan(decideUserPause('retry', 1, 0));
});

test('an entry drifts in the fields that were written and are given back, and in no others', () => {
  const wanted = { context: 'office', callerid: null };
  expect(decideDrift(wanted, { context: 'office', callerid: null, allow: 'alaw' })).toBeNull();
  expect(decideDrift(wanted, { context: 'office' })).toBeNull();
  expect(decideDrift(wanted, { context: 'open', callerid: 'x' })).toEqual({
    is: 'different',
    fields: { context: { wanted: 'office', there: 'open' }, callerid: { wanted: null, there: 'x' } },
  });
  expect(decideDrift(wanted, null)).toEqual({ is: 'missing', fields: {} });
});

test('everything is compared once a night in the company’s time zone, and when somebody asks', () => {
  const due = (compared: string | null, now: string) =>
    decideIsCompareDue(compared === null ? null : Date.parse(compared), Date.parse(now), 'Europe/Stockholm');
  expect(due(null, '2026-03-02T12:00:00Z')).toBe(true);
  expect(due('2026-03-01T02:30:00Z', '2026-03-02T01:59:00Z')).toBe(false);
  expect(due('2026-03-01T02:30:00Z', '2026-03-02T02:01:00Z')).toBe(true);
  expect(due('2026-03-02T02:01:00Z', '2026-03-02T23:30:00Z')).toBe(false);
  // A machine that was off at night compares when it is on.
  expect(due('2026-02-20T02:30:00Z', '2026-03-02T15:00:00Z')).toBe(true);
});
