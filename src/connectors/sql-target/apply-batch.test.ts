// A batch whose transaction is refused for one user's sake: everybody else is done, and what the whole exchange meets ends it.
import { expect, test } from 'vitest';
import type { Outcome } from '../target.ts';
import { TargetError } from '../target.ts';
import { applyBatch } from './apply-batch.ts';
import { presentDone, presentFailed } from './batch-outcome.ts';

const numbered = Array.from({ length: 100 }, (_nothing, nth) => String(nth));
const bad = new TargetError('rejected', 'target.value', 'too long', 'Shorten it.');
const done = (user: string): Outcome => presentDone(user, user, {});
const states = (outcomes: readonly Outcome[]) =>
  Object.fromEntries(outcomes.map(({ user, is }) => [user, is]));

test('one attempt is enough where nothing is wrong', async () => {
  const attempts: number[] = [];
  const outcomes = await applyBatch(numbered, String, (some) => {
    attempts.push(some.length);
    return Promise.resolve(some.map(done));
  });
  expect([attempts, outcomes.length]).toEqual([[100], 100]);
});

test('the two that the database refuses fail alone', async () => {
  const attempts: number[] = [];
  const outcomes = await applyBatch(numbered, String, (some) => {
    attempts.push(some.length);
    return some.includes('7') || some.includes('70') ? Promise.reject(bad) : Promise.resolve(some.map(done));
  });
  expect(outcomes).toHaveLength(100);
  expect(outcomes.filter(({ is }) => is === 'failed').map(({ user }) => user)).toEqual(['7', '70']);
  expect(attempts.length).toBeLessThan(30);
});

test('two that swap and came into different halves go once more, together', async () => {
  const conflict = new TargetError('conflict', 'target.numberTaken', 'taken', 'Free it.');
  const outcomes = await applyBatch(['a', 'bad', 'c', 'b'], String, (some) => {
    if (some.includes('bad')) return Promise.reject(bad);
    const areBoth = some.includes('a') && some.includes('b');
    const isSwap = (user: string) => user === 'a' || user === 'b';
    return Promise.resolve(
      some.map((user) => (isSwap(user) && !areBoth ? presentFailed(user, conflict) : done(user))),
    );
  });
  expect(states(outcomes)).toEqual({ a: 'done', b: 'done', c: 'done', bad: 'failed' });
});

test('what the whole exchange meets ends the batch', async () => {
  const refused = new TargetError('refused', 'target.rights', 'no', 'Grant it.');
  await expect(applyBatch(numbered, String, () => Promise.reject(refused))).rejects.toBe(refused);
  await expect(applyBatch([], String, () => Promise.reject(refused))).resolves.toEqual([]);
});
