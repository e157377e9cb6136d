// Which numbers lead to whom: swaps, things in the way, and that nobody ever loses or gets what is not hers.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideNumbers } from './numbers.ts';
import type { NumberRow, NumberWish } from './numbers.ts';

const row = (number: string, account: string | null): NumberRow => ({ number, account, what: `${account}` });
const wish = (account: string, ...wanted: string[]): NumberWish => ({ account, wanted });
const told = (wishes: NumberWish[], rows: NumberRow[]) => {
  const { remove, add, conflicts } = decideNumbers(wishes, rows);
  return {
    remove: remove.map(({ account, number }) => `${number} ${account}`),
    add: add.map(({ account, number }) => `${number} ${account}`),
    conflicts: [...conflicts].map(([account, { number }]) => `${account} ${number}`),
  };
};

test('two who swap give up and get', () => {
  expect(told([wish('a', '2'), wish('b', '1')], [row('1', 'a'), row('2', 'b')])).toEqual({
    remove: ['1 a', '2 b'],
    add: ['2 a', '1 b'],
    conflicts: [],
  });
});

test('who meets somebody keeps what she has, and so whoever wanted that waits, too', () => {
  const rows = [row('1', 'a'), row('2', 'b'), row('9', null)];
  expect(told([wish('b', '1'), wish('a', '9'), wish('c', '3')], rows)).toEqual({
    remove: [],
    add: ['3 c'],
    conflicts: ['a 9', 'b 1'],
  });
});

test('of two who want the same number one gets it', () => {
  expect(told([wish('a', '1'), wish('b', '1')], [])).toEqual({
    remove: [],
    add: ['1 a'],
    conflicts: ['b 1'],
  });
});

test('whatever is wished, no number leads to two, and what others have stays', () => {
  const number = fc.constantFrom('1', '2', '3', '4', '5');
  const account = fc.constantFrom('a', 'b', 'c', 'x', null);
  const rows = fc.uniqueArray(fc.tuple(number, account), { selector: ([one]) => one });
  const wishes = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.uniqueArray(number)), {
    selector: ([one]) => one,
  });
  fc.assert(
    fc.property(rows, wishes, (there, wanted) => {
      const before = there.map(([one, to]) => row(one, to));
      const plan = decideNumbers(
        wanted.map(([to, numbers]) => ({ account: to, wanted: numbers })),
        before,
      );
      const key = (one: { account: string | null; number: string }) => `${one.number} ${one.account}`;
      const removed = new Set(plan.remove.map(key));
      const after = [...before.filter((one) => !removed.has(key(one))), ...plan.add];
      expect(new Set(after.map((one) => one.number)).size).toBe(after.length);
      const asked = new Set(wanted.map(([to]) => to));
      const isOthers = ({ account: to }: { account: string | null }) =>
        to === null || !asked.has(to as 'a') || plan.conflicts.has(to);
      expect(after.filter(isOthers).map(key)).toEqual(before.filter(isOthers).map(key));
      for (const [to, numbers] of wanted) {
        if (plan.conflicts.has(to)) continue;
        const has = after.filter((one) => one.account === to).map((one) => one.number);
        expect(has.toSorted()).toEqual(numbers.toSorted());
      }
    }),
  );
});
