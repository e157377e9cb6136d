// What is said of pasted text that is no JSON, all of it at once, and that mending it mends it.
import { describe, expect, test } from 'vitest';
import { mendJson, readJson } from './json-syntax.ts';

const codesOf = (text: string): string[] => readJson(text).faults.map(({ code }) => code);

describe('what keeps a text from being JSON', () => {
  test.each([
    ['{"a":"x","b":["q"]}', []],
    ['{“a”:“x y”}', ['json.curlyQuotes']],
    ['{”a”: ”x”, "b”: "y”}', ['json.curlyQuotes']],
    ["{'a':'x'}", ['json.singleQuotes']],
    ['{"a":"x"\n"b":["q" "r"]}', ['json.commaMissing', 'json.commaMissing']],
    ['{"a":"x","b":["q",],}', ['json.commaExtra', 'json.commaExtra']],
    ['{"a":"x","b":["q"', ['json.cutShort']],
    ['{"a":"x', ['json.textUnclosed']],
    ['{"a":tru}', ['json.invalid']],
    ['{“a”:“x”\n“b”:[“q”,]', ['json.curlyQuotes', 'json.commaMissing', 'json.commaExtra', 'json.cutShort']],
  ])('%j has %j', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  test('is told at its place', () => {
    expect(readJson('{"a":"x"\n "b":1,}').faults).toMatchObject([
      { code: 'json.commaMissing', offset: 10, length: 3 },
      { code: 'json.commaExtra', offset: 15 },
    ]);
  });

  test('hides the values only where they would be guesswork', () => {
    expect(readJson('{“a”:“x”,}').tree).not.toBeNull();
    expect(readJson('{"a":"x" oj}').tree).toBeNull();
    expect(readJson('{"a":"x"').isCutShort).toBe(true);
  });
});

describe('mending', () => {
  test.each([
    ['json.curlyQuotes', '{“a”: “O’Brien”}', '{"a": "O’Brien"}'],
    ['json.curlyQuotes', '{“a”: "Säljare „Nord“"}', '{"a": "Säljare „Nord“"}'],
    ['json.singleQuotes', "{'a':'x'}", '{"a":"x"}'],
    ['json.commaExtra', '{"a":[1,],}', '{"a":[1 ] }'],
    ['json.commaMissing', '{"a":1\n"b":["q" "r"]}', '{"a":1,\n"b":["q", "r"]}'],
  ] as const)('%s makes JSON of %s', (code, text, mended) => {
    expect(mendJson(text, code)).toBe(mended);
    expect(codesOf(mended)).toEqual([]);
  });

  test('leaves what it can not mend', () => {
    expect(mendJson('{"a":', 'json.cutShort')).toBe('{"a":');
  });
});
