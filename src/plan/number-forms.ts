// The ways in which people write a phone number: for searching where only the very same text is found, and for mails that
// people read. Pure.
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** digits: E.164 without the plus. What was typed comes first; at most six forms. */
export function presentNumberForms(text: string, digits: string): string[] {
  const number = parsePhoneNumberFromString(`+${digits}`);
  const forms = [text.trim(), `+${digits}`, digits];
  if (number) forms.push(number.formatInternational(), number.formatNational(), `0${number.nationalNumber}`);
  return [...new Set(forms)];
}

/** A number for people in this country, 08-465 004 12 or +47 22 12 34 56, and its tel: link. digits: E.164 without the plus. */
export function presentNumberFor(digits: string, country: string): { text: string; href: string } {
  const number = parsePhoneNumberFromString(`+${digits}`);
  const home = isSupportedCountry(country) ? getCountryCallingCode(country) : null;
  const text =
    number === undefined
      ? `+${digits}`
      : number.countryCallingCode === home
        ? number.formatNational()
        : number.formatInternational();
  return { text, href: `tel:+${digits}` };
}
