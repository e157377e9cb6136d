// What is an address to send to, and what is not.
import { expect, test } from 'vitest';
import { parseMailAddress, presentMailAddress } from './mail-address.ts';

const asSent = (text: string) => {
  const address = parseMailAddress(text);
  return address && presentMailAddress(address);
};

test.each([
  ['eva.lund@nordvik.example', 'eva.lund@nordvik.example'],
  ["o'hara+växel@Nordvik.EXAMPLE", "o'hara+växel@nordvik.example"],
  ['eva@räksmörgås.example', 'eva@xn--rksmrgs-5wao1o.example'],
  ['e@mail.sub-domain.example', 'e@mail.sub-domain.example'],
])('%s is sent to as %s', (text, sent) => {
  expect(asSent(text)).toBe(sent);
});

test.each([
  '',
  'eva',
  '@nordvik.example',
  'eva@',
  'eva@nordvik',
  'eva@.example',
  'eva@nordvik..example',
  'eva@-nordvik.example',
  'eva@192.0.2.7',
  'eva@[192.0.2.7]',
  'eva@nordvik.example/path',
  'eva@nordvik.example:25',
  'eva lund@nordvik.example',
  '.eva@nordvik.example',
  'eva..lund@nordvik.example',
  '"eva lund"@nordvik.example',
  'Eva <eva@nordvik.example>',
  'eva@nordvik.example, bo@nordvik.example',
  'eva@nordvik.example\r\nBcc: bo@nordvik.example',
  'eva\r\nRCPT TO:<bo@x.example>@nordvik.example',
  'eva@nordvik.example\u0000',
  'eva@nord\u200Bvik.example\n',
  `${'e'.repeat(65)}@nordvik.example`,
  `eva@${'nordvik.'.repeat(40)}example`,
])('%j is no address', (text) => {
  expect(parseMailAddress(text)).toBeNull();
});
