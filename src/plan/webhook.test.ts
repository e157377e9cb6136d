// When a delivery is tried again, when others pass it, when a webhook is switched off, and what is shown of its address.
import { describe, expect, test } from 'vitest';
import { decideAfterFailure, mapKinds, mapStatus, presentShownUrl, STANDS_IN_LINE } from './webhook.ts';
import type { AttemptFacts } from './webhook.ts';

const trouble = { is: 'failed', why: 'trouble', status: 500, askedMs: null } as const;
const [minute, hour] = [60_000, 3_600_000];
const facts = (values: Partial<AttemptFacts>): AttemptFacts => ({
  attempts: 1,
  triedForMs: 0,
  failures: 1,
  failingForMs: 0,
  isTest: false,
  chance: 0.5,
  ...values,
});

describe('after a failure', () => {
  test('pauses grow from half a minute to hours, and end within two days', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(
      (attempts) => decideAfterFailure(trouble, facts({ attempts, failures: attempts })).againMs,
    );
    expect(pauses).toEqual([
      30_000,
      2 * minute,
      10 * minute,
      30 * minute,
      hour,
      2 * hour,
      4 * hour,
      8 * hour,
      12 * hour,
      16 * hour,
      null,
    ]);
    const sum = pauses.reduce<number>((all, pause) => all + (pause ?? 0), 0);
    expect(sum / hour).toBeGreaterThan(40);
    expect(sum / hour).toBeLessThan(48);
  });

  test('the webhook rests as long as its first in line waits, so that nothing passes it, and never longer than an hour', () => {
    for (let attempts = 1; attempts < STANDS_IN_LINE; attempts += 1) {
      const after = decideAfterFailure(trouble, facts({ attempts, failures: attempts }));
      expect(after.restMs).toBe(after.againMs);
    }
    expect(decideAfterFailure(trouble, facts({ attempts: 8, failures: 40 })).restMs).toBe(hour);
  });

  test('a receiver is given as long as it asks for, but not for ever', () => {
    const asking = (askedMs: number) => mapStatus(429, askedMs);
    const after = (askedMs: number) => {
      const attempt = asking(askedMs);
      if (attempt.is === 'delivered') throw new Error('a 429 is no success');
      return decideAfterFailure(attempt, facts({}));
    };
    expect(after(2 * hour)).toMatchObject({ restMs: 2 * hour, againMs: 2 * hour });
    expect(after(1_000)).toMatchObject({ restMs: 30_000 });
    expect(after(365 * 24 * hour)).toMatchObject({ restMs: 24 * hour });
    expect(mapStatus(500, 2 * hour)).toMatchObject({ askedMs: null });
  });

  test('what is refused for what it says is not sent again', () => {
    for (const status of [400, 413, 415, 422]) {
      const attempt = mapStatus(status, null);
      expect(attempt).toMatchObject({ is: 'failed', why: 'refused' });
      if (attempt.is === 'failed') expect(decideAfterFailure(attempt, facts({})).againMs).toBeNull();
    }
    for (const status of [401, 403, 404, 408, 429, 500, 503, 302])
      expect(mapStatus(status, null)).toMatchObject({ why: 'trouble' });
  });

  test('a webhook is switched off when its receiver is gone, or after two days in which nothing arrived', () => {
    const gone = { ...trouble, why: 'gone' } as const;
    expect(decideAfterFailure(gone, facts({}))).toMatchObject({ off: 'gone', againMs: null });
    expect(mapStatus(410, null)).toMatchObject({ why: 'gone' });
    const days = facts({ failures: 8, failingForMs: 48 * hour });
    expect(decideAfterFailure(trouble, days)).toMatchObject({ off: 'failing', againMs: null });
    expect(decideAfterFailure(trouble, { ...days, failures: 7 }).off).toBeNull();
    expect(decideAfterFailure(trouble, { ...days, failingForMs: 47 * hour }).off).toBeNull();
  });

  test('a test, and what there is nothing to send of, says nothing of the webhook', () => {
    const nothing = { againMs: null, restMs: 0, off: null };
    expect(decideAfterFailure({ ...trouble, why: 'gone' }, facts({ isTest: true }))).toEqual(nothing);
    expect(decideAfterFailure({ ...trouble, why: 'void' }, facts({ failures: 99 }))).toEqual(nothing);
  });
});

describe('of an address', () => {
  test.each([
    ['https://hooks.chat.example/services/T0001/B0002/abcdefXYZ9', 'https://hooks.chat.example/…XYZ9'],
    ['https://flow.example/triggers/manual?sig=Qw34', 'https://flow.example/…Qw34'],
    ['https://hook.example:8443/kort', 'https://hook.example:8443/…'],
    ['https://hook.example/', 'https://hook.example/'],
  ])('%s no more is shown than %s', (address, shown) => {
    expect(presentShownUrl(address)).toBe(shown);
  });
});

test('kinds stand in one order and once, and unknown ones are left out', () => {
  expect(mapKinds(['run.summary', 'users.created', 'run.summary', 'test', 'x'])).toEqual([
    'users.created',
    'run.summary',
  ]);
});
