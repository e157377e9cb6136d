// Who gets an alias, a number or an extension that several want, and what the others are told.
import { describe, expect, test } from 'vitest';
import { foldAlias } from './claims.ts';
import { aSnapshot, day, phone, withExtension } from './testing/a-snapshot.ts';
import type { Planned, Snapshot } from './testing/a-snapshot.ts';
import { workedMs } from '../../test/worked-ms.ts';

const number = (n: number) => ({ pstnFixed: phone(n) });
const alias = (name: string) => ({ alias: name });
/** A linked person who has the one number and whose source has another. */
const mover = (s: Snapshot, name: string, has: number, wants: number) =>
  s.person(name, number(wants)).linked(number(has));

function changedNumber(plan: Planned, name: string): string | null {
  const change = plan.of(name).steps.find((step) => step.do === 'change');
  return change?.to.pstnFixed ?? null;
}

describe('aliases are compared by Unicode case folding', () => {
  test('case does not tell them apart', () => {
    for (const [one, other] of [
      ['Eva', 'eVA'],
      ['ÅSA', 'åsa'],
      ['straße', 'STRASSE'],
      ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
      ['å', 'a\u030a'],
    ] as const)
      expect(foldAlias(one)).toBe(foldAlias(other));
  });

  test('letters do', () => {
    for (const [one, other] of [
      ['å', 'a'],
      ['ö', 'o'],
      ['é', 'e'],
      ['ı', 'i'],
      ['ø', 'o'],
    ] as const)
      expect(foldAlias(one)).not.toBe(foldAlias(other));
  });

  test('two people whose aliases differ in case alone can not both have theirs', () => {
    const plan = aSnapshot().person('Eva').person('Bo', alias('EVA')).plan();
    expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['create', 'skip']);
    expect(plan.reason('Bo', 'alias.taken')).toMatchObject({
      value: 'EVA',
      winner: { person: 'eva', name: 'Eva Berg' },
    });
  });

  test('a change of case alone is a change, and nobody can be in its way', () => {
    const plan = aSnapshot()
      .person('Eva', alias('Eva'))
      .linked(alias('eva'))
      .person('Bo', alias('EVA'))
      .but({ createdAt: null })
      .plan();
    expect(plan.step('Eva', 'change')).toMatchObject({ from: { alias: 'eva' }, to: { alias: 'Eva' } });
    expect(plan.codes('Bo')).toEqual(['alias.taken']);
  });
});

describe('unique in a company are alias, PSTN Fixed and extension', () => {
  test('not mobile and not e-mail', () => {
    const same = { mobile: '46701740605', email: 'info@nordvik.example' };
    const plan = aSnapshot().person('Eva', same).person('Bo', same).plan();
    expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['create', 'create']);
  });

  test('a number taken is a skip', () => {
    const plan = aSnapshot().person('Eva').linked().person('Bo', number(1)).plan();
    expect(plan.does('Bo')).toBe('skip');
    expect(plan.reason('Bo', 'pstnFixed.taken')).toMatchObject({
      value: phone(1),
      winner: { user: 'user-eva', person: 'eva', name: 'Eva Berg' },
      message: `PSTN Fixed ${phone(1)} belongs to Eva Berg.`,
      cure: 'Give one of the two another PSTN Fixed in Entra.',
    });
  });

  test('an extension taken is left out at creation and listed, and is no skip', () => {
    const plan = aSnapshot()
      .template({ fieldMapping: withExtension })
      .person('Eva')
      .linked({ extension: '17' })
      .unusable('extension', 'missing', true)
      .person('Bo', { extension: '17' })
      .plan();
    expect(plan.step('Bo', 'create').to.extension).toBeNull();
    expect(plan.reason('Bo', 'extension.taken').winner?.name).toBe('Eva Berg');
  });

  test('an extension that was lost is asked for again in every run', () => {
    const plan = aSnapshot()
      .template({ fieldMapping: withExtension })
      .person('Eva', { extension: '17' })
      .person('Bo', { extension: '17' })
      .plan();
    expect([plan.of('Eva').settled, plan.of('Bo').settled]).toEqual([true, false]);
  });

  test('an extension taken keeps its last good value later', () => {
    const plan = aSnapshot()
      .template({ fieldMapping: withExtension })
      .person('Eva', { extension: '17' })
      .linked({ extension: '17' })
      .person('Bo', { extension: '17', title: 'CEO' })
      .linked({ extension: '18', title: null })
      .plan();
    expect(plan.step('Bo', 'change').to).toEqual({ title: 'CEO' });
    expect(plan.codes('Bo')).toEqual(['extension.taken']);
  });
});

