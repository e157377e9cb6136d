// What rules give new users, one sentence a test; and whom rules would decide for.
import { describe, expect, test } from 'vitest';
import type { CreationRule } from './creation-rules.ts';
import { decideGets } from './new-user.ts';
import { openRuleReach } from './rule-reach.ts';
import { aSnapshot } from './testing/a-snapshot.ts';

const rule = (name: string, more: Partial<CreationRule> = {}): CreationRule => ({
  name,
  when: { expression: 'true' },
  settingsTemplate: null,
  callerId: null,
  numberSeries: null,
  language: null,
  ...more,
});
const inGroup = (name: string, more: Partial<CreationRule> = {}) =>
  rule(name, { when: { group: name }, ...more });
const template = (rules: CreationRule[]) => ({
  rules,
  defaultCallerId: '1',
  defaultSettingsTemplate: 'office',
  automaticNumbers: { series: '100' },
});
const mapped = (rules: number[]) => ({ values: {}, problems: [], rules });

describe('what a new user gets', () => {
  test('is what the first rule that fits says, and what the template says of the rest', () => {
    const rules = [rule('a', { callerId: '2' }), rule('b', { language: 'en' }), rule('c', { callerId: '3' })];
    expect(decideGets({ mapped: mapped([1, 2]), ruleGroups: [] }, template(rules))).toEqual({
      rule: 'b',
      callerId: '1',
      settingsTemplate: 'office',
      language: 'en',
      numberSeries: '100',
    });
  });

  test('is what the template says when no rule fits', () => {
    const gets = decideGets({ mapped: mapped([]), ruleGroups: [] }, template([rule('a')]));
    expect(gets).toMatchObject({ rule: null, callerId: '1', numberSeries: '100' });
  });

  test('is not known when a rule asks for a group that was not read, unless one before it fits', () => {
    const rules = [rule('a', { callerId: '2' }), inGroup('Sälj', { callerId: '3' })];
    expect(decideGets({ mapped: mapped([]), ruleGroups: null }, template(rules))).toBe('unknown');
    expect(decideGets({ mapped: mapped([0]), ruleGroups: null }, template(rules))).toMatchObject({
      rule: 'a',
    });
    expect(decideGets({ mapped: mapped([]), ruleGroups: ['Sälj'] }, template(rules))).toMatchObject({
      callerId: '3',
    });
  });

  test('keeps her for the next run while it is not known', () => {
    const plan = aSnapshot()
      .template({ rules: [inGroup('Sälj', { callerId: '3' })] })
      .person('Eva')
      .but({ ruleGroups: null })
      .plan();
    expect([plan.codes('Eva'), plan.of('Eva').settled]).toEqual([['person.unreadable'], false]);
  });

  test('is not asked for the number of somebody who lacks more than that, while a series gives numbers to all', () => {
    const lacking = (automaticNumbers: { series: string } | null) =>
      aSnapshot()
        .template({ rules: [inGroup('Sälj', { callerId: '3' })], automaticNumbers })
        .person('Eva')
        .unusable('surname', 'missing')
        .unusable('pstnFixed', 'missing')
        .but({ ruleGroups: null })
        .plan()
        .codes('Eva');
    expect(lacking({ series: '100' })).toEqual(['surname.missing']);
    expect(lacking(null)).toEqual(['surname.missing', 'pstnFixed.missing']);
  });

  test('stands on the step that creates her', () => {
    const plan = aSnapshot()
      .template({ rules: [inGroup('Sälj', { callerId: '3', language: 'sv' })] })
      .person('Eva')
      .but({ ruleGroups: ['Sälj'] })
      .plan();
    expect(plan.step('Eva', 'create')).toMatchObject({ rule: 'Sälj', callerId: '3', language: 'sv' });
    expect(plan.step('Eva', 'create')).not.toHaveProperty('settingsTemplate');
  });
});

test('whom rules reach: who fits, for whom each is the first, and for whom a group would have to be known', () => {
  const rules = [rule('a'), inGroup('Sälj'), rule('c')];
  const reach = openRuleReach(rules, () => true, 1);
  reach.add([0, 2], [], 1, 'Ada');
  reach.add([0], null, 2, 'Bo');
  reach.add([2], ['Sälj'], 4, 'Cia');
  reach.add([2], null, 8, 'Dan');
  reach.add([], [], 16, 'Eli');
  expect(reach.present()).toEqual({
    rules: [
      { name: 'a', fits: 3, decides: 3, unknown: 0, samples: ['Ada'] },
      { name: 'Sälj', fits: 4, decides: 4, unknown: 10, samples: ['Cia'] },
      { name: 'c', fits: 13, decides: 0, unknown: 0, samples: [] },
    ],
    people: 31,
    none: 16,
    undecided: 8,
  });
});
