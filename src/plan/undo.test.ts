// Taking rows of the change log back: what comes of each, and of values that users had from one another.
import { describe, expect, test } from 'vitest';
import type { LoggedStep } from './logged-step.ts';
import type { ValueFacts, ValueHolder } from './open-values.ts';
import { plainReason } from './reasons.ts';
import { planUndo } from './undo.ts';
import type { UndoSubject } from './undo-step.ts';

const now = Date.parse('2026-03-02T01:00:00Z');

/** A change of a sync to the user `u1` of `p1`, whose values still stand. */
function aChange(id: number, before: object, after: object, more: Partial<LoggedStep> = {}): UndoSubject {
  const user = more.user ?? `u${id}`;
  const person = `p${user.slice(1)}`;
  const base = {
    id,
    do: 'change' as const,
    person,
    user,
    alias: `alias-${user}`,
    because: plainReason('source.changed'),
  };
  const step: LoggedStep = {
    ...base,
    before: { ...before },
    after: { ...after },
    details: {},
    by: 'sync',
    undoneBy: null,
    isErased: false,
    ...more,
  };
  const link = { person, isOfStepsTemplate: true, missingSince: null };
  return { step, today: { values: { ...after }, link }, personsUser: null, templateStands: true };
}

function facts(aliases: Record<string, string>, more: Partial<ValueFacts> = {}): ValueFacts {
  const alias = new Map<string, ValueHolder>(
    Object.entries(aliases).map(([key, user]) => [
      key.toUpperCase(),
      { user, person: null, name: `Name of ${user}` },
    ]),
  );
  const holders = { alias, pstnFixed: new Map(), extension: new Map() };
  const none = { numberStates: new Map(), keptExtensions: new Map() };
  return { holders, ...none, now, timeZone: 'Europe/Stockholm', ...more };
}

const codes = (plan: ReturnType<typeof planUndo>) =>
  plan.kept.map(({ step, because }) => [step.id, because.code]);

describe('values that users had from one another', () => {
  const chain = [
    aChange(1, { alias: 'a' }, { alias: 'b' }),
    aChange(2, { alias: 'b' }, { alias: 'c' }),
    aChange(3, { alias: 'c' }, { alias: 'd' }),
  ];

  test('come back all along a chain', () => {
    const plan = planUndo(chain, facts({ b: 'u1', c: 'u2', d: 'u3' }));
    expect(plan.reverses.map((step) => [step.user, step.after])).toEqual([
      ['u1', { alias: 'a' }],
      ['u2', { alias: 'b' }],
      ['u3', { alias: 'c' }],
    ]);
    expect(plan.kept).toEqual([]);
  });

  test('stay all along it when the first can not be had, whoever comes first', () => {
    const taken = facts({ a: 'other', b: 'u1', c: 'u2', d: 'u3' });
    for (const rows of [chain, chain.toReversed()]) {
      const plan = planUndo(rows, taken);
      expect(plan.reverses).toEqual([]);
      expect(codes(plan).toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
        [1, 'alias.taken'],
        [2, 'alias.taken'],
        [3, 'alias.taken'],
      ]);
    }
    expect(planUndo(chain, taken).kept[0]?.because.message).toBe('Alias a belongs to Name of other.');
  });

  test('come back to whoever had them last', () => {
    const both = [
      aChange(1, { alias: 'a' }, { alias: 'b' }),
      aChange(2, { alias: 'a' }, { alias: 'c' }, { user: 'u9' }),
    ];
    const plan = planUndo(both, facts({ b: 'u1', c: 'u9' }));
    expect([plan.reverses.map((step) => step.user), codes(plan)]).toEqual([['u9'], [[1, 'alias.taken']]]);
  });
});

describe('a number that cools', () => {
  const row = aChange(1, { pstnFixed: '46846500401' }, { pstnFixed: '46846500402' });
  const cooling = (lastPerson: string, until: number) =>
    facts(
      {},
      {
        numberStates: new Map([['46846500401', { state: 'cooling', until, lastPerson, lastUser: null }]]),
      },
    );

  test('is hers to come back to, and nobody else’s until its time is over', () => {
    expect(planUndo([row], cooling('p1', now + 1)).reverses).toHaveLength(1);
    const refused = planUndo([row], cooling('p2', now + 1));
    expect([refused.reverses, codes(refused)]).toEqual([[], [[1, 'pstnFixed.cooling']]]);
    expect(planUndo([row], cooling('p2', now)).reverses).toHaveLength(1);
  });
});

describe('a row', () => {
  const titled = (more: Partial<LoggedStep> = {}) => aChange(1, { title: null }, { title: 'Chef' }, more);

  test('that is taken back pins what the source said, unless somebody changed it by hand', () => {
    const details = (subject: UndoSubject) => planUndo([subject], facts({})).reverses[0]?.details;
    expect(details(titled())).toEqual({ pins: { title: 'Chef' }, undoes: [1] });
    expect(details(titled({ by: 'hand' }))).toEqual({ undoes: [1] });
    expect(details(titled({ by: 'undo', details: { pins: { title: 'Säljare' } } }))).toEqual({
      unpins: ['title'],
      undoes: [1],
    });
  });

  test('that was undone, erased, moved or is a word stays, each with its own reason and cure', () => {
    const because = (subject: UndoSubject) => planUndo([subject], facts({})).kept[0]?.because.code;
    expect([
      because(titled({ undoneBy: 7 })),
      because(titled({ isErased: true })),
      because(titled({ details: { toTemplate: { id: 't', name: 'T' } } })),
      because(titled({ do: 'hold' })),
      because({ ...titled(), today: null }),
      because(titled({ do: 'delete' })),
    ]).toEqual(['undo.done', 'undo.erased', 'undo.moved', 'undo.word', 'undo.userGone', 'undo.changed']);
  });

  test('of a user who is removed by the same undo has nothing else to be taken back', () => {
    const created = aChange(1, {}, { title: 'Chef' }, { do: 'create', user: 'u5' });
    const changed = aChange(2, { mobile: null }, { mobile: '46701740605' }, { user: 'u5' });
    const today = {
      ...created.today,
      values: { title: 'Chef', mobile: '46701740605' },
    } as UndoSubject['today'];
    const plan = planUndo(
      [
        { ...changed, today },
        { ...created, today },
      ],
      facts({}),
    );
    expect(plan.reverses.map((step) => step.do)).toEqual(['delete']);
    expect(codes(plan)).toEqual([[2, 'undo.userGone']]);
  });
});

test('a person whose users were deleted one after the other has the last of them back, and a user comes back once', () => {
  const deleted = (id: number, user: string, alias: string): UndoSubject => {
    const values = { user, alias, person: 'p1', do: 'delete' as const };
    const subject = aChange(id, { alias }, {}, { ...values, details: { link: { pinned: {} } } });
    return { ...subject, today: null };
  };
  const plan = planUndo([deleted(1, 'u1', 'a'), deleted(3, 'u2', 'c'), deleted(2, 'u2', 'b')], facts({}));
  expect(plan.reverses.map((reverse) => [reverse.do, reverse.user, reverse.alias])).toEqual([
    ['create', 'u2', 'c'],
  ]);
  expect(codes(plan)).toEqual([
    [1, 'undo.personHasUser'],
    [2, 'undo.personHasUser'],
  ]);
});