describe('between people who want the same', () => {
  test('the holder keeps it, whoever asks', () => {
    const plan = aSnapshot()
      .person('Old', number(7))
      .but({ createdAt: null })
      .person('Eva', number(7))
      .linked()
      .plan();
    expect(plan.does('Old')).toBe('skip');
    expect(plan.does('Eva')).toBe('');
  });

  test('else the earliest createdDateTime wins', () => {
    const plan = aSnapshot()
      .person('Bo', number(7))
      .but({ createdAt: day(-5) })
      .person('Eva', number(7))
      .but({ createdAt: day(-6) })
      .plan();
    expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['create', 'skip']);
    expect(plan.reason('Bo', 'pstnFixed.taken').winner).toEqual({
      user: null,
      person: 'eva',
      name: 'Eva Berg',
    });
  });

  test('null comes before every date', () => {
    const plan = aSnapshot()
      .person('Bo', number(7))
      .but({ createdAt: -1e15 })
      .person('Eva', number(7))
      .but({ createdAt: null })
      .plan();
    expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['create', 'skip']);
  });

  test('then the smallest object id wins', () => {
    const plan = aSnapshot()
      .person('Eva', number(7))
      .but({ createdAt: null })
      .person('Bo', number(7))
      .but({ createdAt: null })
      .plan();
    expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['skip', 'create']);
  });

  test('it makes no difference whether one of them has a user already', () => {
    const young = mover(aSnapshot().person('Eva', number(7)), 'Bo', 8, 7).plan();
    expect([young.does('Eva'), young.codes('Bo')]).toEqual(['create', ['pstnFixed.taken']]);
    const old = mover(aSnapshot().person('Eva', number(7)), 'Bo', 8, 7)
      .but({ createdAt: null })
      .plan();
    expect([old.codes('Eva'), changedNumber(old, 'Bo')]).toEqual([['pstnFixed.taken'], phone(7)]);
  });
});

describe('somebody who can not get everything that is required stands in nobody’s way (R12)', () => {
  test('her alias goes to the next when her number is taken', () => {
    const plan = aSnapshot()
      .person('Ada')
      .linked()
      .person('Eva', { ...alias('x'), ...number(1) })
      .person('Bo', alias('x'))
      .plan();
    expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['skip', 'create']);
    expect(plan.codes('Eva')).toEqual(['alias.taken', 'pstnFixed.taken']);
  });

  test('also when it turns out late, at the end of a chain', () => {
    const s = aSnapshot().person('Eva', { ...alias('x'), ...number(11) });
    for (let n = 11; n < 15; n += 1) mover(s, `Chain${n}`, n, n + 1);
    const plan = s.person('Last', number(15)).linked().person('Bo', alias('x')).linked(alias('bo')).plan();
    expect(plan.codes('Eva')).toEqual(['alias.taken', 'pstnFixed.taken']);
    expect(plan.step('Bo', 'change').to).toEqual(alias('x'));
  });

  test('what she made way for goes by rank, not to whoever comes next', () => {
    const s = aSnapshot().person('Ada', { ...alias('x'), ...number(11) });
    mover(s, 'Bo', 11, 12).person('Cia', number(12)).but({ createdAt: null });
    const plan = s.person('Eva', alias('x')).linked(alias('eva')).person('Fia', alias('x')).plan();
    expect(plan.codes('Ada')).toEqual(['alias.taken', 'pstnFixed.taken']);
    expect(plan.step('Eva', 'change').to).toEqual(alias('x'));
    expect(plan.reason('Fia', 'alias.taken').winner?.person).toBe('eva');
  });
});

