// What is typed into a search, and what people are found by.
import { expect, test } from 'vitest';
import { mapSearch, presentPersonSearch } from './search.ts';

test.each(['+46 10-200 04 11', '0046 10 200 04 11', '4610200411', '+46 (0)10 200 04 11'])(
  '%s is looked for as the digits of the number',
  (typed) => {
    // The third has one digit less than it should: digits are looked for as they are.
    const digits = typed === '4610200411' ? '4610200411' : '46102000411';
    expect(mapSearch(typed, 'SE')).toEqual({ digits: [digits] });
  },
);

test('a number as it is dialled at home is looked for with the country’s code and as it is', () => {
  expect(mapSearch('010-200 04 11', 'SE')).toEqual({ digits: ['46102000411', '0102000411'] });
  expect(mapSearch('010-200 04 11', 'NO')).toEqual({ digits: ['47102000411', '0102000411'] });
});

test('a part of a number is looked for wherever it stands', () => {
  expect(mapSearch('0411', 'SE')).toEqual({ digits: ['46411', '0411'] });
  expect(mapSearch('00411', 'SE')).toEqual({ digits: ['411'] });
});

test('everything else is words that all have to be there, eight of them at most', () => {
  expect(mapSearch('  Åsa   lind ', 'SE')).toEqual({ words: ['Åsa', 'lind'] });
  expect(mapSearch('p12.3', 'SE')).toEqual({ words: ['p12.3'] });
  expect(mapSearch('(', 'SE')).toEqual({ words: ['('] });
  expect(mapSearch('(0)', 'SE')).toEqual({ words: ['(0)'] });
  expect(mapSearch('a b c d e f g h i j', 'SE')).toEqual({ words: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] });
});

test('nothing typed is no search', () => {
  expect(mapSearch(' \u0000\t ', 'SE')).toBeNull();
});

test('a person is found by name, UPN, mail, alias and numbers, in one line without control characters', () => {
  const facts = { displayName: 'Eva\u001eLind', userPrincipalName: 'eva@nordvik.example', mail: null };
  const values = { alias: 'eva', pstnFixed: '4684650001', mobile: '46701740605' };
  expect(presentPersonSearch(facts, values)).toBe('Eva Lind eva@nordvik.example eva 4684650001 46701740605');
  expect(presentPersonSearch({}, {})).toBe(' ');
  expect(presentPersonSearch({ displayName: `${'x'.repeat(499)}😀` }, {}).isWellFormed()).toBe(true);
});
