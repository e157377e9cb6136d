// When a plan is too large to run unseen, and what an approval lets through (SPEC §6).
import { describe, expect, test } from 'vitest';
import { approvalKey } from './brakes.ts';
import { aSnapshot, day, phone } from './testing/a-snapshot.ts';
import type { Snapshot } from './testing/a-snapshot.ts';
import type { PlanContext } from './person.ts';

/** A company of that many linked people, some of whom are gone. */
function leavers(gone: number, linked: number, s: Snapshot = aSnapshot()): Snapshot {
  s.settled(linked - gone);
  for (let n = 0; n < gone; n += 1) s.person(`Gone${n}`).linked().is('absent');
  return s;
}

/** A company of that many linked people, some of whom get another number. */
function changers(changed: number, linked: number, s: Snapshot = aSnapshot()): Snapshot {
  s.settled(linked - changed);
  for (let n = 0; n < changed; n += 1)
    s.person(`New${n}`, { pstnFixed: phone(5_000 + n), title: 'CEO' }).linked({
      pstnFixed: phone(6_000 + n),
      title: null,
    });
  return s;
}

const isWithheld = (s: Snapshot) => s.plan().withheld.map((w) => w.kind);

describe('removals', () => {
  test('are withheld when more than 5 and more than 10 % of the linked users', () => {
    expect(isWithheld(leavers(6, 59))).toEqual(['removals']);
    expect(isWithheld(leavers(6, 60))).toEqual([]);
    expect(isWithheld(leavers(5, 11))).toEqual([]);
  });

  test('are told with the list of this run, what was counted, the share and the limit', () => {
    expect(leavers(34, 300).counting({ removalsInLastDay: 2 }).plan().withheld).toEqual([
      { kind: 'removals', count: 34, counted: 36, percent: 12, limit: { count: 5, percent: 10 } },
    ]);
    expect(leavers(6, 47).plan().withheld[0]?.percent).toBe(12.8);
  });

  test('of this run and those of the last 24 hours count together', () => {
    expect(isWithheld(leavers(1, 59).counting({ removalsInLastDay: 5, linkedThen: 59 }))).toEqual([
      'removals',
    ]);
    expect(isWithheld(leavers(1, 59).counting({ removalsInLastDay: 4, linkedThen: 59 }))).toEqual([]);
  });

  test('are measured by the users linked when the 24 hours or when this run began, whichever is more', () => {
    expect(isWithheld(leavers(6, 55).counting({ linkedThen: 61 }))).toEqual([]);
    expect(isWithheld(leavers(6, 61).counting({ linkedThen: 20 }))).toEqual([]);
    expect(isWithheld(leavers(6, 55).counting({ linkedThen: 59 }))).toEqual(['removals']);
  });

  test('with 10 or fewer linked users are withheld when 2 or more and at least half', () => {
    expect(isWithheld(leavers(1, 1, aSnapshot().person('New')))).toEqual([]);
    expect(isWithheld(leavers(1, 2))).toEqual([]);
    expect(isWithheld(leavers(2, 4))).toEqual(['removals']);
    expect(isWithheld(leavers(2, 5))).toEqual([]);
    expect(isWithheld(leavers(4, 10))).toEqual([]);
    expect(isWithheld(leavers(5, 10))).toEqual(['removals']);
    expect(isWithheld(leavers(5, 11))).toEqual([]);
  });

  test('are always withheld when people in scope fell to zero', () => {
    expect(isWithheld(leavers(1, 1))).toEqual(['removals']);
    expect(isWithheld(leavers(1, 100).counting({ inScope: 0 }))).toEqual(['removals']);
    expect(isWithheld(aSnapshot().settled(3).counting({ inScope: 0 }))).toEqual([]);
  });

  test('have limits that the template sets', () => {
    const brakes = { ...aSnapshot().context.brakes, removals: { count: 1, percent: 50 } };
    expect(isWithheld(leavers(7, 12).set({ brakes }))).toEqual(['removals']);
    expect(isWithheld(leavers(6, 12).set({ brakes }))).toEqual([]);
  });

  test('that are withheld start no clock: the steps are on the list and not in the plan', () => {
    const plan = leavers(6, 20).plan();
    expect(plan.withheldOf('removals')).toEqual(['gone0', 'gone1', 'gone2', 'gone3', 'gone4', 'gone5']);
    expect(plan.outcomes.flatMap((outcome) => outcome.steps)).toEqual([]);
    expect(plan.of('Gone0')).toMatchObject({ standing: 'linked', settled: false });
  });

  test('are withheld all or none, and the other kinds go through (R7)', () => {
    const s = changers(1, 2, leavers(6, 20)).person('Hired');
    const plan = s.plan();
    expect(plan.does('Gone0')).toBe('');
    expect(plan.does('New0')).toBe('change');
    expect(plan.does('Hired')).toBe('create');
  });

  test('that nobody could look up are withheld, however few and whoever approved them', () => {
    const unchecked = () => aSnapshot().settled(50).person('Gone').linked().is('unchecked');
    expect(isWithheld(unchecked())).toEqual(['removals']);
    const effects = new Map([['gone', 'leave']]);
    expect(isWithheld(unchecked().set({ approved: { kind: 'removals', effects } }))).toEqual(['removals']);
  });
});

