// What people and users are found by: the text that a person is kept under, and what somebody typed, taken apart into
// words or, when it reads as a phone number, into the digits it may mean. Pure; folding case and accents is the
// database's, the same for both sides.
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { Facts } from './facts.ts';
import { presentFact } from './present-fact.ts';
import type { Values } from './steps.ts';

/** Everything in `words`, or anything in `digits`, has to stand in the text. */
export type Search = { words: string[] } | { digits: string[] };

/** More words than this narrow nothing further and only cost. */
const MOST_WORDS = 8;
/** As much as the index keeps. */
const LONGEST = 500;

/** Display name first, so that it is also the order of names; never empty, no control characters. */
export function presentPersonSearch(facts: Facts, values: Values): string {
  const parts = [
    presentFact(facts, 'displayName'),
    presentFact(facts, 'userPrincipalName'),
    presentFact(facts, 'mail'),
    values.alias,
    values.pstnFixed,
    values.mobile,
  ];
  const text = parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  return (
    text
      .replaceAll(/\p{Cc}+/gu, ' ')
      .slice(0, LONGEST)
      .toWellFormed() || ' '
  );
}

/** null: nothing to search for. "+46 10-200 04 11", "010-200 04 11" and "4610200411" mean the same. */
export function mapSearch(text: string, country: string): Search | null {
  const plain = mapPlain(text);
  if (plain === '') return null;
  const digits = /^[+\d(][\d\s().\-–/]*$/u.test(plain) ? mapDigits(plain, country) : [];
  if (digits.some((some) => some !== '')) return { digits: digits.filter((some) => some !== '') };
  return { words: mapWords(plain) };
}

/** For what has names and no numbers; none: nothing to search for. */
export function mapWords(text: string): string[] {
  const plain = mapPlain(text);
  return plain === '' ? [] : plain.split(/\s+/u).slice(0, MOST_WORDS);
}

const mapPlain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();

function mapDigits(text: string, country: string): string[] {
  // "+46 (0)8": the bracketed zero is dialled at home only.
  const bare = text.replace(/\(0\)/u, '').replaceAll(/\D/gu, '');
  if (text.startsWith('+')) return [bare];
  if (bare.startsWith('00') && bare.length > 2) return [bare.slice(2)];
  const code = isSupportedCountry(country) ? getCountryCallingCode(country) : null;
  // Whether a leading zero is the trunk's or in the middle of a number can not be told: both are looked for.
  return bare.startsWith('0') && bare.length > 1 && code !== null
    ? [`${code}${bare.slice(1)}`, bare]
    : [bare];
}