describe('of several who depend on each other', () => {
  const at = (s: Snapshot, created: number | null) => s.but({ createdAt: created });

  test('whoever is behind somebody who lacks nothing but the value both want is out', () => {
    const s = at(aSnapshot().person('P0', { ...alias('x'), ...number(15) }), null);
    at(s.person('P1', { ...alias('y'), ...number(15) }), null);
    at(mover(s, 'P2', 15, 13), day(-2));
    at(s.person('P3', { ...alias('y'), ...number(13) }), null);
    const plan = s.plan();
    // P3 has 13, so P2 keeps 15, so neither of the two who want 15 is in P3's way.
    expect(['P0', 'P1', 'P2', 'P3'].map((name) => plan.does(name))).toEqual(['skip', 'skip', '', 'create']);
  });

  test('whoever is behind a linked person in line is out, and in nobody’s way', () => {
    const s = at(
      aSnapshot()
        .person('P0', { ...alias('free'), ...number(13) })
        .linked({ ...alias('x'), ...number(11) }),
      day(-2),
    );
    at(s.person('P1', { ...alias('x'), ...number(14) }), null);
    at(mover(s, 'P2', 14, 13), day(-2));
    at(s.person('P3', { ...alias('x'), ...number(13) }), null);
    const plan = s.plan();
    expect(['P0', 'P1', 'P2', 'P3'].map((name) => plan.does(name))).toEqual(['change', 'skip', '', 'create']);
    expect(plan.step('P0', 'change').to).toEqual(alias('free'));
  });

  test('of two new users of whom either could be created if the other were not, the first in rank is', () => {
    const s = aSnapshot()
      .person('J1', { ...alias('x'), ...number(11) })
      .person('J2', { ...alias('y'), ...number(12) });
    mover(s, 'H1', 11, 12).person('H2', alias('x')).linked(alias('y'));
    const plan = s.plan();
    expect(['J1', 'J2', 'H1', 'H2'].map((name) => plan.does(name))).toEqual(['create', 'skip', 'change', '']);
    expect(plan.codes('J2')).toEqual(['alias.taken', 'pstnFixed.taken']);
  });
});