describe('a removal is', () => {
  const isCounted = (s: Snapshot) => isWithheld(s.counting({ removalsInLastDay: 99 })).length > 0;
  const leaving = (since: number, more = {}) =>
    aSnapshot().settled(50).person('Gone').linked().missingSince(since, more).is('absent');

  test('a leave', () => {
    expect(isCounted(leavers(1, 50))).toBe(true);
  });

  test('a delete with keepDays 0', () => {
    expect(isCounted(leavers(1, 50).template({ keepDays: 0 }))).toBe(true);
  });

  test('a delete before the date its leave announced', () => {
    expect(isCounted(leaving(day(-10)).template({ keepDays: 7 }))).toBe(true);
    expect(isCounted(leaving(day(-10)).template({ keepDays: 0 }))).toBe(true);
  });

  test('not a delete on its announced date, or after it', () => {
    expect(isCounted(leaving(day(-30)))).toBe(false);
    expect(isCounted(leaving(day(-33)))).toBe(false);
    expect(isCounted(leaving(day(-33)).template({ keepDays: 7 }))).toBe(false);
    expect(isCounted(leaving(day(-33)).template({ keepDays: 33 }))).toBe(false);
  });

  test('not a delete some hours early on its announced date, when the company’s time zone was changed', () => {
    expect(isCounted(leaving(day(-30) - 3_600_000, { announcedUntil: day(0) + 3_600_000 }))).toBe(false);
  });

  test('a delete in the first run after paused or onlyNew', () => {
    expect(isCounted(leaving(day(-30)).set({ resumed: true }))).toBe(true);
  });

  test('a delete that a brake has withheld, until it is approved', () => {
    expect(isCounted(leaving(day(-30), { deleteWithheld: true }))).toBe(true);
    const plan = leaving(day(-30), { deleteWithheld: true })
      .counting({ removalsInLastDay: 99 })
      .set({ approved: { kind: 'removals', effects: new Map([['gone', 'delete']]) } })
      .plan();
    expect(plan.does('Gone')).toBe('delete');
    expect(plan.approved).toEqual(['removals']);
  });

  test('no other step: a return, a change, a held user and a due delete are none', () => {
    expect(
      isCounted(aSnapshot().settled(9).person('Back', { title: 'x' }).linked().missingSince(day(-3))),
    ).toBe(false);
    expect(isCounted(aSnapshot().settled(9).person('Kept').linked({}, { held: true }).is('absent'))).toBe(
      false,
    );
  });

  test('said on the step itself, so that it is counted for the next 24 hours', () => {
    expect(leaving(day(-30)).plan().step('Gone', 'delete').counted).toBe(false);
    expect(leaving(day(-10)).template({ keepDays: 7 }).plan().step('Gone', 'delete').counted).toBe(true);
  });
});

test('a due delete goes through while removals are withheld', () => {
  const plan = leavers(6, 20).person('Due').linked().missingSince(day(-30)).is('absent').plan();
  expect(plan.withheld[0]?.count).toBe(6);
  expect(plan.does('Due')).toBe('delete');
});

test('what a withheld delete would free is taken', () => {
  const plan = leavers(6, 20)
    .template({ keepDays: 0 })
    .person('Hired', { pstnFixed: phone(15) })
    .plan();
  expect(plan.does('Gone0')).toBe('');
  expect(plan.reason('Hired', 'pstnFixed.taken').winner?.person).toBe('gone0');
});

