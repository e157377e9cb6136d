// Replaces what a JSON value says about somebody who is to be forgotten. An object that has her id, or her user's, is about
// her; a sentence beside such an object loses the words that stood in it. Keys, codes and dates stay, so that an entry
// still says what happened. Pure.

/** Ids of a person and her user → what stands for both from now on: the user's id. */
export type Forgotten = ReadonlyMap<string, string>;

/** Texts that say what, and not about whom. */
const kept = new Set([
  'code',
  'field',
  'do',
  'is',
  'kind',
  'evidence',
  'until',
  'deleteOn',
  'template',
  'templateId',
  'toTemplate',
  'leaveCode',
  'missingSince',
  'createdAt',
  'settingsTemplate',
  'settingsTemplateId',
]);

/** Sentences that repeat what an object beside them says. */
const sentences = new Set(['message', 'cure', 'value']);

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every text in it but codes, dates and ids of templates, whoever it is about; numbers and truths stay. */
export function forgetAll(value: unknown, as: string): unknown {
  if (typeof value === 'string') return as;
  if (Array.isArray(value)) return value.map((item) => forgetAll(item, as));
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, kept.has(key) ? item : forgetAll(item, as)]),
  );
}

/** Only what is about somebody of `forgotten`. The same value when nothing is. */
export function forgetAbout(value: unknown, forgotten: Forgotten): unknown {
  const words = new Map<string, string>();
  return forget(value, forgotten, words);
}

// `words` gathers what was replaced below, for the sentences above it.
function forget(value: unknown, forgotten: Forgotten, words: Map<string, string>): unknown {
  if (Array.isArray(value)) return mapSame(value, (item) => forget(item, forgotten, words));
  if (!isMembers(value)) return value;
  const as = Object.values(value).flatMap((item) =>
    typeof item === 'string' ? (forgotten.get(item) ?? []) : [],
  )[0];
  if (as !== undefined) {
    for (const [key, word] of Object.entries(value))
      if (typeof word === 'string' && !kept.has(key)) words.set(word, as);
    return forgetAll(value, as);
  }
  const below = new Map<string, string>();
  const entries = Object.entries(value).map(([key, item]) => [key, forget(item, forgotten, below)] as const);
  if (below.size === 0) return value;
  // A reason's value is what the two both wanted, and the winner had.
  const [winner] = below.values();
  if ('winner' in value && typeof value['value'] === 'string') below.set(value['value'], winner ?? '');
  for (const [word, instead] of below) words.set(word, instead);
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      sentences.has(key) && typeof item === 'string' ? replaceWords(item, below) : item,
    ]),
  );
}

function mapSame(items: readonly unknown[], map: (item: unknown) => unknown): readonly unknown[] {
  const mapped = items.map(map);
  return mapped.every((item, nth) => item === items[nth]) ? items : mapped;
}

// Longest first, so that a whole name goes before a part of it; never inside another word.
function replaceWords(text: string, words: ReadonlyMap<string, string>): string {
  const all = [...words].filter(([word]) => word !== '').toSorted(([a], [b]) => b.length - a.length);
  return all.reduce((sentence, [word, as]) => {
    const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
    return sentence.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'), as);
  }, text);
}
