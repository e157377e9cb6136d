// Who changed, which fields are written and which keep what stands (SPEC §5).
import { describe, expect, test } from 'vitest';
import { aSnapshot, day, phone } from './testing/a-snapshot.ts';

describe('linked', () => {
  test('with the same values is nothing', () => {
    const plan = aSnapshot().person('Eva').linked().plan();
    expect(plan.of('Eva')).toEqual({
      person: 'eva',
      steps: [],
      withheld: [],
      fallenPins: [],
      reasons: [],
      standing: 'linked',
      settled: true,
    });
  });

  test('with other values is a change from and to exactly those', () => {
    const plan = aSnapshot()
      .person('Eva', { title: 'CEO', surname: 'Ek' })
      .linked({ title: 'CFO', surname: 'Berg' })
      .plan();
    expect(plan.step('Eva', 'change')).toMatchObject({
      user: 'user-eva',
      from: { title: 'CFO', surname: 'Berg' },
      to: { title: 'CEO', surname: 'Ek' },
      because: { code: 'source.changed' },
    });
  });

  test('a renamed person, a changed mail address or UPN is the same person (R10)', () => {
    const renamed = { alias: 'eva.ek', name: 'Evelina', surname: 'Ek', email: 'eva.ek@nordvik.example' };
    const plan = aSnapshot()
      .person('Eva', renamed)
      .linked({ alias: 'eva', name: 'Eva', surname: 'Berg', email: 'eva@nordvik.example' })
      .plan();
    expect(plan.does('Eva')).toBe('change');
    expect(plan.step('Eva', 'change')).toMatchObject({ user: 'user-eva', to: renamed });
  });

  test('an unlinked user with the same mail is no concern of somebody who has a user', () => {
    expect(
      aSnapshot().user('x', { email: 'eva@nordvik.example' }).person('Eva').linked().plan().does('Eva'),
    ).toBe('');
  });
});

test('only mapped fields are written; what was set by hand elsewhere stays (R5)', () => {
  const byHand = {
    mobile: '46701740605',
    department: 'Sales',
    'fields.floor': '3',
    extension: '9999',
  } as const;
  const plan = aSnapshot()
    .person('Eva', { title: 'CEO' })
    .linked({ ...byHand, title: null })
    .plan();
  expect(plan.step('Eva', 'change').to).toEqual({ title: 'CEO' });
});

describe('a field that becomes unusable keeps its last good value (R12)', () => {
  test.each(['alias', 'name', 'surname', 'pstnFixed', 'email', 'title'] as const)('%s', (field) => {
    for (const trouble of ['missing', 'invalid'] as const) {
      const plan = aSnapshot().person('Eva').linked().unusable(field, trouble).plan();
      expect(plan.does('Eva')).toBe('');
      expect(plan.codes('Eva')).toEqual([`${field}.${trouble}`]);
      expect(plan.of('Eva').standing).toBe('linked');
    }
  });

  test('while the other fields change', () => {
    const plan = aSnapshot()
      .person('Eva', { title: 'CEO' })
      .linked({ title: null })
      .unusable('surname', 'missing')
      .plan();
    expect(plan.step('Eva', 'change').to).toEqual({ title: 'CEO' });
  });

  test('without a word where the mapping says that an empty source keeps', () => {
    expect(
      aSnapshot().person('Eva').linked().unusable('surname', 'missing', true).plan().codes('Eva'),
    ).toEqual([]);
  });

  test('also when it is taken, and the other fields change', () => {
    const plan = aSnapshot()
      .person('Bo')
      .linked()
      .person('Eva', { pstnFixed: phone(1), title: 'CEO' })
      .linked({ pstnFixed: phone(8), title: null })
      .plan();
    expect(plan.step('Eva', 'change').to).toEqual({ title: 'CEO' });
    expect(plan.codes('Eva')).toEqual(['pstnFixed.taken']);
    expect(plan.of('Eva').settled).toBe(false);
  });
});