describe('a value that its holder gives up in the same plan is free in that plan', () => {
  test('two swap', () => {
    const plan = mover(mover(aSnapshot(), 'Eva', 1, 2), 'Bo', 2, 1).plan();
    expect([changedNumber(plan, 'Eva'), changedNumber(plan, 'Bo')]).toEqual([phone(2), phone(1)]);
  });

  test('two swap aliases that differ in case', () => {
    const plan = aSnapshot()
      .person('Eva', alias('Bo'))
      .linked(alias('eva'))
      .person('Bo', alias('Eva'))
      .linked(alias('bo'))
      .plan();
    expect([plan.step('Eva', 'change').to, plan.step('Bo', 'change').to]).toEqual([
      alias('Bo'),
      alias('Eva'),
    ]);
  });

  test('three go round', () => {
    const plan = mover(mover(mover(aSnapshot(), 'Eva', 1, 2), 'Bo', 2, 3), 'Ada', 3, 1).plan();
    expect(['Eva', 'Bo', 'Ada'].map((name) => changedNumber(plan, name))).toEqual([
      phone(2),
      phone(3),
      phone(1),
    ]);
  });

  test('a swap goes through though somebody of better rank wants one of the two, for she can not have it', () => {
    const s = mover(mover(aSnapshot(), 'Eva', 1, 2), 'Bo', 2, 1)
      .person('Cia', number(1))
      .but({ createdAt: null });
    const plan = s.plan();
    expect([changedNumber(plan, 'Eva'), changedNumber(plan, 'Bo')]).toEqual([phone(2), phone(1)]);
    expect(plan.reason('Cia', 'pstnFixed.taken').winner?.person).toBe('bo');
  });

  test('a new user gets what a linked one gives up', () => {
    const plan = mover(aSnapshot().person('New', number(1)), 'Eva', 1, 2).plan();
    expect(plan.step('New', 'create').to.pstnFixed).toBe(phone(1));
  });

  test('of two who want what is given up, the one of better rank gets it', () => {
    const plan = mover(aSnapshot(), 'Eva', 1, 2)
      .person('Late', number(1))
      .person('Early', number(1))
      .but({ createdAt: null })
      .plan();
    expect([plan.does('Late'), plan.does('Early')]).toEqual(['skip', 'create']);
  });

  test('a chain moves when its last has a free value to go to', () => {
    const s = aSnapshot();
    for (let n = 1; n <= 500; n += 1) mover(s, `Chain${n}`, n, n + 1);
    expect(
      s
        .set({ brakes: { ...s.context.brakes, numbers: { count: 1000, percent: 100 } } })
        .plan()
        .outcomes.every((o) => o.steps.length === 1),
    ).toBe(true);
  });

  test('nobody in a chain of 5,000 moves when its last is blocked', () => {
    const s = aSnapshot();
    for (let n = 1; n <= 5_000; n += 1) mover(s, `Chain${n}`, n, n + 1);
    s.person('Last', number(5_001)).linked();
    const began = workedMs();
    const plan = s.plan();
    expect(workedMs() - began).toBeLessThan(1_000);
    expect(plan.outcomes.filter((outcome) => outcome.steps.length > 0)).toEqual([]);
    expect(plan.reason('Chain1', 'pstnFixed.taken').winner?.person).toBe('chain2');
  });

  test('what a deleted user had is free', () => {
    const plan = aSnapshot()
      .settled(9)
      .person('Gone')
      .linked()
      .missingSince(day(-30))
      .is('absent')
      .person('New', number(10))
      .plan();
    expect([plan.does('Gone'), plan.does('New')]).toEqual(['delete', 'create']);
  });

  test('an extension that is emptied is free', () => {
    const plan = aSnapshot()
      .template({ fieldMapping: withExtension })
      .person('Eva', { extension: null })
      .linked({ extension: '17' })
      .person('Bo', { extension: '17' })
      .plan();
    expect(plan.step('Eva', 'change').to).toEqual({ extension: null });
    expect(plan.step('Bo', 'create').to.extension).toBe('17');
  });

  test('a pinned extension is not given up', () => {
    const plan = aSnapshot()
      .template({ fieldMapping: withExtension })
      .person('Eva', { extension: null })
      .linked({ extension: '17' }, { pinned: { extension: null } })
      .person('Bo', { extension: '17' })
      .plan();
    expect(plan.codes('Bo')).toEqual(['extension.taken']);
  });
});

describe('leaving users hold what they have', () => {
  test('others get FIELD.leaving with the date and who it is', () => {
    const plan = aSnapshot()
      .settled(9)
      .person('Gone')
      .linked()
      .missingSince(day(-10))
      .is('absent')
      .person('New', number(10))
      .plan();
    expect(plan.reason('New', 'pstnFixed.leaving')).toMatchObject({
      until: '2026-01-25',
      winner: { user: 'user-gone', person: 'gone', name: 'Gone Berg' },
      cure: 'Wait until then, or free it now by deleting that user.',
    });
  });

  test('also from the run on in which they leave', () => {
    const plan = aSnapshot()
      .settled(19)
      .person('Gone')
      .linked()
      .is('absent')
      .person('New', number(20))
      .plan();
    expect(plan.does('Gone')).toBe('leave');
    expect(plan.reason('New', 'pstnFixed.leaving').until).toBe('2026-02-04');
  });

  test('a user beside the plan who is leaving says so too', () => {
    const plan = aSnapshot()
      .user('gone', { unlinked: false, leaving: { deleteOn: '2026-01-09' } })
      .person('New', alias('gone'))
      .plan();
    expect(plan.reason('New', 'alias.leaving').until).toBe('2026-01-09');
  });

  test('without a date while the clock stands still or the user is held', () => {
    const gone = () => aSnapshot().settled(9).person('Gone').linked().missingSince(day(-10)).is('absent');
    const stopped = gone().template({ mode: 'onlyNew' }).person('New', number(10)).plan();
    expect(stopped.reason('New', 'pstnFixed.leaving').until).toBeUndefined();
    const s = gone();
    s.everybody[9]!.link!.held = true;
    expect(s.person('New', number(10)).plan().reason('New', 'pstnFixed.leaving').until).toBeUndefined();
  });

  test('a returning user holds what she has like anybody', () => {
    const plan = aSnapshot().person('Back').linked().missingSince(day(-10)).person('New', number(1)).plan();
    expect(plan.codes('New')).toEqual(['pstnFixed.taken']);
  });
});

