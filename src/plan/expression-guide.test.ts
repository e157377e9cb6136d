// The examples of docs/configuration.md give what they say.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openExpression } from './expression.ts';
import type { Facts } from './facts.ts';

const rules = { country: 'SE', series: [], ownNumbersOnly: false, lookups: {} };
const guide = readFileSync('docs/configuration.md', 'utf8');
const examples = [...guide.matchAll(/^\| `(.+)` \| `(\{.*\})` \| `(.*)` \|$/gmu)].map(
  ([, expression = '', facts = '', gives = '']) => [expression, JSON.parse(facts) as Facts, gives] as const,
);

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(7);
});

test.each(examples)('the example %s gives what the documentation says', (expression, facts, gives) => {
  const opened = openExpression(expression, gives === 'true' ? 'condition' : 'text', rules);
  if ('fault' in opened) throw new Error(opened.fault.message);
  expect(opened.evaluate(facts)).toEqual({ value: gives === 'true' ? true : gives });
});
