// The rules of a person's own particulars: names in letters of any language, an e-mail address that could be one. Pure.

export interface FieldFault {
  /** Path of the field. */
  path: string;
  message: string;
  cure: string;
}

const LONGEST_NAME = 64;
/** A name begins with a letter; marks belong to letters of many languages. */
const nameForm = /^\p{L}[\p{L}\p{M}'’ -]*$/u;

/** Trimmed and composed, as it is stored. */
export const tidyName = (text: string): string => text.normalize('NFC').trim();
export const tidyEmail = (text: string): string => text.normalize('NFC').trim();

export function checkFirstName(name: string, path = 'firstName'): FieldFault[] {
  const message =
    'First name must have at least 2 characters. Numbers and special characters are not allowed.';
  return checkName(name, 2, path, message);
}

export function checkLastName(name: string, path = 'lastName'): FieldFault[] {
  const message = 'Last name must have at least 1 character. Numbers and special characters are not allowed.';
  return checkName(name, 1, path, message);
}

function checkName(name: string, least: number, path: string, message: string): FieldFault[] {
  // What a person sees as one character is one, however many code points it takes.
  const characters = [...new Intl.Segmenter().segment(name)].length;
  if (
    characters >= least &&
    characters <= LONGEST_NAME &&
    name.length <= 4 * LONGEST_NAME &&
    nameForm.test(name)
  )
    return [];
  const cure = `Write ${least} to ${LONGEST_NAME} letters of any language; space, hyphen and apostrophe are fine between them.`;
  return [{ path, message, cure }];
}

/** A mail server has the last word on addresses; this refuses what none would take. */
const emailForm =
  /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])$/u;

export function checkEmail(email: string, path = 'email'): FieldFault[] {
  const isRight = email.length <= 254 && emailForm.test(email) && !/^\.|\.\.|\.@/.test(email);
  if (isRight) return [];
  return [{ path, message: 'Enter a valid email.', cure: 'Write it as name@company.example.' }];
}
