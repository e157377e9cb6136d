// Patterns of matches(): they find what JavaScript's own find, and none of them can run away.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPattern } from './pattern.ts';
import { workedMs } from '../../test/worked-ms.ts';

function find(pattern: string, text: string): boolean {
  const opened = openPattern(pattern);
  if ('fault' in opened) throw new Error(opened.fault.message);
  return opened.test(text);
}

const faultOf = (pattern: string) => {
  const opened = openPattern(pattern);
  return 'fault' in opened ? opened.fault : null;
};

describe('a pattern', () => {
  test.each<[string, string, boolean]>([
    ['^EXT-', 'EXT-anna', true],
    ['^EXT-', 'anna EXT-', false],
    ['Lab$', 'Stockholm Lab', true],
    ['^\\+?46 ?\\d{1,3}$', '+46 070', true],
    ['^\\d{4}$', '12345', false],
    ['(?i)^växel', 'VÄXELN', true],
    ['[^a-zåäö-]', 'å-b', false],
    ['^[\\]a]+$', 'a]a', true],
    ['\\bEk\\b', 'af Ek, Lund', true],
    ['^(Malmö|Lund|Göteborg)(-[0-9]+)?$', 'Lund-12', true],
    ['^(?:a|ab)(?:c|bcd)$', 'abcd', true],
    ['^\\p{Lu}\\p{Ll}+$', 'Åsa', true],
    ['^.{3}$', 'å😀b', true],
    ['', 'x', true],
    ['a||b', 'zzz', true],
    ['^(a*)*$', 'aaab', false],
    ['\\.example$', 'nordvik.example', true],
    ['^}$', '}', true],
  ])('%s on %s', (pattern, text, expected) => {
    expect(find(pattern, text)).toBe(expected);
  });

  test('finds what JavaScript finds, where both can look', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\b', '^', '$', '(?:a|b)', '(ab|a)');
    const many = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{0,}');
    const isPlace = (one: string) => /^(\\b|\^|\$)$/u.test(one);
    const pattern = fc
      .array(fc.tuple(atom, many), { maxLength: 6 })
      .map((parts) => parts.map(([one, times]) => (isPlace(one) ? one : one + times)).join(''));
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ' '), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(pattern, text, (one, given) => {
        expect([one, given, find(one, given)]).toEqual([one, given, new RegExp(one, 'u').test(given)]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('that another engine would never come back from is done in a moment', () => {
    const evil = [
      '(a+)+$',
      '(a|a)*x$',
      '(a|aa)+$',
      '(.*)*x',
      '(a?){30}a{30}$',
      '.*.*.*.*.*=',
      '^(([a-z])+.)+[A-Z]$',
    ];
    const started = workedMs();
    for (const pattern of evil) expect(find(pattern, `${'a'.repeat(2_000)}!`)).toBe(false);
    expect(workedMs() - started).toBeLessThan(3_000);
  });

  test.each<[string, number, RegExp]>([
    ['(a)\\1', 3, /refers back/],
    ['a(?=b)', 1, /look around/],
    ['(?<!a)b', 0, /look around/],
    ['a(b', 1, /not closed/],
    ['a)b', 1, /closes nothing/],
    ['*a', 0, /nothing before it/],
    ['a**', 2, /in a row/],
    ['[a', 0, /not closed/],
    ['[]a]', 0, /nothing in these brackets/],
    ['a\\', 1, /nothing after/],
    ['a\\q', 1, /not known/],
    ['[z-a]', 0, /not known/],
    ['a{200}', 1, /at most 100/],
    ['a{3,2}', 1, /more than it allows/],
    ['((a{100}){100}){100}', 0, /too large/],
    ['x'.repeat(201), 200, /at most 200 characters/],
  ])('%s is refused with its place', (pattern, at, message) => {
    expect(faultOf(pattern)).toEqual({ at, message: expect.stringMatching(message) });
  });
});
