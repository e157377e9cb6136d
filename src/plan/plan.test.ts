// What holds of a plan as a whole: order of arrival, slices, and reasons that say what to do.
import { describe, expect, test } from 'vitest';
import { openPlan, planSync } from './plan.ts';
import { presentField } from './reasons.ts';
import { aSnapshot, day, phone } from './testing/a-snapshot.ts';
import type { Snapshot } from './testing/a-snapshot.ts';

function anEventfulDay(): Snapshot {
  return aSnapshot()
    .user('cia', { pstnFixed: phone(50) })
    .number(phone(51), 'reserved')
    .settled(40)
    .person('Hired')
    .person('Twin', { pstnFixed: phone(41) })
    .person('Cia')
    .person('Reserved', { pstnFixed: phone(51) })
    .person('Eva', { pstnFixed: phone(60) })
    .linked({ pstnFixed: phone(61) })
    .person('Bo', { pstnFixed: phone(61) })
    .linked({ pstnFixed: phone(60) })
    .person('Gone')
    .linked()
    .is('absent')
    .person('Due')
    .linked()
    .missingSince(day(-30))
    .is('absent')
    .person('Back')
    .linked()
    .missingSince(day(-3))
    .person('Guest')
    .but({ isGuest: true })
    .person('Nameless')
    .unusable('surname', 'missing');
}

const byPerson = (a: { person: string }, b: { person: string }) => (a.person < b.person ? -1 : 1);

test('the order in which people and users arrive changes nothing (R4)', () => {
  const { context, everybody } = anEventfulDay();
  const plan = planSync(context, everybody);
  const turned = {
    ...context,
    holdings: context.holdings.toReversed(),
    numberStates: context.numberStates.toReversed(),
  };
  const again = planSync(turned, everybody.toReversed());
  expect(again.outcomes.toSorted(byPerson)).toEqual(plan.outcomes.toSorted(byPerson));
  expect(again.withheld).toEqual(plan.withheld);
});

test('a plan made in slices is the plan made at once (R4)', () => {
  const { context, everybody } = anEventfulDay();
  const plan = openPlan(context);
  for (const person of everybody.toReversed()) plan.claim([person]);
  plan.settle();
  const outcomes = [everybody.slice(0, 7), everybody.slice(7)].flatMap((slice) => plan.steps(slice));
  expect(outcomes).toEqual(planSync(context, everybody).outcomes);
});

test('steps before the claims are settled are a bug', () => {
  expect(() => openPlan(aSnapshot().context).steps([])).toThrow('settle() comes before steps()');
});

test('a person who cannot be synced does not stop the others and is listed with the reason and the cure (R12)', () => {
  const plan = anEventfulDay().plan();
  const left = plan.outcomes.filter((o) => o.standing === 'skip' || o.standing === 'conflict');
  expect(left.map((o) => o.person)).toEqual(['twin', 'cia', 'reserved', 'guest', 'nameless']);
  for (const { reasons } of left) {
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect([reason.message, reason.cure]).not.toContain('');
  }
  expect(['Hired', 'Eva', 'Bo', 'Gone', 'Due', 'Back'].map((name) => plan.does(name))).toEqual([
    'create',
    'change',
    'change',
    'leave',
    'delete',
    'return',
  ]);
});

test('a plan is a JSON value', () => {
  const plan = anEventfulDay().plan();
  const { outcomes, withheld, approved, approvalChanged } = plan;
  const value = { outcomes, withheld, approved, approvalChanged };
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
});

test('an empty plan is one', () => {
  expect(planSync(aSnapshot().context, [])).toEqual({
    outcomes: [],
    withheld: [],
    approved: [],
    approvalChanged: null,
  });
});

describe('fields in sentences', () => {
  test('are called what administrators call them', () => {
    expect([presentField('pstnFixed'), presentField('fields.costCentre')]).toEqual([
      'PSTN Fixed',
      'costCentre',
    ]);
  });
});
