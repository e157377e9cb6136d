// Automatic numbers, one sentence a test: what is handed out in which order, to whom not, and who goes without.
import { describe, expect, test } from 'vitest';
import { aSnapshot, day, phone } from './testing/a-snapshot.ts';
import { openSeries, settleNumbers } from './automatic-numbers.ts';
import type { Claimant, Contender } from './contest.ts';

const series = phone(0);
const last = phone(99);
const at = (n: number) => Number(phone(n));

const without = (name: string) => aSnapshot().person(name).unusable('pstnFixed', 'missing');
const given = (plan: ReturnType<ReturnType<typeof aSnapshot>['plan']>, name: string) =>
  plan.step(name, 'create').to.pstnFixed;

test('of two series, one within the other, gives nobody a number of the other’s', () => {
  const claimant = (person: string): Claimant => ({
    person,
    name: person,
    alias: person,
    createdAt: 0,
    kind: 'joiner',
    user: null,
    wants: { alias: person, pstnFixed: null, extension: null },
    holds: { alias: null, pstnFixed: null, extension: null },
  });
  const claimants = ['p1', 'p2', 'p3'].map(claimant);
  const won = (alias: string) => ({ alias, pstnFixed: null, extension: null });
  const { contenders } = settleNumbers(
    claimants,
    {
      needs: new Map([
        ['p1', { series: '100', own: null }],
        ['p2', { series: '101', own: null }],
        ['p3', { series: '100', own: null }],
      ]),
      series: [
        { series: '100', last: '109', free: [[101, 109]] },
        { series: '101', last: '102', free: [[101, 102]] },
      ],
      named: new Set(),
    },
    (left) => ({
      claims: {
        holders: { alias: new Map(), pstnFixed: new Map(), extension: new Map() },
        isOpen: () => true,
      },
      contenders: new Map(
        left.map((one) => [one.person, { claimant: one, won: won(one.person) } as Contender]),
      ),
    }),
  );
  expect([...contenders.values()].map((one) => one.won.pstnFixed)).toEqual(['101', '102', '103']);
});

describe('a series', () => {
  test('gives its numbers lowest first over gaps, none twice and none that is taken', () => {
    const give = openSeries(
      {
        free: [
          [3, 4],
          [7, 7],
          [9, 10],
        ],
      },
      new Set(['4', '9']),
    );
    expect([give(), give(), give(), give(), give()]).toEqual(['3', '7', '10', null, null]);
  });

  test('of a thousand million numbers costs what is handed out', () => {
    const give = openSeries({ free: [[46_000_000_000, 46_999_999_999]] }, new Set());
    expect(give()).toBe('46000000000');
  });
});

describe('a new user without a number', () => {
  test('gets the lowest free one, whoever ranks first before the others', () => {
    const plan = without('Bo')
      .but({ createdAt: day(-1) })
      .person('Ada')
      .unusable('pstnFixed', 'missing')
      .but({ createdAt: null })
      .series(series, last, [[at(5), at(99)]])
      .plan();
    expect([given(plan, 'Ada'), given(plan, 'Bo')]).toEqual([phone(5), phone(6)]);
    expect(plan.codes('Ada')).toEqual([]);
  });

  test('gets none that Entra names for somebody, also for one who can not be a user', () => {
    const plan = without('Eva')
      .person('Bo', { pstnFixed: phone(5) })
      .unusable('surname', 'missing')
      .series(series, last, [[at(5), at(6)]])
      .plan();
    expect(given(plan, 'Eva')).toBe(phone(6));
  });

  test('gets her own again while it cools, wherever it lies', () => {
    const plan = without('Eva')
      .but({ ownNumber: phone(700) })
      .series(series, last, [[at(5), at(6)]])
      .plan();
    expect(given(plan, 'Eva')).toBe(phone(700));
  });

  test('has its last four digits as extension, and the next free one when those are in use', () => {
    const plan = without('Eva')
      .series(series, last, [[at(5), at(6)]])
      .set({ usedExtensions: ['5005'] })
      .plan();
    expect(plan.step('Eva', 'create').to.extension).toBe('5006');
  });

  test('goes without when the series is used up, and her alias goes to the next', () => {
    const plan = aSnapshot()
      .person('Ada')
      .unusable('pstnFixed', 'missing')
      .person('Eva', { alias: 'same' })
      .unusable('pstnFixed', 'missing')
      .person('Bo', { alias: 'same' })
      .series(series, last, [[at(50), at(50)]])
      .plan();
    expect(['Ada', 'Eva', 'Bo'].map((name) => plan.does(name))).toEqual(['create', 'skip', 'create']);
    expect(plan.reason('Eva', 'pstnFixed.missing')).toMatchObject({
      message: `PSTN Fixed is empty in Entra, and no number of the series ${series} to ${last} is free.`,
    });
  });

  test('of a number that is there and can not be used is not given another', () => {
    const plan = aSnapshot()
      .person('Eva')
      .unusable('pstnFixed', 'invalid')
      .series(series, last, [[at(5), at(6)]])
      .plan();
    expect(plan.codes('Eva')).toEqual(['pstnFixed.invalid']);
  });

  test('is withheld by the brake with the number that she would get', () => {
    const plan = without('Eva')
      .series(series, last, [[at(5), at(6)]])
      .set({
        brakes: {
          removals: { count: 5, percent: 10 },
          numbers: { count: 5, percent: 20 },
          creates: { count: 0 },
        },
      })
      .plan();
    expect(plan.of('Eva').withheld).toMatchObject([{ step: { to: { pstnFixed: phone(5) } } }]);
  });

  test('does not get one that is given up in the same plan: that cools', () => {
    const plan = aSnapshot()
      .template({ keepDays: 0 })
      .person('Bo', { pstnFixed: phone(5) })
      .linked()
      .is('absent')
      .person('Eva')
      .unusable('pstnFixed', 'missing')
      .series(series, last, [[at(6), at(6)]])
      .plan();
    expect([plan.does('Bo'), given(plan, 'Eva')]).toEqual(['delete', phone(6)]);
  });
});

test('a user whose number Entra does not have keeps it without being listed, while a series may give one', () => {
  const linked = () => without('Eva').linked({ pstnFixed: phone(5) });
  const plan = linked().template({ automaticNumbers: { series } }).plan();
  expect([plan.does('Eva'), plan.codes('Eva')]).toEqual(['', []]);
  expect(linked().plan().codes('Eva')).toEqual(['pstnFixed.missing']);
});
