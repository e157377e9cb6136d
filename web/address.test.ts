// What is looked for comes out of an address as it was typed into it.
import { describe, expect, test } from 'vitest';
import { parseAddress, presentAddress } from './address.ts';
import { search as audit } from './pages/audit/search.ts';
import { search as numbers } from './pages/numbers/search.ts';
import { search as run } from './pages/run/search.ts';
import { search as users } from './pages/users/search.ts';

describe('what is looked for stays text', () => {
  test.each([
    '0701740601',
    '46701740601',
    '+46 70-174 06 01',
    'true',
    'null',
    '1e3',
    '"Åsa"',
    '[1]',
    'a&b=c?#%',
  ])('%s', (typed) => {
    const query = presentAddress({ q: typed, status: undefined });
    expect(users.parse(parseAddress(query))).toEqual({ q: typed });
    expect(presentAddress(users.parse(parseAddress(query)))).toBe(query);
  });

  test('also where the address was typed by hand, on every page that searches', () => {
    expect(users.parse(parseAddress('?q=46701740601&source=')).q).toBe('46701740601');
    expect(run.parse(parseAddress('?q=123')).q).toBe('123');
    expect(numbers.parse(parseAddress('?search=123&number=46701740601'))).toEqual({
      search: '123',
      number: '46701740601',
    });
  });
});

test('what is open is told apart from text, and nonsense is nothing', () => {
  expect(users.parse(parseAddress('?new=true')).new).toBe(true);
  expect(users.parse({ new: true }).new).toBe(true);
  expect(users.parse(parseAddress('?new=yes')).new).toBe(false);
  expect(run.parse(parseAddress('?step=1843')).step).toBe(1843);
  expect(run.parse({ step: 7 }).step).toBe(7);
  expect(audit.parse(parseAddress('?event=4x')).event).toBe(0);
});

test('an address without anything has no question mark', () => {
  expect(presentAddress({})).toBe('');
  expect(parseAddress('')).toEqual({});
});
