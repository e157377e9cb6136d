// The "company" and "numbers" keys of the document: who the company is and which numbers are its own.
// Checks form and what can be known offline; whether a number is in use is another matter.
import { isSupportedCountry } from 'libphonenumber-js/max';
import { companyMailDefaults } from '../plan/company-mail.ts';
import { presentNearest } from '../plan/nearest.ts';
import type { Company } from '../store/companies.ts';
import { parseCompanyMail } from './parse-company-mail.ts';
import { parseLookups } from './parse-lookups.ts';
import { seriesKinds } from '../store/number-series.ts';
import type { NumberSeries } from '../store/number-series.ts';
import {
  fault,
  parseBoolean,
  parseChoice,
  parseItems,
  parseMembers,
  parseNullable,
  parseNumber,
} from './spot.ts';
import { faultOfType, parseText } from './spot.ts';
import type { Spot } from './spot.ts';

export type CompanyValues = Omit<Company, 'id' | 'name'>;

export const companyDefaults: CompanyValues = {
  country: 'SE',
  timeZone: 'Europe/Stockholm',
  language: 'sv',
  coolingDays: 30,
  retentionDays: 90,
  ownNumbersOnly: false,
  lookups: {},
  mail: companyMailDefaults,
};

type Parsers = { [K in keyof CompanyValues]?: (spot: Spot) => CompanyValues[K] | undefined };

// How its mails look is a resource of its own in the API; the document has all of it.
const apiParsers: Parsers = {
  country: parseCountry,
  timeZone: parseTimeZone,
  language: parseLanguage,
  coolingDays: (spot) => parseNumber(spot, { min: 0, max: 365 }),
  retentionDays: (spot) => parseNumber(spot, { min: 0, max: 3650 }),
  ownNumbersOnly: parseBoolean,
  lookups: parseLookups,
};
const companyParsers: Parsers = { ...apiParsers, mail: parseCompanyMail };

export interface CompanyIdentity {
  name: string;
  /** Only what was given. */
  values: Partial<CompanyValues>;
}

/** Of the document. */
export const parseCompany = (spot: Spot): CompanyIdentity | undefined => parseNamed(spot, companyParsers);

/** Of the API, for a new one. */
export const parseNewCompany = (spot: Spot): CompanyIdentity | undefined => parseNamed(spot, apiParsers);

function parseNamed(spot: Spot, parsers: Parsers): CompanyIdentity | undefined {
  const changes = parseValues(spot, parsers);
  if (!changes) return undefined;
  const { name, values } = changes;
  if (name === null)
    return fault(spot, 'The company has no name.', 'Add "name": it says which company this is.');
  return { name, values };
}

interface CompanyChanges {
  /** null: not given. */
  name: string | null;
  /** Only what was given. */
  values: Partial<CompanyValues>;
}

/** Of the API, where only what changes is said. */
export const parseCompanyChanges = (spot: Spot): CompanyChanges | undefined => parseValues(spot, apiParsers);

function parseValues(spot: Spot, parsers: Parsers): CompanyChanges | undefined {
  const members = parseMembers(spot, ['name', ...Object.keys(parsers)], '"company"');
  if (!members) return undefined;
  const values: Record<string, unknown> = {};
  for (const [key, parse] of Object.entries(parsers)) {
    const member = members.get(key);
    const value = member && parse(member);
    if (value !== undefined) values[key] = value;
  }
  const nameSpot = members.get('name');
  const name = nameSpot ? parseText(nameSpot) : null;
  return name === undefined ? undefined : { name, values };
}

function parseCountry(spot: Spot): string | undefined {
  const value = parseText(spot);
  if (value === undefined || (/^[A-Z]{2}$/.test(value) && isSupportedCountry(value))) return value;
  const upper = value.toUpperCase();
  const guess = upper !== value && isSupportedCountry(upper) ? ` Did you mean ${JSON.stringify(upper)}?` : '';
  const cure = 'Write the two capital letters of ISO 3166, such as "SE": phone numbers are read by it.';
  return fault(spot, `There is no country ${JSON.stringify(value)}.${guess}`, cure);
}

