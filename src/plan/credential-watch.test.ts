// Which warning of a credential's end is due when, told with any days missed, and who is believed about the end.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countDays,
  decideCredentialEnd,
  decideThreshold,
  decideWarning,
  keepTold,
} from './credential-watch.ts';
import type { ToldEnd } from './credential-watch.ts';

const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const PAUSES_BEFORE = [60, 30, 14, 7, 3, 1, 0];

test('each day has the nearest threshold that has come', () => {
  const at = [400, 61, 60, 59, 31, 30, 8, 7, 2, 1, 0, -1, -3, -4, -10, -11, -17, -18, -25].map(
    decideThreshold,
  );
  expect(at).toEqual([null, null, 60, 60, 60, 30, 14, 7, 3, 1, 0, -1, -1, -4, -4, -11, -11, -18, -25]);
});

test('days are counted by the calendar, over leap days and changes of the clock', () => {
  expect(countDays('2028-02-28', '2028-03-01')).toBe(2);
  expect(countDays('2027-03-27', '2027-03-29')).toBe(2);
  expect(countDays('2027-01-01', '2026-12-31')).toBe(-1);
});

test('whatever days are missed, no threshold is told twice, none twice as near, and the newest look is never silent about a new one', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 0, max: 100 }), (pauses, ahead) => {
      const expires = '2027-06-01';
      let today = addDays(expires, -ahead);
      let told: ToldEnd[] = [];
      const thresholds: number[] = [];
      for (const pause of pauses) {
        today = addDays(today, pause);
        const warning = decideWarning(expires, today, told);
        const days = countDays(today, expires);
        if (warning) {
          expect(warning.days).toBe(days);
          thresholds.push(warning.threshold);
          told = keepTold(told, { expires, threshold: warning.threshold });
        }
        // What has come is told by now, by itself or by one nearer.
        const come = PAUSES_BEFORE.filter((threshold) => days <= threshold).at(-1);
        if (come !== undefined) expect(thresholds.at(-1)).toBeLessThanOrEqual(come);
      }
      expect(thresholds).toEqual([...new Set(thresholds)].toSorted((a, b) => b - a));
    }),
  );
});

test('an end that comes back has been told of already, and only so many ends are remembered', () => {
  let told: ToldEnd[] = [];
  for (let n = 0; n < 20; n += 1) told = keepTold(told, { expires: addDays('2027-01-01', n), threshold: 7 });
  expect(told).toHaveLength(8);
  expect(decideWarning('2027-01-20', '2027-01-14', told)).toBeNull();
  expect(decideWarning('2027-01-20', '2027-01-17', told)).toEqual({ days: 3, threshold: 3 });
  expect(decideWarning('2027-01-21', '2027-01-14', told)).toEqual({ days: 7, threshold: 7 });
});

test('what was read of the end wins over what was typed, unless Entra can not tell which secret it is', () => {
  const entra = { expires: '2027-02-01', source: 'entra' as const, isSure: true };
  const said = (typed: string | null, end: typeof entra | null) => decideCredentialEnd(typed, { end });
  expect(said('2027-01-01', entra)).toEqual({ expires: '2027-02-01', source: 'entra' });
  expect(said('2027-01-01', { ...entra, isSure: false })).toEqual({
    expires: '2027-01-01',
    source: 'administrator',
  });
  expect(said(null, { ...entra, isSure: false })).toEqual({ expires: '2027-02-01', source: 'entra' });
  expect(said('2027-01-01', null)).toEqual({ expires: '2027-01-01', source: 'administrator' });
  expect(said(null, null)).toBeNull();
});
