// The same facts give the same text and hash, in whatever order and with whatever a source leaves out (R4).
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FactValue } from '../plan/facts.ts';
import { mapAskedFacts, matchPlanHash, presentCanonical, presentPlanHash } from './facts-hash.ts';

const reversed = (value: FactValue): FactValue => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([k, v]) => [k, reversed(v)]),
  );
};

it('is the same text for the same facts in any order of keys, and reads back as they were', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (facts) => {
      const value = JSON.parse(JSON.stringify(facts)) as FactValue;
      expect(presentCanonical(reversed(value))).toBe(presentCanonical(value));
      expect(JSON.parse(presentCanonical(value))).toEqual(value);
    }),
  );
});

it('takes a fact that is null for one that is not there, and drops what was not asked for', () => {
  expect(mapAskedFacts({ a: 1, b: null, c: 2 }, ['a', 'b'])).toEqual({ a: 1 });
});

it('tells a change of facts from a change of settings', () => {
  const before = presentPlanHash('{"a":1}', 'config1');
  expect(matchPlanHash(presentPlanHash('{"a":2}', 'config1'), before)).toEqual({
    sameFacts: false,
    sameConfig: true,
  });
  expect(matchPlanHash(presentPlanHash('{"a":1}', 'config2'), before)).toEqual({
    sameFacts: true,
    sameConfig: false,
  });
  expect(matchPlanHash(before, null)).toEqual({ sameFacts: false, sameConfig: false });
});
