// What a user's SIP account is called, and what an exchange knows a phone by. An account is named once, after the alias as it is
// then: it enters digests, dial strings and phones, and so it never follows a later alias. Pure; chance comes in.
import type { SipDigest } from './target-user.ts';

/** What exchanges' own tables hold without shortening it. */
const MOST_CHARACTERS = 40;

/** Letters that are no letter with a mark, as they are written where there are no others. */
const LETTERS: Readonly<Record<string, string>> = {
  å: 'a',
  ä: 'a',
  æ: 'ae',
  ö: 'o',
  ø: 'o',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  œ: 'oe',
};

/** `[a-z0-9._-]`, at least one letter or digit, at most 40 characters. */
export function presentAccountStem(alias: string): string {
  const plain = Array.from(alias.toLowerCase())
    .map((letter) => LETTERS[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '');
  const stem = plain
    .replaceAll(/@.*$/g, '')
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, MOST_CHARACTERS)
    .replaceAll(/^[._-]+|[._-]+$/g, '');
  return stem === '' ? 'user' : stem;
}

/** The stem itself, then with 2, 3 … behind it. nth: from 1. */
export function presentAccountName(stem: string, nth: number): string {
  if (nth === 1) return stem;
  const end = String(nth);
  return `${stem.slice(0, MOST_CHARACTERS - end.length)}${end}`;
}

/** hash: of text, in hex digits (RFC 7616: account:realm:secret). */
export function presentSipDigest(
  { account, realm, secret }: { account: string; realm: string; secret: string },
  hash: (algorithm: 'md5' | 'sha256', text: string) => string,
): SipDigest {
  const text = `${account}:${realm}:${secret}`;
  return { md5: hash('md5', text), sha256: hash('sha256', text) };
}