describe('reserved, cooling and service numbers are never taken', () => {
  test('FIELD.reserved says so', () => {
    const plan = aSnapshot().number(phone(1), 'reserved').person('Eva').plan();
    expect(plan.does('Eva')).toBe('skip');
    expect(plan.reason('Eva', 'pstnFixed.reserved').cure).toBe(
      'Give the person another number in Entra, or release the number.',
    );
  });

  test('FIELD.cooling says until when', () => {
    const plan = aSnapshot().number(phone(1), 'cooling').person('Eva').plan();
    expect(plan.does('Eva')).toBe('skip');
    expect(plan.reason('Eva', 'pstnFixed.cooling')).toMatchObject({
      until: '2026-01-25',
      cure: 'Wait until then, or free it now.',
    });
  });

  test('a linked person keeps what she has instead', () => {
    const plan = mover(aSnapshot().number(phone(7), 'reserved'), 'Eva', 1, 7).plan();
    expect([plan.does('Eva'), plan.codes('Eva')]).toEqual(['', ['pstnFixed.reserved']]);
  });

  test('a number that has cooled is free', () => {
    expect(
      aSnapshot()
        .number(phone(1), 'cooling', { until: day(0) })
        .person('Eva')
        .plan()
        .does('Eva'),
    ).toBe('create');
  });

  test('a number cools for its last person, who may have it back', () => {
    const plan = aSnapshot()
      .number(phone(1), 'cooling', { lastPerson: 'bo' })
      .person('Eva')
      .but({ createdAt: null })
      .person('Bo', number(1))
      .plan();
    expect([plan.codes('Eva'), plan.does('Bo')]).toEqual([['pstnFixed.taken'], 'create']);
  });

  test('a reserved number is not given to its last person either', () => {
    const plan = aSnapshot().number(phone(1), 'reserved', { lastPerson: 'eva' }).person('Eva').plan();
    expect(plan.codes('Eva')).toEqual(['pstnFixed.reserved']);
  });

  test('a kept extension is cooling for all but its person', () => {
    const plan = aSnapshot()
      .template({ fieldMapping: withExtension })
      .set({ keptExtensions: [{ extension: '17', person: 'bo', until: day(20) }] })
      .person('Eva', { extension: '17' })
      .person('Bo', { extension: '17' })
      .plan();
    expect(plan.codes('Eva')).toEqual(['extension.taken']);
    expect(plan.step('Bo', 'create').to.extension).toBe('17');
    const alone = aSnapshot()
      .template({ fieldMapping: withExtension })
      .set({ keptExtensions: [{ extension: '17', person: 'bo', until: day(20) }] })
      .person('Eva', { extension: '17' })
      .plan();
    expect(alone.reason('Eva', 'extension.cooling').until).toBe('2026-01-25');
  });
});

test('two people never share a user, alias, number or extension (R11)', () => {
  const s = aSnapshot();
  for (const name of ['Eva', 'Bo', 'Ada', 'Cia'])
    s.person(name, { ...alias('same'), ...number(1), extension: '1' });
  const plan = s.template({ fieldMapping: withExtension }).plan();
  expect(['Eva', 'Bo', 'Ada', 'Cia'].map((name) => plan.does(name))).toEqual([
    'create',
    'skip',
    'skip',
    'skip',
  ]);
});
