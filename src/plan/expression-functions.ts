// What an expression can call beside what the language has itself: phone numbers, plain letters, first values, tables.
// A value that a function can make nothing of throws: the field is unusable then, never empty (SPEC §5). Pure.
import type { Environment } from '@marcbachmann/cel-js';
import { foldText } from './fold-text.ts';
import { matchNumber } from './numbers.ts';
import type { NumberRules } from './numbers.ts';

/** Name of a company's lookup table → key → value. */
export type Lookups = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface ExpressionRules extends NumberRules {
  lookups: Lookups;
}

export interface ExpressionFunction {
  /** As it is written, with what it takes. */
  call: string;
  about: string;
}

/** For whoever writes one: the portal's list, the documentation, "did you mean". */
export const expressionFunctions: readonly ExpressionFunction[] = [
  { call: 'phone(text)', about: 'digits of a phone number in any written form; fails when it is none' },
  { call: 'lastDigits(text, count)', about: 'the last digits of what stands there, others left out' },
  { call: 'ascii(text)', about: 'plain letters: å and ä become a, ö becomes o, ß becomes ss' },
  { call: 'lower(text)', about: 'small letters' },
  { call: 'upper(text)', about: 'capitals' },
  { call: 'title(text)', about: 'a capital at the start of each word, small letters after it' },
  { call: 'firstOf(list)', about: 'the first of a list that is not empty' },
  {
    call: 'firstNonEmpty(text, text, …)',
    about: 'the first of up to eight texts that is not empty; of two, a list gives its own first',
  },
  {
    call: 'lookup(table, key, otherwise)',
    about: 'what a lookup table has for the key; otherwise is optional',
  },
  { call: 'text.replace(old, new)', about: 'every old in the text made new' },
  { call: 'text.startsWith(start)', about: 'whether the text begins with it' },
  { call: 'text.endsWith(end)', about: 'whether the text ends with it' },
  { call: 'text.contains(part)', about: 'whether it is anywhere in the text' },
  {
    call: 'text.matches(pattern)',
    about: 'whether the pattern, a regular expression written out, is found in the text',
  },
  { call: 'text.trim()', about: 'the text without blanks around it' },
  { call: 'text.split(between)', about: 'a list of the parts' },
  { call: 'text.substring(from, to)', about: 'the characters from a place, counted from 0, up to another' },
  { call: 'list.join(between)', about: 'one text of all' },
  { call: 'list.filter(x, condition)', about: 'those for which the condition is true' },
  { call: 'list.exists(x, condition)', about: 'whether the condition is true for one' },
  { call: 'list.map(x, made)', about: 'what is made of each' },
  { call: 'size(text or list)', about: 'how many characters, or how many in the list' },
  { call: 'string(value)', about: 'a number, or true and false, as a text' },
  { call: 'cel.bind(x, value, made)', about: 'a name for a value that is needed twice' },
];

const MOST_TEXTS = 8;

export function addFunctions(environment: Environment, rules: ExpressionRules): Environment {
  const texts: Record<string, (text: string) => string> = {
    phone: (text) => phone(text, rules),
    ascii,
    lower: (text) => text.toLowerCase(),
    upper: (text) => text.toUpperCase(),
    title,
  };
  // A field that is a list gives its first value that is not empty (SPEC §5), here as in a mapping without an expression.
  for (const [name, make] of Object.entries(texts)) {
    environment
      .registerFunction(`${name}(string): string`, make)
      .registerFunction(`${name}(list<string>): string`, (list: string[]) => make(firstOf(list)));
  }
  environment
    .registerFunction('lastDigits(string, int): string', lastDigits)
    .registerFunction('lastDigits(list<string>, int): string', (list: string[], count: bigint) =>
      lastDigits(firstOf(list), count),
    )
    .registerFunction('string.replace(string, string): string', replace)
    // What a person lacks is empty here; Graph says null of it, and so do people who know Graph.
    .registerOperator('string == null', (text: string) => text === '')
    .registerOperator('list<string> == null', (list: string[]) => list.length === 0);
  addLookups(environment, openTables(rules));
  addFirsts(environment);
  return environment;
}