test('a value emptied in Entra is emptied in the directory (R13)', () => {
  const plan = aSnapshot()
    .person('Eva', { email: null, 'fields.floor': null })
    .linked({ email: 'eva@nordvik.example', 'fields.floor': '3' })
    .plan();
  expect(plan.step('Eva', 'change')).toMatchObject({
    from: { email: 'eva@nordvik.example', 'fields.floor': '3' },
    to: { email: null, 'fields.floor': null },
  });
});

test('a field that is empty on both sides is no change, whether it was ever set or not', () => {
  expect(
    aSnapshot().person('Eva', { department: null, 'fields.floor': null }).linked().plan().does('Eva'),
  ).toBe('');
});

describe('the reason for a change', () => {
  const because = (
    link: { drifted?: boolean },
    person: { factsUnchanged?: boolean; mappingChanged?: boolean },
  ) =>
    aSnapshot().person('Eva').linked({ title: 'by hand' }, link).but(person).plan().step('Eva', 'change')
      .because.code;

  test('is the source', () => {
    expect(because({}, {})).toBe('source.changed');
    expect(because({ drifted: true }, {})).toBe('source.changed');
  });

  test('is drift when the user was changed by hand and the source was not: it is set back', () => {
    expect(because({ drifted: true }, { factsUnchanged: true })).toBe('source.drift');
  });

  test('is the mapping when that was changed', () => {
    expect(because({ drifted: true }, { factsUnchanged: true, mappingChanged: true })).toBe(
      'mapping.changed',
    );
  });
});

describe('a pinned field', () => {
  const pinned = (title: string) =>
    aSnapshot()
      .person('Eva', { title: 'CEO', surname: 'Ek' })
      .linked({ title, surname: 'Berg' }, { pinned: { title: 'CEO' } });

  test('stays, is listed while it differs, and the others change', () => {
    const plan = pinned('CFO').plan();
    expect(plan.step('Eva', 'change').to).toEqual({ surname: 'Ek' });
    expect(plan.reason('Eva', 'field.pinned').field).toBe('title');
  });

  test('is not worth a word while it is the same', () => {
    expect(pinned('CEO').plan().codes('Eva')).toEqual([]);
  });

  test('follows the source again once it says something else than what was undone, also when nobody has to be changed', () => {
    const again = (source: string | null) =>
      aSnapshot()
        .person('Eva', { title: source })
        .linked({ title: 'CFO' }, { pinned: { title: 'CEO' } })
        .plan();
    const [other, emptied, same] = [again('COO'), again(null), again('CFO')];
    expect([other.of('Eva').fallenPins, other.step('Eva', 'change').to]).toEqual([
      ['title'],
      { title: 'COO' },
    ]);
    expect([emptied.of('Eva').fallenPins, emptied.step('Eva', 'change').to]).toEqual([
      ['title'],
      { title: null },
    ]);
    expect([same.of('Eva').fallenPins, same.does('Eva'), same.codes('Eva')]).toEqual([['title'], '', []]);
  });

  test('of an emptied value stays while the source is empty, and one whose source can not be used stays too', () => {
    const emptied = aSnapshot()
      .person('Eva', { title: null })
      .linked({ title: 'CFO' }, { pinned: { title: null } })
      .plan();
    expect([emptied.of('Eva').fallenPins, emptied.codes('Eva')]).toEqual([[], ['field.pinned']]);
    const unusable = pinned('CFO').unusable('title', 'invalid').plan();
    expect([unusable.of('Eva').fallenPins, unusable.codes('Eva')]).toEqual([[], ['title.invalid']]);
  });

  test('stays on a return too', () => {
    const plan = pinned('CFO')
      .missingSince(day(-3), { pinned: { title: 'CEO', surname: 'Ek' } })
      .plan();
    expect(plan.does('Eva')).toBe('return');
  });
});