describe('numbers', () => {
  test('are withheld when more than 5 and more than 20 % of the linked users', () => {
    expect(isWithheld(changers(6, 29))).toEqual(['numbers']);
    expect(isWithheld(changers(6, 30))).toEqual([]);
    expect(isWithheld(changers(5, 5))).toEqual([]);
  });

  test('are counted in this run alone', () => {
    expect(isWithheld(changers(5, 10).counting({ removalsInLastDay: 99 }))).toEqual([]);
  });

  test('are changes of PSTN Fixed, of people who get them', () => {
    const s = aSnapshot()
      .person('Holder', { pstnFixed: phone(7) })
      .linked();
    for (let n = 0; n < 9; n += 1)
      s.person(`P${n}`, { pstnFixed: phone(7), title: 'x' }).linked({
        pstnFixed: phone(100 + n),
        title: null,
      });
    const plan = s.plan();
    expect(plan.withheld).toEqual([]);
    expect(plan.codes('P0')).toEqual(['pstnFixed.taken']);
  });

  test('that are withheld let the other fields through (R7)', () => {
    const plan = changers(6, 10).plan();
    expect(plan.step('New0', 'change')).toMatchObject({ from: { title: null }, to: { title: 'CEO' } });
    expect(plan.step('New0', 'change').to).not.toHaveProperty('pstnFixed');
    expect(plan.of('New0').withheld).toMatchObject([
      {
        kind: 'numbers',
        step: { do: 'change', from: { pstnFixed: phone(6_000) }, to: { pstnFixed: phone(5_000) } },
      },
    ]);
    expect(plan.of('New0')).toMatchObject({ settled: false, reasons: [] });
    expect(plan.withheld).toEqual([
      { kind: 'numbers', count: 6, counted: 6, percent: 60, limit: { count: 5, percent: 20 } },
    ]);
  });

  test('that are withheld free nothing: steps that need what they would free are not taken (R7)', () => {
    const plan = changers(6, 10)
      .person('Hired', { pstnFixed: phone(6_000) })
      .plan();
    expect(plan.does('Hired')).toBe('skip');
    expect(plan.reason('Hired', 'pstnFixed.taken').winner?.person).toBe('new0');
  });

  test('that are withheld still stand in line for what they would get', () => {
    const plan = changers(6, 10)
      .person('Hired', { pstnFixed: phone(5_000) })
      .plan();
    expect(plan.does('Hired')).toBe('skip');
    expect(plan.reason('Hired', 'pstnFixed.taken').winner?.person).toBe('new0');
  });

  test('that are withheld with a swap leave both with what they have', () => {
    const s = changers(5, 8);
    s.person('Eva', { pstnFixed: phone(3_002) })
      .linked({ pstnFixed: phone(3_001) })
      .person('Bo', { pstnFixed: phone(3_001) })
      .linked({ pstnFixed: phone(3_002) });
    const plan = s.person('Hired', { pstnFixed: phone(3_001) }).plan();
    expect(plan.reason('Hired', 'pstnFixed.taken').winner?.person).toBe('eva');
    expect(plan.withheldOf('numbers')).toHaveLength(7);
    expect(
      plan.outcomes.every((o) =>
        o.steps.every((step) => step.do !== 'change' || step.to.pstnFixed === undefined),
      ),
    ).toBe(true);
  });

  test('do not hold back an alias', () => {
    const plan = changers(6, 10)
      .person('Eva', { alias: 'x', pstnFixed: phone(7_001) })
      .linked({ alias: 'eva', pstnFixed: phone(7_002) })
      .person('Bo', { alias: 'eva' })
      .plan();
    expect(plan.step('Eva', 'change').to).toEqual({ alias: 'x' });
    expect(plan.does('Bo')).toBe('create');
  });
});

