// Phone number forms: whatever people write in Entra ("08-123 456 78", "+46 (0)8 …", "0046…") becomes the
// E.164 digits that the exchange knows, or a sentence why it can not (SPEC §5). Pure; who may have a number
// is decided in claims.ts.
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';

export interface NumberSeries {
  first: number;
  last: number;
  kind: 'fixed' | 'mobile' | 'service';
}

export interface NumberRules {
  /** Two letters; numbers without a country code are read as this country's. */
  country: string;
  /** A number in one of these is right even when libphonenumber does not know it. */
  series: readonly NumberSeries[];
  /** Numbers outside the series are refused. */
  ownNumbersOnly: boolean;
}

/** A right number that the company does not take: another cure than for a wrong one. */
export const NOT_OWN = "it is in none of the company's number series";

export type NumberOutcome = { digits: string } | { why: string };

/** Told apart from other refusals where people look at them. */
export const premiumRate = 'it is a premium rate number';

// "ankn. 12", "anknytning 12", "ext 12", "x12", ";ext=12": libphonenumber knows only some of them.
const trailingExtension =
  /[\s,;(]*(?:(?<!\p{L})(?:ankn(?:ytning)?|ank|int(?:ern)?|ext(?:ension|n)?|vxl|dir|x)(?!\p{L})|#)[\s.:=]*\d{1,7}\)?\s*$/iu;

/** Whether an extension is written behind the number. */
export const hasTrailingExtension = (text: string): boolean =>
  trailingExtension.test(text.normalize('NFKC').trim());

/** Reads a written number; digits are E.164 without the plus. */
export function matchNumber(text: string, rules: NumberRules): NumberOutcome {
  const written = text.normalize('NFKC').trim().replace(trailingExtension, '');
  const parsed = parsePhoneNumberFromString(written, asCountry(rules.country));
  // A number of a known type is valid; asking for both would match every pattern of the country twice.
  const type = parsed?.getType();
  if (parsed && (type !== undefined || parsed.isValid())) {
    const digits = parsed.number.slice(1);
    if (type === 'PREMIUM_RATE') return { why: premiumRate };
    if (rules.ownNumbersOnly && !isInSeries(digits, rules.series)) return { why: NOT_OWN };
    return { digits };
  }
  for (const digits of [parsed?.number.slice(1), bareDigits(written, rules.country)])
    if (digits && isInSeries(digits, rules.series)) return { digits };
  return { why: 'it is not a phone number that can be called' };
}

export function isInSeries(digits: string, series: readonly NumberSeries[]): boolean {
  const value = Number(digits);
  return series.some((s) => value >= s.first && value <= s.last && digits.length === String(s.first).length);
}

/** Whether the number is kept for a service (a switchboard, a queue) and so never a person's. */
export function isServiceNumber(digits: string, series: readonly NumberSeries[]): boolean {
  return isInSeries(
    digits,
    series.filter((s) => s.kind === 'service'),
  );
}

function asCountry(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined;
}

// libphonenumber gives up on lengths it has never seen, or leaves the 0 of a national number in; a company's own
// series may have them all the same.
function bareDigits(written: string, country: string): string | null {
  if (!/^[+\d\s().\-/]+$/u.test(written)) return null;
  const digits = written.replace(/\(0\)/u, '').replace(/\D/gu, '');
  if (written.startsWith('+')) return digits;
  if (digits.startsWith('00')) return digits.slice(2);
  const known = asCountry(country);
  if (digits.startsWith('0') && known) return getCountryCallingCode(known) + digits.slice(1);
  return digits;
}
