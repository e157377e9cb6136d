// A place in the configuration document and the faults found there. Every value is parsed at its place, so
// that each fault knows its line, column and key; parsing goes on after a fault, so that all come together.
import type { Node } from 'jsonc-parser';
import { presentType } from '../plan/json-object.ts';
import type { Fault } from '../plan/json-object.ts';
import { presentNearest } from '../plan/nearest.ts';

/** The document being read and the faults found so far. */
export interface Reading {
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lines: readonly number[];
  readonly faults: Fault[];
  /** Lookup tables that its expressions name; whether they exist is decided beside the company. */
  readonly tables: TableUse[];
}

interface TableUse {
  spot: Spot;
  /** Of the name, in the document. */
  offset: number;
  /** The expression. */
  text: string;
  /** Of the name, in the expression. */
  at: number;
  name: string;
}

export interface Spot {
  readonly reading: Reading;
  readonly node: Node;
  readonly key: string;
}

export function openReading(text: string): Reading {
  const lines = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) lines.push(index + end.length);
  return { text, lines, faults: [], tables: [] };
}

export function presentPosition(reading: Reading, offset: number): { line: number; column: number } {
  // Halving, as a document with a fault in each of its lines must not take minutes.
  let [low, high] = [0, reading.lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((reading.lines[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (reading.lines[low] ?? 0) + 1 };
}

/** Notes a fault at the spot (or at another offset of it) and gives undefined, for `return fault(…)`. */
export function fault(spot: Spot, message: string, cure: string, offset = spot.node.offset): undefined {
  spot.reading.faults.push({ ...presentPosition(spot.reading, offset), key: spot.key, message, cure });
}

/** Where a character of the text stands in the document, in which some are written as two or six. */
export function presentOffset({ node, reading }: Spot, at: number): number {
  let offset = node.offset + 1;
  for (let left = at; left > 0; left -= 1) {
    if (reading.text[offset] !== '\\') offset += 1;
    else offset += reading.text[offset + 1] === 'u' ? 6 : 2;
  }
  return offset;
}

/** The fault "this is something else than what belongs here". */
export function faultOfType(spot: Spot, expected: string, cure: string): undefined {
  return fault(spot, `Expected ${expected}, found ${presentType(spot.node)}.`, cure);
}

const below = (key: string, name: string) => {
  const step = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : `[${JSON.stringify(name)}]`;
  return key === '' || step.startsWith('[') ? `${key}${step}` : `${key}.${step}`;
};

/** The members of an object whose keys are free; undefined when it is no object. */
export function parseFreeMembers(
  spot: Spot,
  cure: string,
): Map<string, Spot & { keyOffset: number }> | undefined {
  if (spot.node.type !== 'object') return faultOfType(spot, 'an object { … }', cure);
  const members = new Map<string, Spot & { keyOffset: number }>();
  for (const property of spot.node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key || !value || typeof key.value !== 'string') continue;
    members.set(key.value, {
      reading: spot.reading,
      node: value,
      key: below(spot.key, key.value),
      keyOffset: key.offset,
    });
  }
  return members;
}

/** The members of an object; a key that is not known is a fault. */
export function parseMembers(
  spot: Spot,
  known: readonly string[],
  what: string,
): Map<string, Spot> | undefined {
  const members = parseFreeMembers(spot, `Write ${what} as { … } with the keys ${known.join(', ')}.`);
  for (const [name, member] of members ?? []) {
    if (known.includes(name)) continue;
    const cure = `Correct or remove it. ${what} knows the keys ${known.join(', ')}.`;
    fault(
      member,
      `Unknown key ${JSON.stringify(name)}.${presentNearest(name, known)}`,
      cure,
      member.keyOffset,
    );
  }
  return members;
}

export function parseItems(spot: Spot, cure: string): Spot[] | undefined {
  if (spot.node.type !== 'array') return faultOfType(spot, 'a list [ … ]', cure);
  return (spot.node.children ?? []).map((node, at) => ({
    reading: spot.reading,
    node,
    key: `${spot.key}[${at}]`,
  }));
}

/** null for JSON's null, which empties the value; else what parse makes of it. */
export function parseNullable<T>(spot: Spot, parse: (spot: Spot) => T | undefined): T | null | undefined {
  return spot.node.type === 'null' ? null : parse(spot);
}

/** What breaks a line ends a mail's header, and what turns the direction shows another text than there is. */
export const isOneLine = (text: string): boolean => !/[\t\r\n\u2028-\u202e\u2066-\u2069]/.test(text);

/** A line of 1 to `max` characters without blanks around it. */
export function parseText(spot: Spot, max = 200): string | undefined {
  const value: unknown = spot.node.value;
  if (typeof value !== 'string') return faultOfType(spot, 'a text', 'Write it in double quotes.');
  if (value.trim() === '') return fault(spot, 'The text is empty.', 'Fill it in.');
  if (value !== value.trim()) return fault(spot, 'There are blanks around the text.', 'Remove them.');
  if (!isOneLine(value)) {
    const message = 'There is a line break, a tab or a mark of direction in the text.';
    return fault(spot, message, 'Remove it.');
  }
  if (value.length > max)
    return fault(spot, `The text is ${value.length} characters long; at most ${max} fit.`, 'Shorten it.');
  return value;
}

export function parseBoolean(spot: Spot): boolean | undefined {
  const value: unknown = spot.node.value;
  if (typeof value === 'boolean') return value;
  return faultOfType(spot, 'true or false', 'Write true or false, without quotes.');
}

export interface NumberRange {
  min: number;
  max: number;
  whole?: boolean;
}

export function parseNumber(spot: Spot, { min, max, whole = true }: NumberRange): number | undefined {
  const value: unknown = spot.node.value;
  const range = `${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`;
  if (typeof value !== 'number') return faultOfType(spot, range, `Write ${range}, without quotes.`);
  if (value < min || value > max || (whole && !Number.isInteger(value))) {
    return fault(spot, `${value} is not ${range}.`, `Write ${range}.`);
  }
  return value;
}

export function parseChoice<const T extends string>(spot: Spot, choices: readonly T[]): T | undefined {
  const value: unknown = spot.node.value;
  const cure = `Write one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}.`;
  if (typeof value !== 'string') return faultOfType(spot, 'one of the known words', cure);
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  return fault(spot, `${JSON.stringify(value)} is not known here.${presentNearest(value, choices)}`, cure);
}

/** One e-mail address. */
export const parseMail = (spot: Spot): string | undefined =>
  parsePattern(spot, /^[^\s@<>",;]+@[^\s@<>",;.]+(\.[^\s@<>",;.]+)+$/, 'an e-mail address');

/** Checks a text by a pattern and says what it should look like. */
export function parsePattern(spot: Spot, pattern: RegExp, looksLike: string): string | undefined {
  const value = parseText(spot);
  if (value === undefined || pattern.test(value)) return value;
  return fault(spot, `${JSON.stringify(value)} is not ${looksLike}.`, `Write ${looksLike}.`);
}
