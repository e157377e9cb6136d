// The ways in which people write a phone number, for searching where only the very same text is found. Pure.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** digits: E.164 without the plus. What was typed comes first; at most six forms. */
export function presentNumberForms(text: string, digits: string): string[] {
  const number = parsePhoneNumberFromString(`+${digits}`);
  const forms = [text.trim(), `+${digits}`, digits];
  if (number) forms.push(number.formatInternational(), number.formatNational(), `0${number.nationalNumber}`);
  return [...new Set(forms)];
}
