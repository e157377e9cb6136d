// Which users that no sync keeps may be the person who is about to get one.
import { describe, expect, test } from 'vitest';
import { foldName, MOST_ALIKE } from './match.ts';
import { aSnapshot, phone } from './testing/a-snapshot.ts';

describe('an unlinked user is a conflict when it has the same', () => {
  test.each([
    ['alias', 'eva', {}],
    ['pstnFixed', 'x', { pstnFixed: phone(1) }],
    ['email', 'x', { email: 'EVA@Nordvik.example' }],
    ['name', 'x', { displayName: 'EVA  berg' }],
  ])('%s', (evidence, alias, holding) => {
    const plan = aSnapshot().user(alias, holding).person('Eva').plan();
    expect(plan.does('Eva')).toBe('conflict');
    expect(plan.step('Eva', 'conflict').candidates).toEqual([
      { user: `user-${alias}`, alias, evidence: [evidence] },
    ]);
    expect(plan.of('Eva').standing).toBe('conflict');
  });
});

test('a conflict is listed with its evidence and the cure', () => {
  const plan = aSnapshot()
    .user('eva', { pstnFixed: phone(1) })
    .person('Eva')
    .plan();
  const reason = plan.reason('Eva', 'link.conflict');
  expect(reason.message).toBe('A user that no sync keeps fits this person: eva (same alias, pstnFixed).');
  expect(reason.cure).toMatch(/^Link the person to that user, or ignore the person/u);
});

test('every user that is like her is named, in order of alias', () => {
  const plan = aSnapshot()
    .user('zoe', { pstnFixed: phone(1) })
    .user('anna', { email: 'eva@nordvik.example', displayName: 'Eva Berg' })
    .person('Eva')
    .plan();
  expect(plan.step('Eva', 'conflict').candidates).toEqual([
    { user: 'user-anna', alias: 'anna', evidence: ['email', 'name'] },
    { user: 'user-zoe', alias: 'zoe', evidence: ['pstnFixed'] },
  ]);
});

test('of very many with her name the first are named, and those that have more of hers all the same', () => {
  const aliases = Array.from({ length: 50 }, (_, n) => `u${String((n * 7) % 50).padStart(2, '0')}`);
  const snapshot = aSnapshot();
  for (const alias of aliases) snapshot.user(alias, { displayName: 'Eva Berg' });
  snapshot.user('z', { displayName: 'Eva Berg', pstnFixed: phone(1) });
  const { candidates } = snapshot.person('Eva').plan().step('Eva', 'conflict');
  expect(candidates.map(({ alias }) => alias)).toEqual([...aliases.toSorted().slice(0, MOST_ALIKE), 'z']);
  expect(candidates.at(-1)?.evidence).toEqual(['pstnFixed', 'name']);
});

test('“create anyway” counts only where mail or name are all that is the same', () => {
  const does = (alias: string, holding: object) =>
    aSnapshot().user(alias, holding).person('Eva').but({ createAnyway: true }).plan().does('Eva');
  expect(does('x', { email: 'eva@nordvik.example', displayName: 'Eva Berg' })).toBe('create');
  expect(does('eva', { email: 'eva@nordvik.example' })).toBe('conflict');
  expect(does('x', { email: 'eva@nordvik.example', pstnFixed: phone(1) })).toBe('conflict');
});

test('the alias is the same in whatever case, and another with other letters', () => {
  const does = (alias: string) => aSnapshot().user(alias).person('P', { alias: 'Åsa' }).plan().does('P');
  expect(does('åSA')).toBe('conflict');
  expect(does('a\u030asa')).toBe('conflict');
  expect(does('asa')).toBe('create');
});

test('names are alike but for case and blanks', () => {
  expect(foldName('  Eva  Berg ')).toBe(foldName('EVA BERG'));
  expect(foldName('Eva Berg')).not.toBe(foldName('Eva Bergh'));
});

test('a user that a sync keeps is no conflict: what it has is taken', () => {
  const plan = aSnapshot().user('eva', { unlinked: false }).person('Eva').plan();
  expect(plan.does('Eva')).toBe('skip');
  expect(plan.codes('Eva')).toEqual(['alias.taken']);
});

test('whoever is not usable is a skip and no conflict', () => {
  expect(aSnapshot().user('eva').person('Eva').unusable('surname', 'missing').plan().does('Eva')).toBe(
    'skip',
  );
});

test('a conflict claims nothing: the value goes to the next who wants it', () => {
  const plan = aSnapshot()
    .user('x', { email: 'eva@nordvik.example' })
    .person('Eva', { pstnFixed: phone(9) })
    .person('Bo', { pstnFixed: phone(9) })
    .plan();
  expect([plan.does('Eva'), plan.does('Bo')]).toEqual(['conflict', 'create']);
});

test('a user that no sync created or linked is never changed or deleted (R6)', () => {
  const plan = aSnapshot()
    .user('eva', { pstnFixed: phone(7), extension: '5007' })
    .user('bo', { leaving: { deleteOn: null } })
    .person('Eva')
    .person('Bo')
    .person('Ada', { pstnFixed: phone(7) })
    .linked({ pstnFixed: phone(3) })
    .plan();
  const touched = plan.outcomes.flatMap((o) => o.steps.flatMap((s) => ('user' in s ? [s.user] : [])));
  expect(touched).toEqual([]);
  expect(plan.reason('Ada', 'pstnFixed.taken').winner).toEqual({
    user: 'user-eva',
    person: null,
    name: 'eva Ek',
  });
});
