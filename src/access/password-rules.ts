// Which passwords are good enough: long, and neither what everybody tries first nor what is known about the person. No rules
// of capitals and digits, which make passwords worse (NIST SP 800-63B). Pure.
import type { FieldFault } from './profile.ts';

const SHORTEST = 12;
/** Long enough for any phrase; without a bound, hashing would be a way to keep us busy. */
const LONGEST = 256;
const FEWEST_DIFFERENT = 5;

/** What lists of leaked passwords are full of, without the digits and signs that people put around it. */
const common = [
  'password',
  'passw0rd',
  'losenord',
  'lösenord',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'abcdefgh',
  'abcdefghijkl',
  'letmein',
  'iloveyou',
  'administrator',
  'admin',
  'welcome',
  'valkommen',
  'välkommen',
  'sommar',
  'vinter',
  'hejsan',
  'changeme',
  'rollcall',
  'monkey',
  'dragon',
  'football',
  'fotboll',
  'sunshine',
  'princess',
  'stockholm',
  'sverige',
  'test',
  'secret',
  'hemligt',
  'company',
  'foretag',
  'företag',
];
const rows = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];

/** As it is hashed: the same password typed on two keyboards is the same. */
export const tidyPassword = (text: string): string => text.normalize('NFKC');

/** known: what belongs to the person: e-mail address, names. */
export function checkPassword(password: string, known: readonly string[], path = 'password'): FieldFault[] {
  const text = tidyPassword(password);
  const length = Array.from(text).length;
  const fault = (message: string, cure: string): FieldFault[] => [{ path, message, cure }];
  if (length < SHORTEST) {
    return fault(
      `A password has at least ${SHORTEST} characters.`,
      'Choose a longer one; a few words in a row are fine.',
    );
  }
  if (length > LONGEST)
    return fault(`A password has at most ${LONGEST} characters.`, 'Choose a shorter one.');
  const folded = text.toLowerCase();
  if (new Set(folded).size < FEWEST_DIFFERENT || isRow(folded) || isCommon(folded)) {
    return fault(
      'Everybody who guesses passwords tries this one first.',
      'Choose one that nobody else has; a few words in a row are fine.',
    );
  }
  if (known.some((word) => isMadeOf(folded, word.normalize('NFKC').toLowerCase()))) {
    return fault(
      'The password is made of your own name or e-mail address.',
      'Choose one that has nothing to do with you.',
    );
  }
  return [];
}

/** A stretch of the keyboard or the alphabet, forwards or backwards. */
function isRow(text: string): boolean {
  const backwards = text.split('').toReversed().join('');
  return rows.some((row) => row.repeat(2).includes(text) || row.repeat(2).includes(backwards));
}

/** One word, once or over again, with digits and signs around it. */
function isCommon(text: string): boolean {
  const bare = text.replaceAll(/[^\p{L}]+/gu, ' ').trim();
  return (
    bare !== '' &&
    bare
      .split(' ')
      .every((word) => common.some((one) => word === one.repeat(Math.max(1, word.length / one.length))))
  );
}

/** Whether little is left of it without the word. */
function isMadeOf(text: string, word: string): boolean {
  if (word.length < 4) return false;
  const parts = [word, ...(word.includes('@') ? [word.split('@')[0] ?? ''] : [])].filter(
    (part) => part.length >= 4,
  );
  return parts.some((part) => text.includes(part) && text.replaceAll(part, '').length < SHORTEST / 2);
}
