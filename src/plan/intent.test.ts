// The table of SPEC §5: what a person's and a user's standing comes to in either mode.
import { expect, test } from 'vitest';
import { aSnapshot, day } from './testing/a-snapshot.ts';
import type { Snapshot } from './testing/a-snapshot.ts';

const P = (s: Snapshot) => s.person('P', { title: 'new' });

test.each<[string, (s: Snapshot) => Snapshot, string, string]>([
  ['in scope, the four usable, no user', (s) => P(s), 'create', 'create'],
  ['in scope, the four usable, an unlinked user alike', (s) => P(s.user('p')), 'conflict', 'conflict'],
  ['in scope, a required field unusable, no user', (s) => P(s).unusable('name', 'missing'), 'skip', 'skip'],
  ['in scope, linked, same values', (s) => P(s).linked(), '', ''],
  ['in scope, linked, other values', (s) => P(s).linked({ title: 'old' }), 'change', ''],
  ['in scope, linked, unusable fields', (s) => P(s).linked().unusable('name', 'missing'), '', ''],
  ['in scope, leaving', (s) => P(s).linked().missingSince(day(-3)), 'return', 'return'],
  [
    'in scope, leaving, other values',
    (s) => P(s).linked({ title: 'old' }).missingSince(day(-3)),
    'return change',
    'return',
  ],
  [
    'in scope, leaving, unusable fields',
    (s) => P(s).linked().missingSince(day(-3)).unusable('name', 'missing'),
    'return',
    'return',
  ],
  ['confirmed gone, keepDays more than 0', (s) => P(s).linked().is('absent'), 'leave', ''],
  [
    'confirmed gone, keepDays 0',
    (s) =>
      P(s.template({ keepDays: 0 }))
        .linked()
        .is('absent'),
    'delete',
    '',
  ],
  ['confirmed gone, leaving, not due', (s) => P(s).linked().is('absent').missingSince(day(-29)), '', ''],
  ['confirmed gone, due', (s) => P(s).linked().is('absent').missingSince(day(-30)), 'delete', ''],
  ['out of scope, no user', (s) => P(s).is('absent'), '', ''],
])('%s', (_, build, full, onlyNew) => {
  expect(build(aSnapshot().settled(20)).plan().does('P')).toBe(full);
  expect(
    build(aSnapshot().settled(20).template({ mode: 'onlyNew' }))
      .plan()
      .does('P'),
  ).toBe(onlyNew);
});

test('onlyNew changes no field, starts no clock and deletes nobody; only a return clears a clock (R8)', () => {
  const plan = aSnapshot()
    .template({ mode: 'onlyNew' })
    .settled(20)
    .person('Changed', { title: 'x' })
    .linked({ title: 'y' })
    .person('Gone')
    .linked()
    .is('absent')
    .person('Due')
    .linked()
    .missingSince(day(-99))
    .is('absent')
    .person('Moved')
    .linked()
    .is('absent')
    .but({ alsoIn: { id: 't2', name: 'Norge' } })
    .person('Back', { title: 'x' })
    .linked({ title: 'y' })
    .missingSince(day(-3))
    .person('Hired')
    .plan();
  const did = plan.outcomes.flatMap((o) => o.steps.map((step) => `${step.person} ${step.do}`));
  expect(did).toEqual(['back return', 'hired create']);
  expect(plan.withheld).toEqual([]);
});

test('in onlyNew a value that somebody gives up in Entra is not free: her user keeps it', () => {
  const plan = aSnapshot()
    .template({ mode: 'onlyNew' })
    .person('Eva', { alias: 'x' })
    .linked({ alias: 'eva' })
    .person('Bo', { alias: 'eva' })
    .plan();
  expect(plan.codes('Bo')).toEqual(['alias.taken']);
});

test('in onlyNew nothing is said of a linked person’s fields: they are free', () => {
  const plan = aSnapshot()
    .template({ mode: 'onlyNew' })
    .person('Eva')
    .linked()
    .unusable('surname', 'missing')
    .plan();
  expect(plan.of('Eva')).toMatchObject({ steps: [], reasons: [], standing: 'linked' });
});
