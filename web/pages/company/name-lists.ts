// Countries, languages and time zones by their names in the chosen language: from the browser's own lists, so that none has to be kept here.
import type { Format } from '../../words/format.ts';
import type { Language } from '../../words/language.ts';

interface Named {
  value: string;
  label: string;
}

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const pairs = letters.flatMap((first) => letters.map((second) => first + second));
/** In the browser's lists, and no countries that have telephone numbers of their own. */
const noCountries = new Set([
  'EU',
  'EZ',
  'UN',
  'QO',
  'ZZ',
  'XA',
  'XB',
  'SU',
  'DD',
  'YU',
  'CS',
  'AN',
  'TP',
  'ZR',
  'BU',
  'FX',
  'UK',
]);

function presentNames(type: 'region' | 'language', codes: readonly string[], language: Language): Named[] {
  const names = new Intl.DisplayNames([language], { type, fallback: 'none' });
  return codes.flatMap((code) => {
    const name = names.of(code);
    return name === undefined ? [] : [{ value: code, label: name }];
  });
}

const inOrder = (all: readonly Named[], format: Format): Named[] =>
  all.toSorted((a, b) => format.compare(a.label, b.label));

/** value: what is chosen, which is in the list whatever the browser knows. */
const withValue = (all: Named[], value: string): Named[] =>
  all.some((one) => one.value === value) ? all : [{ value, label: value }, ...all];

export function presentCountries(language: Language, format: Format, value: string): Named[] {
  const codes = pairs.map((pair) => pair.toUpperCase()).filter((code) => !noCountries.has(code));
  return withValue(inOrder(presentNames('region', codes, language), format), value);
}

export function presentLanguages(language: Language, format: Format, value: string): Named[] {
  const all = presentNames('language', pairs, language).map(({ value: code, label }) => ({
    value: code,
    label: label.slice(0, 1).toLocaleUpperCase(language) + label.slice(1),
  }));
  return withValue(inOrder(all, format), value);
}

export const presentTimeZones = (value: string): Named[] =>
  withValue(
    ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone })),
    value,
  );
