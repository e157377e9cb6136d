// What each of the user's fields can take.
import { describe, expect, test } from 'vitest';
import type { NumberRules } from './numbers.ts';
import type { FieldName } from './reasons.ts';
import { matchField } from './requirements.ts';

const rules: NumberRules = { country: 'SE', series: [], ownNumbersOnly: false };

function usable(field: FieldName, text: string, numbers = rules): string | null {
  const outcome = matchField(field, text, numbers);
  return 'value' in outcome ? outcome.value : null;
}

describe('alias', () => {
  test("letters of any language, digits and . _ - ' + @ # are usable", () => {
    for (const alias of [
      'eva.berg',
      'eva_berg-2',
      "o'neil",
      'a+b@c.example',
      'x#EXT#',
      'åsa.öberg',
      'Ελένη',
      '王秀英',
      '٣',
    ])
      expect(usable('alias', alias)).toBe(alias);
  });

  test('anything else is not', () => {
    for (const alias of [
      'eva berg',
      'eva,berg',
      'eva/berg',
      'eva\\berg',
      '<eva>',
      'eva!',
      'eva\u00a0b',
      'eva\u200bb',
      'eva\tb',
    ])
      expect(usable('alias', alias)).toBeNull();
  });

  test('it has 1 to 128 characters', () => {
    expect(usable('alias', 'a')).toBe('a');
    expect(usable('alias', 'a'.repeat(128))).toBe('a'.repeat(128));
    expect(usable('alias', 'a'.repeat(129))).toBeNull();
    expect(usable('alias', '𐐷'.repeat(128))).toBe('𐐷'.repeat(128));
    expect(usable('alias', '')).toBeNull();
  });

  test('it is trimmed and NFC, otherwise kept as sent', () => {
    expect(usable('alias', '  Eva.Berg ')).toBe('Eva.Berg');
    expect(usable('alias', 'a\u030asa')).toBe('åsa');
  });
});

describe('names', () => {
  test('have 1 to 64 characters after trimming', () => {
    expect(usable('name', ' Eva ')).toBe('Eva');
    expect(usable('surname', ` ${'a'.repeat(64)} `)).toBe('a'.repeat(64));
    expect(usable('surname', 'a'.repeat(65))).toBeNull();
    expect(usable('name', '𝔈'.repeat(64))).toBe('𝔈'.repeat(64));
  });

  test('may have blanks, hyphens, apostrophes and digits but no control characters', () => {
    for (const name of ["Anna-Karin af D'Arc", 'Nils II', 'Reception 2'])
      expect(usable('name', name)).toBe(name);
    for (const name of ['Eva\u0007', 'Eva\nBerg', 'Eva\u0085']) expect(usable('name', name)).toBeNull();
  });
});

describe('the optional fields', () => {
  test('an e-mail address has something on both sides of its @ and no blank', () => {
    expect(usable('email', 'eva@nordvik.example')).toBe('eva@nordvik.example');
    for (const text of [
      'eva',
      'eva@',
      '@nordvik.example',
      'eva@nordvik',
      'e va@nordvik.example',
      'a@b@c.example',
    ])
      expect(usable('email', text)).toBeNull();
  });

  test('a mobile number is a right number, in whatever series', () => {
    const own = { first: 46_846_500_400, last: 46_846_500_499, kind: 'fixed' as const };
    const ownOnly = { ...rules, series: [own], ownNumbersOnly: true };
    expect(usable('mobile', '070-174 06 05', ownOnly)).toBe('46701740605');
    expect(usable('pstnFixed', '070-174 06 05', ownOnly)).toBeNull();
    expect(usable('mobile', '112', ownOnly)).toBeNull();
  });

  test('an extension is digits only', () => {
    expect(usable('extension', ' 0123 ')).toBe('0123');
    for (const text of ['12a', '-1', '12345678901', '1 2']) expect(usable('extension', text)).toBeNull();
  });

  test('title, department and further fields are texts of a bounded length without control characters', () => {
    expect(usable('title', ' CEO ')).toBe('CEO');
    expect(usable('department', 'a'.repeat(257))).toBeNull();
    expect(usable('fields.costCentre', 'a'.repeat(1024))).toBe('a'.repeat(1024));
    expect(usable('fields.costCentre', 'a'.repeat(1025))).toBeNull();
    expect(usable('fields.costCentre', 'a\u0000b')).toBeNull();
  });
});
