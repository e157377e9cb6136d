// The company's lookup tables: name → key → value, for lookup() in expressions. Keys that are one but for case and blanks
// are a fault, as lookup() does not tell them apart.
import { foldText } from '../plan/fold-text.ts';
import { fault, parseFreeMembers, parseText } from './spot.ts';
import type { Spot } from './spot.ts';

const MOST_TABLES = 50;
const MOST_KEYS = 5_000;

export function parseLookups(spot: Spot): Record<string, Record<string, string>> | undefined {
  const tables = parseFreeMembers(spot, 'Write { "table": { "key": "value" } }.');
  if (!tables) return undefined;
  if (tables.size > MOST_TABLES)
    return fault(spot, `There are ${tables.size} lookup tables; at most ${MOST_TABLES} fit.`, 'Remove some.');
  const parsed: [string, Record<string, string>][] = [];
  for (const [name, table] of tables) {
    if (!/^\p{L}[\p{L}\p{N} _.-]{0,63}$/u.test(name)) {
      const cure = 'Begin with a letter, then letters, digits, blanks and . _ - up to 64 characters.';
      fault(table, `${JSON.stringify(name)} can not be the name of a lookup table.`, cure, table.keyOffset);
    }
    const values = parseTable(table);
    if (values) parsed.push([name, values]);
  }
  return parsed.length === tables.size ? Object.fromEntries(parsed) : undefined;
}

function parseTable(spot: Spot): Record<string, string> | undefined {
  const members = parseFreeMembers(spot, 'Write { "key": "value" }.');
  if (!members) return undefined;
  if (members.size > MOST_KEYS)
    return fault(spot, `The table has ${members.size} keys; at most ${MOST_KEYS} fit.`, 'Make two of it.');
  const seen = new Map<string, string>();
  const values: [string, string][] = [];
  for (const [key, member] of members) {
    const folded = foldText(key);
    const twin = seen.get(folded);
    if (twin !== undefined) {
      const message = `${JSON.stringify(key)} and ${JSON.stringify(twin)} are the same key for lookup().`;
      fault(member, message, 'Remove one of the two.', member.keyOffset);
    }
    seen.set(folded, key);
    const value = parseText(member, 256);
    if (value !== undefined) values.push([key, value]);
  }
  return values.length === members.size ? Object.fromEntries(values) : undefined;
}
