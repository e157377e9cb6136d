import { expect, test } from 'vitest';
import type { CreationRule, RuleCondition } from '../plan/creation-rules.ts';
import { findIdleRules } from './rule-warnings.ts';

const settings = { country: 'SE', series: [], ownNumbersOnly: false, lookups: {} };
const rules = (...conditions: RuleCondition[]): CreationRule[] =>
  conditions.map((when, nth) => ({
    name: 'abcdef'[nth] ?? '',
    when,
    settingsTemplate: null,
    callerId: null,
    numberSeries: null,
    language: 'sv',
  }));
/** Names of the rules that never decide. */
const idle = (...conditions: RuleCondition[]) =>
  findIdleRules(rules(...conditions), settings).map(({ name }) => name);
const city = (...is: string[]) => ({ field: 'city', is });

test('a rule whose condition an earlier one has never decides, in whatever case its values are written', () => {
  expect(idle(city('Malmö', 'Lund'), city(' lund'), city('Lund', 'Ystad'))).toEqual(['b']);
  expect(idle({ group: 'Växel' }, city('Lund'), { group: 'Växel' })).toEqual(['c']);
  expect(idle({ expression: 'city == ""' }, { expression: 'city == ""' })).toEqual(['b']);
  expect(idle(city('Lund'), { field: 'department', is: ['Lund'] })).toEqual([]);
});

test('an expression that is the same for everybody leaves nobody to the later rules, or fits nobody itself', () => {
  expect(idle({ expression: 'true' }, city('Lund'), { group: 'Växel' })).toEqual(['b', 'c']);
  expect(idle({ expression: '1 > 2' }, city('Lund'))).toEqual(['a']);
  expect(idle({ expression: 'city == city' }, city('Lund'))).toEqual([]);
  const [first] = findIdleRules(rules({ expression: 'true' }, city('Lund')), settings);
  expect(first?.message).toBe('The rule "b" never decides: "a" before it fits everybody.');
});
