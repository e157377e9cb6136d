// How fast requests may go.
import { expect, test } from 'vitest';
import { openPace } from './pace.ts';
import type { Clock } from './pace.ts';

/** A clock that stands still but when somebody waits. */
function aClock(): Clock & { ms: number } {
  const clock = {
    ms: 0,
    now: () => clock.ms,
    wait: (ms: number) => {
      clock.ms += ms;
      return Promise.resolve();
    },
  };
  return clock;
}

test('no minute has more requests than the pace, and they go in the order in which they came', async () => {
  const clock = aClock();
  const takeTurn = openPace(3, clock);
  const went: { name: number; at: number }[] = [];
  await Promise.all(
    [0, 1, 2, 3, 4, 5, 6].map(async (name) => {
      await takeTurn();
      went.push({ name, at: clock.ms });
    }),
  );
  expect(went.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(went.map(({ at }) => at)).toEqual([0, 0, 0, 60_000, 60_000, 60_000, 120_000]);
});

test('without a pace nobody waits', async () => {
  const clock = aClock();
  const takeTurn = openPace(null, clock);
  await takeTurn();
  await takeTurn();
  expect(clock.ms).toBe(0);
});
