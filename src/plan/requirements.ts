// What a user must have and what each field can take (SPEC §5, "Usable"). One text in, a usable value or a
// sentence why not out; who may have the value is decided in claims.ts.
import { matchNumber } from './numbers.ts';
import type { NumberRules } from './numbers.ts';
import type { FieldName } from './reasons.ts';

export type FieldOutcome = { value: string } | { why: string };

const aliasForm = /^[\p{L}\p{Nd}._\-'+@#]+$/u;
const controlCharacter = /\p{Cc}/u;
// Deliberately loose: what a mail server takes is its own affair, but a blank or a missing @ never is.
const emailForm = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/u;
const extensionForm = /^\d{1,10}$/u;

export function matchField(field: FieldName, text: string, rules: NumberRules): FieldOutcome {
  const value = text.trim().normalize('NFC');
  switch (field) {
    case 'alias':
      if (isLongerThan(value, 128)) return { why: 'it is longer than 128 characters' };
      return aliasForm.test(value)
        ? { value }
        : { why: "only letters, digits and . _ - ' + @ # are allowed" };
    case 'name':
    case 'surname':
      return matchText(value, 64);
    case 'pstnFixed':
      return matchDigits(value, rules);
    case 'mobile':
      // Not one of the company's numbers, so its series say nothing about it.
      return matchDigits(value, rules.ownNumbersOnly ? { ...rules, ownNumbersOnly: false } : rules);
    case 'extension':
      return extensionForm.test(value) ? { value } : { why: 'an extension is 1 to 10 digits' };
    case 'email':
      return value.length <= 254 && emailForm.test(value)
        ? { value }
        : { why: 'it is not an e-mail address' };
    case 'title':
    case 'department':
      return matchText(value, 256);
    default:
      return matchText(value, 1024);
  }
}

function matchDigits(value: string, rules: NumberRules): FieldOutcome {
  const outcome = matchNumber(value, rules);
  return 'digits' in outcome ? { value: outcome.digits } : outcome;
}

// Characters as people count them: one beyond the 16-bit range is one.
function isLongerThan(value: string, limit: number): boolean {
  return value.length > limit && Array.from(value).length > limit;
}

function matchText(value: string, limit: number): FieldOutcome {
  if (isLongerThan(value, limit)) return { why: `it is longer than ${limit} characters` };
  if (controlCharacter.test(value)) return { why: 'it has a control character in it' };
  return { value };
}
