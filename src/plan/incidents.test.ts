// When trouble is told again, by the day; how what can pass, what comes and goes, what gets worse and another address differ.
import { describe, expect, it } from 'vitest';
import { decideClosing, decideMeeting } from './incidents.ts';
import type { Incident, Meeting } from './incidents.ts';
import { decideIsOver } from './trouble.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse('2026-03-02T01:20:00Z');
const meeting = (at: number, more: Partial<Meeting> = {}): Meeting => ({
  at,
  code: 'credential.expired',
  severity: 'error',
  to: 'it@nordvik.example',
  isWorse: false,
  ...more,
});

/** Met at these times, none between; when it was told. */
function tellings(times: readonly number[], more: Partial<Meeting> = {}): number[] {
  let incident: Incident | null = null;
  return times.filter((at) => {
    const met = decideMeeting(incident, meeting(start + at, more));
    incident = met.incident;
    return met.tell !== null;
  });
}

const nights = (count: number, minutesOff: (n: number) => number = () => 0) =>
  Array.from({ length: count }, (_, n) => n * day + minutesOff(n) * 60_000);
const asDays = (times: readonly number[]) => times.map((at) => Math.round(at / day));

describe('trouble of every night', () => {
  it('is told at once, after 1 day, 3, 7 and every 7', () => {
    expect(asDays(tellings(nights(30)))).toEqual([0, 1, 3, 7, 14, 21, 28]);
  });

  it('is told in the same nights when a run ends earlier or the night is an hour shorter', () => {
    const off = (n: number) => (n >= 2 ? -60 : 0) + ((n * 37) % 20);
    expect(asDays(tellings(nights(30, off)))).toEqual([0, 1, 3, 7, 14, 21, 28]);
  });

  it('of a number series is told at once, after a week and every month', () => {
    const series = { code: 'series.runsOut', severity: 'warning' as const };
    expect(asDays(tellings(nights(70), series))).toEqual([0, 7, 37, 67]);
  });
});

describe('trouble that can pass', () => {
  const minutes = (...list: number[]) => list.map((n) => n * 60_000);
  const throttled = { code: 'graph.throttled' };

  it('is told by the last of a night’s tries and not before', () => {
    expect(tellings(minutes(0, 1, 3, 7, 15, 31, 63, 98), throttled)).toEqual(minutes(98));
  });

  it('is told early when runs die again and again', () => {
    expect(tellings(minutes(0, 1, 2, 4, 8, 16), { code: 'run.interrupted' })).toEqual(minutes(8));
  });

  it('that was never told and comes back later is new, and so has not lasted', () => {
    const first = decideMeeting(null, meeting(start, throttled)).incident;
    const over = decideClosing(first, start + hour, 'over');
    expect(over.isTold).toBe(false);
    const again = decideMeeting(over.incident, meeting(start + 3 * hour, throttled));
    expect(again).toMatchObject({ isNew: true, tell: null });
  });
});

describe('trouble that is over', () => {
  const told = decideMeeting(null, meeting(start)).incident;

  it('and comes back within a day is the same, told a day after the all clear at the latest', () => {
    const over = decideClosing(told, start + hour, 'over');
    expect(over.isTold).toBe(true);
    const back = decideMeeting(over.incident, meeting(start + 2 * hour));
    expect(back).toMatchObject({ isNew: false, tell: null, incident: { cameBack: 1, closedAt: null } });
    const lasting = decideMeeting(back.incident, meeting(start + 23 * hour));
    expect(lasting).toMatchObject({ tell: 'reminder', incident: { told: 1 } });
  });

  it('and is there again in the next night but one is new', () => {
    const over = decideClosing(told, start + day, 'over');
    expect(decideMeeting(over.incident, meeting(start + 2 * day))).toMatchObject({
      isNew: true,
      tell: 'opened',
    });
  });

  it('because somebody approved, or stopped the template, is new when it comes again at once', () => {
    for (const ended of ['approved', 'stopped'] as const) {
      const over = decideClosing(told, start + hour, ended).incident;
      expect(decideMeeting(over, meeting(start + 2 * hour))).toMatchObject({ isNew: true, tell: 'opened' });
    }
  });
});

describe('between two tellings', () => {
  const told = decideMeeting(null, meeting(start)).incident;

  it('another address is told at once, and its pauses begin anew', () => {
    const later = decideMeeting({ ...told, told: 3 }, meeting(start + hour, { to: 'drift@nordvik.example' }));
    expect(later).toMatchObject({ tell: 'reminder', incident: { told: 1, toldTo: 'drift@nordvik.example' } });
    expect(decideMeeting(told, meeting(start + hour, { to: null })).tell).toBeNull();
  });

  it('what somebody wants to hear nothing of before a day is told on that day', () => {
    const quiet = { ...told, quietUntil: start + 5 * day };
    expect(decideMeeting(quiet, meeting(start + 4 * day, { to: 'drift@nordvik.example' })).tell).toBeNull();
    expect(decideMeeting(quiet, meeting(start + 5 * day)).tell).toBe('reminder');
    expect(decideClosing(quiet, start + day, 'over').isTold).toBe(true);
  });

  it('what gets worse is told at once', () => {
    expect(decideMeeting(told, meeting(start + hour, { isWorse: true })).tell).toBe('reminder');
  });
});

describe('what the end of a run says of trouble that it did not meet', () => {
  const failed = (code: string) => ({ is: 'failed', code }) as const;
  const done = { is: 'done', withheld: [], approved: null } as const;

  it('is that all of it is over when it came to its end', () => {
    for (const key of ['credential.expired', 'internal', 'brake.removals', 'what.ever'])
      expect(decideIsOver(key, done)).toBe('over');
  });

  it('is nothing of a brake when it planned nobody or failed', () => {
    expect(decideIsOver('brake.removals', { ...done, withheld: null })).toBeNull();
    expect(decideIsOver('brake.removals', failed('group.notFound'))).toBeNull();
    expect(decideIsOver('brake.removals', { ...done, withheld: ['removals'] })).toBeNull();
    expect(decideIsOver('brake.removals', { ...done, approved: 'removals' })).toBe('approved');
  });

  it('is that what lies before the place of its failure is over, and nothing of what lies behind', () => {
    expect(decideIsOver('credential.expired', failed('permission.missing'))).toBe('over');
    expect(decideIsOver('graph.throttled', failed('credential.expired'))).toBe('over');
    expect(decideIsOver('credential.expired', failed('credential.wrong'))).toBe('over');
    expect(decideIsOver('permission.missing', failed('credential.expired'))).toBeNull();
    expect(decideIsOver('group.notFound', failed('permission.missing'))).toBeNull();
    expect(decideIsOver('credential.expired', failed('graph.unavailable'))).toBeNull();
    expect(decideIsOver('graph.throttled', failed('graph.unavailable'))).toBeNull();
  });
});