describe('creates', () => {
  const brakes = (count: number | null) => ({ ...aSnapshot().context.brakes, creates: { count } });
  const hired = (count: number) => {
    const s = aSnapshot();
    for (let n = 0; n < count; n += 1) s.person(`Hired${n}`);
    return s;
  };

  test('have no limit by default', () => {
    expect(isWithheld(hired(200))).toEqual([]);
  });

  test('are withheld when more than a count', () => {
    expect(isWithheld(hired(3).set({ brakes: brakes(2) }))).toEqual(['creates']);
    expect(isWithheld(hired(2).set({ brakes: brakes(2) }))).toEqual([]);
    const plan = hired(3)
      .set({ brakes: brakes(2) })
      .plan();
    expect(plan.does('Hired0')).toBe('');
    expect(plan.of('Hired0')).toMatchObject({
      standing: 'skip',
      settled: false,
      withheld: [{ kind: 'creates', step: { do: 'create' } }],
    });
  });

  test('are those that would happen: none who has no number because number changes are withheld', () => {
    const s = changers(6, 10)
      .person('Hired', { pstnFixed: phone(6_000) })
      .person('Other');
    expect(
      s
        .set({ brakes: brakes(1) })
        .plan()
        .withheld.map((w) => w.kind),
    ).toEqual(['numbers']);
  });
});

describe('an approval', () => {
  const approve = (s: Snapshot, kind: 'removals' | 'numbers' | 'creates'): PlanContext['approved'] => {
    const list = s.plan().outcomes.flatMap((o) => o.withheld.filter((w) => w.kind === kind));
    return { kind, effects: new Map(list.map(({ step }) => [step.person, approvalKey(step)])) };
  };

  test('applies that kind when every step is still the same', () => {
    for (const [s, kind] of [
      [leavers(6, 20), 'removals'],
      [changers(6, 10), 'numbers'],
    ] as const) {
      const plan = s.set({ approved: approve(s, kind) }).plan();
      expect(plan).toMatchObject({ withheld: [], approved: [kind], approvalChanged: null });
      expect(plan.outcomes.filter((o) => o.steps.length > 0)).toHaveLength(6);
    }
  });

  test('of creates applies them', () => {
    const s = aSnapshot()
      .person('Eva')
      .person('Bo')
      .set({ brakes: { ...aSnapshot().context.brakes, creates: { count: 1 } } });
    expect(
      s
        .set({ approved: approve(s, 'creates') })
        .plan()
        .does('Eva'),
    ).toBe('create');
  });

  test('applies nothing of that kind when somebody is new on the list, and names her', () => {
    const approved = approve(leavers(6, 20), 'removals');
    const plan = leavers(7, 20).set({ approved }).plan();
    expect(plan.approvalChanged).toEqual([{ person: 'gone6', alias: 'gone6' }]);
    expect(plan.approved).toEqual([]);
    expect(plan.outcomes.flatMap((o) => o.steps)).toEqual([]);
  });

  test('applies nothing of that kind when the same person has another effect', () => {
    const approved = approve(leavers(6, 20), 'removals');
    expect(leavers(6, 20).template({ keepDays: 0 }).set({ approved }).plan().approvalChanged).toHaveLength(6);
    const numbers = approve(changers(6, 10), 'numbers');
    const s = changers(6, 10).set({ approved: numbers });
    s.everybody[9]!.mapped!.values.pstnFixed = phone(9_999);
    expect(s.plan().approvalChanged).toEqual([{ person: 'new5', alias: 'new5' }]);
  });

  test('of creates names somebody new by her alias as it is written', () => {
    const brakes = { ...aSnapshot().context.brakes, creates: { count: 0 } };
    const s = aSnapshot().set({ brakes }).person('Eva', { alias: 'Eva.Berg' });
    const plan = s.set({ approved: { kind: 'creates', effects: new Map() } }).plan();
    expect(plan.approvalChanged).toEqual([{ person: 'eva', alias: 'Eva.Berg' }]);
  });

  test('does not mind people who have dropped off', () => {
    const plan = leavers(6, 20)
      .set({ approved: approve(leavers(8, 22), 'removals') })
      .plan();
    expect(plan).toMatchObject({ approved: ['removals'], approvalChanged: null });
    expect(plan.does('Gone0')).toBe('leave');
  });

  test('of one kind leaves the others withheld', () => {
    const s = changers(30, 40, leavers(30, 60));
    const plan = s.set({ approved: approve(s, 'removals') }).plan();
    expect(plan.withheld.map((w) => w.kind)).toEqual(['numbers']);
    expect(plan.does('Gone0')).toBe('leave');
  });

  test('of a kind that needs none now is not used', () => {
    const plan = leavers(1, 20)
      .set({ approved: approve(leavers(6, 20), 'removals') })
      .plan();
    expect(plan).toMatchObject({ withheld: [], approved: [], approvalChanged: null });
    expect(plan.does('Gone0')).toBe('leave');
  });
});