/** Either name takes a list, or several texts; the first two of these may be lists as well, where there are no more. */
function addFirsts(environment: Environment): void {
  const first = (...all: (string | string[])[]) => firstOf(all.flat());
  const several = Array.from({ length: MOST_TEXTS }, (_, at) => Array<string>(at + 1).fill('string'));
  const kinds = ['string', 'list<string>'];
  const mixed = kinds.flatMap((one) => [[one], ...kinds.map((two) => [one, two])]);
  const signatures = new Set([...several, ...mixed].map((types) => types.join(', ')));
  for (const name of ['firstOf', 'firstNonEmpty']) {
    for (const types of signatures) environment.registerFunction(`${name}(${types}): string`, first);
  }
}

/** Longer texts come out of no replace(): each could make ten of one character, and the next ten of each. */
export const MOST_REPLACED = 5_000;

function replace(text: string, from: string, to: string): string {
  if (from === '') return text;
  const count = text.split(from).length - 1;
  if (text.length + count * (to.length - from.length) > MOST_REPLACED)
    throw new Error(`replace() would make more than ${MOST_REPLACED} characters`);
  return text.replaceAll(from, () => to);
}

function addLookups(environment: Environment, table: (name: string) => Table): void {
  environment
    .registerFunction('lookup(map<string, string>, string): string', (map: unknown, key: string) =>
      lookUp(openTable(map), key, ''),
    )
    .registerFunction(
      'lookup(map<string, string>, string, string): string',
      (map: unknown, key: string, otherwise: string) => lookUp(openTable(map), key, otherwise),
    )
    .registerFunction('lookup(string, string): string', (name: string, key: string) =>
      lookUp(table(name), key, ''),
    )
    .registerFunction(
      'lookup(string, string, string): string',
      (name: string, key: string, otherwise: string) => lookUp(table(name), key, otherwise),
    );
}

function phone(text: string, rules: ExpressionRules): string {
  if (text.trim() === '') return '';
  const read = matchNumber(text, rules);
  if ('digits' in read) return read.digits;
  throw new Error(`${JSON.stringify(text)} can not be read by phone(): ${read.why}`);
}

function lastDigits(text: string, count: bigint | number): string {
  const many = Number(count);
  if (many < 1) throw new Error('lastDigits() takes a count from 1');
  return text.replaceAll(/\D/gu, '').slice(-many);
}

// Letters that are no letter with a mark above or below it.
const spelled: Readonly<Record<string, string>> = {
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ß: 'ss',
  ẞ: 'SS',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŋ: 'n',
  Ŋ: 'N',
  '’': "'",
  '‘': "'",
  '–': '-',
  '—': '-',
  '\u00A0': ' ',
};

function ascii(text: string): string {
  const plain = Array.from(text.normalize('NFKD').replaceAll(/\p{M}+/gu, ''), (c) => spelled[c] ?? c).join(
    '',
  );
  const other = /[^\p{ASCII}]/u.exec(plain);
  if (other === null) return plain;
  throw new Error(`ascii() has no plain letter for ${JSON.stringify(other[0])}`);
}

function title(text: string): string {
  return text.toLowerCase().replaceAll(/(?<![\p{L}\p{M}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}

function firstOf(texts: readonly string[]): string {
  return texts.find((text) => text.trim() !== '') ?? '';
}

type Table = ReadonlyMap<string, string>;

/** Each of the company's tables is indexed when it is asked for first, and not for each person again. */
function openTables({ lookups }: ExpressionRules): (name: string) => Table {
  const opened = new Map<string, Table>();
  return (name) => {
    const before = opened.get(name);
    if (before !== undefined) return before;
    if (!Object.hasOwn(lookups, name)) throw new Error(`there is no lookup table ${JSON.stringify(name)}`);
    const table = openTable(lookups[name] ?? {});
    opened.set(name, table);
    return table;
  };
}

/** Of two keys that are one but for case and blanks the first counts. */
function openTable(map: unknown): Table {
  const entries = map instanceof Map ? map.entries() : Object.entries(map as Record<string, string>);
  const table = new Map<string, string>();
  for (const [key, value] of entries as Iterable<[string, string]>) {
    const folded = foldText(key);
    if (!table.has(folded)) table.set(folded, value);
  }
  return table;
}

/** As people write keys: blanks around them and their case do not count. */
function lookUp(table: Table, key: string, otherwise: string): string {
  return table.get(foldText(key)) ?? otherwise;
}
