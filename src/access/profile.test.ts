import { expect, test } from 'vitest';
import { checkPassword } from './password-rules.ts';
import { checkEmail, checkFirstName, checkLastName, tidyName } from './profile.ts';
import { decideAddressKey } from './sign-in-delay.ts';

test.each([
  'Åsa',
  'Anna-Karin',
  'O’Brien',
  "D'Arcy",
  'Zoë',
  '李明',
  'Мария',
  'نور',
  'Jo',
  'María José',
  'नेहा',
])('the first name %s is fine', (name) => {
  expect(checkFirstName(tidyName(name))).toEqual([]);
});

test.each(['Å', '', ' ', 'Eva2', 'Eva!', '-Eva', 'Eva_Maria', 'E.', 'a\u0000b', 'x'.repeat(65), '👍👍'])(
  'the first name %j is refused in the article’s words',
  (name) => {
    expect(checkFirstName(tidyName(name))).toMatchObject([
      {
        path: 'firstName',
        message:
          'First name must have at least 2 characters. Numbers and special characters are not allowed.',
      },
    ]);
  },
);

test('a last name of one letter is fine, of none or with digits not', () => {
  expect(checkLastName('Ö')).toEqual([]);
  expect(checkLastName('')).toHaveLength(1);
  expect(checkLastName('Berg3')).toHaveLength(1);
});

test.each(['maja@nordvik.example', 'maja.åberg+x@växel.nordvik.example', "o'brien@a-b.example"])(
  '%s is an address',
  (email) => {
    expect(checkEmail(email)).toEqual([]);
  },
);

test.each([
  '',
  'maja',
  'maja@',
  '@nordvik.example',
  'maja@nordvik',
  'a b@nordvik.example',
  'a@-b.example',
  'a..b@c.example',
  'a@b.example\n',
  'a@b.c,d@e.f',
  `${'a'.repeat(65)}@b.example`,
])('%j is no address', (email) => {
  expect(checkEmail(email)).toMatchObject([{ message: 'Enter a valid email.' }]);
});

const known = ['maja.aberg@nordvik.example', 'Maja', 'Åberg'];

test.each(['fyra hästar äter hö', 'correct horse battery', 'Tj0ck!lösen9x', 'マヨネーズとケチャップと砂糖'])(
  '%s is good enough a password',
  (password) => {
    expect(checkPassword(password, known)).toEqual([]);
  },
);

test.each([
  'kort',
  '11 tecken!!',
  'aaaaaaaaaaaaaa',
  '123456789012',
  'abcdefghijklmn',
  'qwertyuiopas',
  'Password1234',
  'lösenord2026!',
  'passwordpassword',
  'Sommar2026!!',
  'maja.aberg@nordvik.example',
  'maja.aberg123',
  'x'.repeat(257),
])('%s is not', (password) => {
  expect(checkPassword(password, known)).toHaveLength(1);
});

test('addresses of one IPv6 network are one', () => {
  const keys = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::7', '2001:DB8:0001:2:0:0:0:9'].map(decideAddressKey);
  expect(new Set(keys)).toEqual(new Set(['2001:db8:1:2::/64']));
  expect(decideAddressKey('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(decideAddressKey('198.51.100.7')).toBe('198.51.100.7');
});
