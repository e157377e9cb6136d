// What is other between two values of the configuration document, key by key, as people read it: entries of lists that were
// added, removed, changed or moved; values short, and where two long ones differ. Pure; knows no key by its name.
import { isDeepStrictEqual } from 'node:util';
import type { Json } from './present-document.ts';

export interface Difference {
  /** As in the document: `fieldMapping.alias`, `rules["Malmö"].callerId`, `numbers["fixed 46812345000"]`. */
  key: string;
  did: 'added' | 'removed' | 'changed' | 'moved';
  /** null: there was, or is, none. */
  before: string | null;
  after: string | null;
}

/** undefined: there is no such thing. Nothing, null and an empty list or object are the same here. */
export function presentDifferences(
  before: Json | undefined,
  after: Json | undefined,
  key = '',
): Difference[] {
  if (isDeepStrictEqual(before, after) || (isNothing(before) && isNothing(after))) return [];
  const [old, now] = [before ?? null, after ?? null];
  if (Array.isArray(old) || Array.isArray(now))
    return presentLists(Array.isArray(old) ? old : [], Array.isArray(now) ? now : [], key);
  if (isObject(old) && isObject(now)) return presentObjects(old, now, key);
  // A whole object that came or went is told by its parts, unless it is one value, such as a mapping's.
  if (isObject(old) && now === null && !isValue(old)) return presentObjects(old, {}, key);
  if (isObject(now) && old === null && !isValue(now)) return presentObjects({}, now, key);
  return [presentChanged(key, old, now)];
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isNothing = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'object' && Object.values(value).every((one) => isNothing(one)));

/** Objects that say one thing: where a field comes from, when a rule fits. */
const valueKeys = ['field', 'constant', 'expression', 'group'];
const isValue = (value: { [key: string]: Json }) => valueKeys.some((key) => value[key] !== undefined);

const below = (key: string, name: string) => {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return `${key}[${JSON.stringify(name)}]`;
  return key === '' ? name : `${key}.${name}`;
};

function presentObjects(
  before: { [key: string]: Json },
  after: { [key: string]: Json },
  key: string,
): Difference[] {
  if (isValue(before) || isValue(after)) return [presentChanged(key, before, after)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => presentDifferences(before[name], after[name], below(key, name)));
}

function presentChanged(key: string, before: Json, after: Json): Difference {
  const [old, now] = [presentText(before), presentText(after)];
  const did = old === null ? 'added' : now === null ? 'removed' : 'changed';
  return { key, did, ...presentShort(old, now) };
}

/** Entries are known by what they are called; those that are called alike are told apart by their place. */
function presentLists(before: readonly Json[], after: readonly Json[], key: string): Difference[] {
  const [old, now] = [mapEntries(before), mapEntries(after)];
  const differences: Difference[] = [];
  for (const [name, entry] of old)
    if (!now.has(name))
      differences.push({ ...presentChanged(below(key, name), entry, null), did: 'removed' });
  for (const [name, entry] of now) {
    const stood = old.get(name);
    if (stood === undefined)
      differences.push({ ...presentChanged(below(key, name), null, entry), did: 'added' });
    else differences.push(...presentDifferences(stood, entry, below(key, name)));
  }
  const inBoth = (entries: ReadonlyMap<string, Json>, others: ReadonlyMap<string, Json>) =>
    [...entries.keys()].filter((name) => others.has(name));
  const [order, reordered] = [inBoth(old, now), inBoth(now, old)];
  if (!isDeepStrictEqual(order, reordered)) {
    const listed = presentShort(order.join(', '), reordered.join(', '));
    differences.push({ key, did: 'moved', ...listed });
  }
  return differences;
}

function mapEntries(list: readonly Json[]): Map<string, Json> {
  const entries = new Map<string, Json>();
  for (const entry of list) {
    const name = presentName(entry);
    let [unique, nth] = [name, 1];
    while (entries.has(unique)) unique = `${name} ${(nth += 1)}`;
    entries.set(unique, entry);
  }
  return entries;
}

function presentName(entry: Json): string {
  if (!isObject(entry)) return presentText(entry) ?? '';
  const { name, kind, from } = entry;
  const words = name === undefined ? [kind, from] : [name];
  return words.filter((word) => typeof word === 'string').join(' ');
}

function presentText(value: Json): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const MOST = 100;

/** Two long texts are cut to where they begin to differ, as one that is cut at the end may look like the other. */
function presentShort(
  before: string | null,
  after: string | null,
): { before: string | null; after: string | null } {
  if ((before?.length ?? 0) <= MOST && (after?.length ?? 0) <= MOST) return { before, after };
  let same = 0;
  if (before !== null && after !== null)
    while (same < before.length && before[same] === after[same]) same += 1;
  const start = same > MOST / 2 ? same - MOST / 4 : 0;
  const cut = (text: string | null) =>
    text === null
      ? null
      : `${start > 0 ? '…' : ''}${text.slice(start, start + MOST).toWellFormed()}${text.length > start + MOST ? '…' : ''}`;
  return { before: cut(before), after: cut(after) };
}