function parseTimeZone(spot: Spot): string | undefined {
  const value = parseText(spot);
  if (value === undefined || value === 'UTC') return value;
  const zones = Intl.supportedValuesOf('timeZone');
  // Zones under an older name are not in the list but are zones; the spelling has to be theirs all the same.
  if (zones.includes(value) || (/^[A-Z][A-Za-z]+\/[A-Z]/.test(value) && isZone(value))) return value;
  const cure = 'Write a name of the IANA time zone list, such as "Europe/Stockholm".';
  return fault(spot, `There is no time zone ${JSON.stringify(value)}.${presentNearest(value, zones)}`, cure);
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export function parseLanguage(spot: Spot): string | undefined {
  const value = parseText(spot);
  if (value === undefined) return undefined;
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  if (/^[a-z]{2}$/.test(value) && names.of(value) !== undefined) return value;
  const cure = 'Write the two small letters of ISO 639-1, such as "sv" or "en".';
  return fault(spot, `There is no language ${JSON.stringify(value)}.`, cure);
}

export function parseNumbers(spot: Spot): NumberSeries[] | undefined {
  const items = parseItems(spot, 'Write "numbers" as a list of { "from": "…", "to": "…", "kind": "fixed" }.');
  if (!items) return undefined;
  const parsed = items.flatMap((item) => {
    const series = parseSeries(item);
    return series ? [{ item, series }] : [];
  });
  faultOverlaps(parsed);
  return parsed.length === items.length ? parsed.map(({ series }) => series) : undefined;
}

function faultOverlaps(parsed: readonly { item: Spot; series: NumberSeries }[]): void {
  const reaching = new Map<string, NumberSeries>();
  for (const { item, series } of parsed.toSorted((a, b) => a.series.first - b.series.first)) {
    const other = reaching.get(series.kind);
    if (other && other.last >= series.first) {
      const where = other.single ? `${other.first}` : `${other.first}–${other.last}`;
      fault(
        item,
        `Overlaps ${where}, which is ${series.kind} as well.`,
        'Make the two one, or correct from and to.',
      );
    }
    if (!other || other.last < series.last) reaching.set(series.kind, series);
  }
}

function parseSeries(spot: Spot): NumberSeries | undefined {
  const members = parseMembers(spot, ['from', 'to', 'kind', 'note'], 'a number series');
  if (!members) return undefined;
  const [fromSpot, toSpot, kindSpot, noteSpot] = ['from', 'to', 'kind', 'note'].map((key) =>
    members.get(key),
  );
  const kind = kindSpot ? parseChoice(kindSpot, seriesKinds) : 'fixed';
  const note = noteSpot ? parseNullable(noteSpot, parseText) : null;
  const to = toSpot && parseDigits(toSpot);
  if (!fromSpot) return fault(spot, 'The series has no "from".', 'Add the first (or only) number as "from".');
  const from = parseDigits(fromSpot);
  if (from === undefined || kind === undefined || note === undefined || (toSpot && to === undefined))
    return undefined;
  if (toSpot && to !== undefined) {
    if (to.length !== from.length) {
      return fault(
        toSpot,
        `"from" has ${from.length} digits and "to" has ${to.length}.`,
        'Write both in full.',
      );
    }
    if (to < from) return fault(toSpot, `"to" (${to}) comes before "from" (${from}).`, 'Swap the two.');
  }
  return { first: Number(from), last: Number(to ?? from), single: to === undefined, kind, note };
}

/** Digits with country code and without plus, as the whole program keeps numbers. */
export function parseDigits(spot: Spot): string | undefined {
  const value: unknown = spot.node.value;
  const cure = 'Write digits with country code and without plus, in quotes: "46812345000".';
  if (typeof value !== 'string') return faultOfType(spot, 'a phone number as text', cure);
  if (/^[1-9]\d{6,14}$/.test(value)) return value;
  const digits = value.replaceAll(/\D/g, '').replace(/^00/, '');
  const guess =
    /^[+0-9][\d\s()-]*$/.test(value) && /^[1-9]\d{6,14}$/.test(digits) ? ` Did you mean "${digits}"?` : '';
  return fault(spot, `${JSON.stringify(value)} is not a phone number in this form.${guess}`, cure);
}
