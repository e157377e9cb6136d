// When a mail and a server are tried again.
import { expect, test } from 'vitest';
import { decideMailPause, decideTroublePause } from './mail-retry.ts';

const hours = (count: number) => count * 3_600_000;

test('a mail is tried again after minutes, then hours, then half days, and not after five days', () => {
  const pauses: number[] = [];
  let now = 0;
  for (let tries = 1; ; tries += 1) {
    const wait = decideMailPause(tries, 0, now);
    if (wait === null) break;
    pauses.push(wait / 60_000);
    now += wait;
  }
  expect(pauses.slice(0, 8)).toEqual([5, 15, 30, 60, 120, 240, 480, 720]);
  expect(now).toBe(hours(5 * 24));
});

test('one that could not be tried for days is not given up before its time', () => {
  expect(decideMailPause(2, 0, hours(119))).toBe(15 * 60_000);
  expect(decideMailPause(9, 0, hours(119))).toBe(hours(1));
  expect(decideMailPause(2, 0, hours(121))).toBeNull();
});

test('a server in trouble is never left alone for longer than a quarter of an hour', () => {
  const pauses = Array.from({ length: 50 }, (_, nth) => decideTroublePause(nth + 1));
  expect(pauses[0]).toBe(10_000);
  expect(Math.max(...pauses)).toBe(900_000);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
});
