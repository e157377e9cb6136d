// How long is waited and when trying ends, from plain values.
import { describe, expect, test } from 'vitest';
import { decideBackoff, decideLimits, decideTold, decideWait } from './waiting.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('Retry-After', () => {
  test.each([
    ['2.128', 2128],
    ['30', 30_000],
    [' 1 ', 1000],
    ['0.0004', 1],
    ['Sun, 22 Nov 2026 10:00:07 GMT', 7000],
  ])('%s is taken as told', (header, ms) => {
    expect(decideTold(header, undefined, NOW)).toBe(ms);
  });

  test.each([[undefined], [''], ['0'], ['soon'], ['-5'], ['Sun, 22 Nov 2026 09:59:00 GMT']])(
    '%s tells nothing',
    (header) => {
      expect(decideTold(header, undefined, NOW)).toBeNull();
    },
  );

  test('a date is read against the server’s own clock', () => {
    const told = decideTold('Sun, 22 Nov 2026 08:00:07 GMT', 'Sun, 22 Nov 2026 08:00:00 GMT', NOW);
    expect(told).toBe(7000);
  });
});

describe('untold waits', () => {
  test('they double up to a minute, spread by chance', () => {
    expect([1, 2, 3, 7, 8, 20].map((tries) => decideBackoff(tries, 0))).toEqual([
      500, 1000, 2000, 30_000, 30_000, 30_000,
    ]);
    expect(decideBackoff(3, 0.999)).toBeGreaterThan(decideBackoff(3, 0));
  });
});

describe('bounds', () => {
  const usual = decideLimits(null);
  const spent = { tries: 1, requestMs: 0, runMs: 0 };

  test('ten minutes for a request and sixty for a run, unless lowered', () => {
    expect(usual).toEqual({ triesPerRequest: 10, msPerRequest: 600_000, msPerRun: 3_600_000 });
    expect(decideLimits(5)).toMatchObject({ msPerRequest: 5000, msPerRun: 5000 });
    expect(decideLimits(100_000)).toMatchObject(usual);
  });

  test('after ten tries there is no eleventh', () => {
    expect(decideWait(usual, { ...spent, tries: 9 }, 1000, 0)).toBe(1000);
    expect(decideWait(usual, { ...spent, tries: 10 }, 1000, 0)).toBeNull();
  });

  test('a told wait that is longer than what is left is not begun', () => {
    expect(decideWait(usual, { ...spent, requestMs: 599_000 }, 1000, 0)).toBe(1000);
    expect(decideWait(usual, { ...spent, requestMs: 599_001 }, 1000, 0)).toBeNull();
    expect(decideWait(usual, { ...spent, runMs: 3_599_001 }, 1000, 0)).toBeNull();
  });

  test('an untold wait is cut to what is left, and nothing left is the end', () => {
    expect(decideWait(decideLimits(1), { ...spent, tries: 5 }, null, 0)).toBe(1000);
    expect(decideWait(decideLimits(1), { ...spent, requestMs: 1000 }, null, 0)).toBeNull();
    expect(decideWait(decideLimits(0), spent, null, 0)).toBeNull();
  });
});
