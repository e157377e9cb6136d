// Which moment a scheduled run stands for.
import { expect, test } from 'vitest';
import { decideNominal } from './work-loop.ts';

const now = Date.UTC(2026, 10, 22, 12);
const at = (time: number) => new Date(time).toISOString();

test('a night that is caught up keeps its slot', () => {
  const slot = now - 5 * 3_600_000;
  expect(decideNominal({ nextStart: at(slot), nextStartWhy: 'nightly' }, now)).toBe(slot);
});

test('an interval that was over weeks ago stands for now, so that no leave is dated back (R3)', () => {
  expect(decideNominal({ nextStart: at(now - 40 * 86_400_000), nextStartWhy: 'interval' }, now)).toBe(now);
});
