// Phone number forms as people write them in Entra, and what they become.
import { describe, expect, test } from 'vitest';
import { isInSeries, isServiceNumber, matchNumber } from './numbers.ts';
import type { NumberRules, NumberSeries } from './numbers.ts';

const sweden: NumberRules = { country: 'SE', series: [], ownNumbersOnly: false };
const own: NumberSeries = { first: 46_846_500_400, last: 46_846_500_499, kind: 'fixed' };

function digits(text: string, rules = sweden): string {
  const outcome = matchNumber(text, rules);
  return 'digits' in outcome ? outcome.digits : `no: ${outcome.why}`;
}

describe('the forms that people write', () => {
  test.each([
    ['08-465 004 10', '46846500410'],
    ['(08) 465 004 10', '46846500410'],
    ['08/465 004 10', '46846500410'],
    ['08–465 004 10', '46846500410'],
    ['+46 (0)8 465 004 10', '46846500410'],
    ['+46846500410', '46846500410'],
    ['46846500410', '46846500410'],
    ['0046846500410', '46846500410'],
    ['tel:+46846500410', '46846500410'],
    ['  08-465 004 10  ', '46846500410'],
    ['08\u00a0465\u00a0004\u00a010', '46846500410'],
    ['０８４６５００４１０', '46846500410'],
    ['070-174 06 05', '46701740605'],
    ['031-390 06 00', '46313900600'],
    ['0980-319 200', '46980319200'],
  ])('%j is %s', (text, wanted) => {
    expect(digits(text)).toBe(wanted);
  });
});

describe('a trailing extension is cut', () => {
  test.each([
    '08-465 004 10 ankn. 12',
    '08-465 004 10 ankn 12',
    '08-465 004 10, anknytning 1234',
    '08-465 004 10 (ankn. 12)',
    '08-465 004 10 ankn12',
    '0846500410ankn.12',
    '08-465 004 10 ext. 12',
    '08-465 004 10 x1234',
    '08-465 004 10x1234',
    '+46846500410;ext=12',
    '08-465 004 10 #12',
  ])('%j', (text) => {
    expect(digits(text)).toBe('46846500410');
  });
});

test('foreign numbers are kept with their country code', () => {
  expect(digits('+47 22 12 34 56')).toBe('4722123456');
  expect(digits('0044 20 7946 0123')).toBe('442079460123');
});

test('a number without country code is read as the company’s country’s', () => {
  expect(digits('22 12 34 56', { ...sweden, country: 'NO' })).toBe('4722123456');
  expect(digits('08-465 004 10', { ...sweden, country: 'XX' })).toMatch(/^no: /u);
});

describe('what nobody can have as theirs', () => {
  test.each(['112', '911', '11414', '1177', '116 117', '118 118', '90 000'])(
    'a short or emergency number: %s',
    (text) => {
      expect(digits(text)).toBe('no: it is not a phone number that can be called');
    },
  );

  test.each(['0900-123 456', '0939-123 45 67'])('a premium rate number: %s', (text) => {
    expect(digits(text)).toBe('no: it is a premium rate number');
  });

  test.each(['', 'hej', '+46 8', '08-465', '08-465 004 10 / 070-174 06 05', '0000000000'])(
    'what is no number: %j',
    (text) => {
      expect(digits(text)).toBe('no: it is not a phone number that can be called');
    },
  );
});

describe('the company’s series', () => {
  const short: NumberSeries = { first: 46_855_000, last: 46_855_099, kind: 'fixed' };

  test('a number in a series is right though libphonenumber does not know it', () => {
    for (const text of ['0855012', '+46855012', '+46 (0)8 55 012', '0046855012'])
      expect(digits(text, { ...sweden, series: [short] })).toBe('46855012');
    expect(digits('0855012')).toBe('no: it is not a phone number that can be called');
  });

  test('also one that is shorter than any number libphonenumber can read', () => {
    const tiny: NumberSeries = { first: 4_680, last: 4_689, kind: 'fixed' };
    for (const text of ['08 5', '+46 8 5', '+46 (0)8 5', '0046 8-5', '4685'])
      expect(digits(text, { ...sweden, series: [tiny] })).toBe('4685');
    expect(digits('08 5 hej', { ...sweden, series: [tiny] })).toMatch(/^no: /u);
  });

  test('without a rule to the contrary right numbers outside the series are taken', () => {
    expect(digits('08-123 456 78', { ...sweden, series: [own] })).toBe('46812345678');
  });

  test('a company may require its own series', () => {
    const rules = { ...sweden, series: [own], ownNumbersOnly: true };
    expect(digits('08-465 004 10', rules)).toBe('46846500410');
    expect(digits('08-123 456 78', rules)).toBe("no: it is in none of the company's number series");
  });

  test('a series has its first and its last number, and none of another length', () => {
    expect(
      ['46846500399', '46846500400', '46846500499', '46846500500'].map((n) => isInSeries(n, [own])),
    ).toEqual([false, true, true, false]);
    expect(isInSeries('046846500410', [own])).toBe(false);
  });

  test('service inside a series wins over the series', () => {
    const series = [own, { first: 46_846_500_400, last: 46_846_500_400, kind: 'service' as const }];
    expect(isServiceNumber('46846500400', series)).toBe(true);
    expect(isServiceNumber('46846500401', series)).toBe(false);
  });
});
