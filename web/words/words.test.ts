// Of the catalogues: every key is used somewhere, nothing that people read stands outside them, and they speak as the rest does.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const web = join(import.meta.dirname, '..');
const read = (pattern: string, isWanted: (file: string) => boolean) =>
  globSync(pattern, { cwd: web })
    .filter((file) => isWanted(file) && !file.endsWith('.test.ts'))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(join(web, file), 'utf8') }));
const code = read('**/*.{ts,tsx}', (file) => !file.startsWith('words/') && file !== 'api/api-types.ts');
const shared = read('words/*.{ts,tsx}', (file) => !/words\/(?:sv|en)\.ts$/u.test(file));
const catalogues = (language: string) => read(`words/${language}/*.ts`, () => true);

/** Leaves of what a file exports, as paths. */
function listKeys(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[...path]];
  return Object.entries(value).flatMap(([key, one]) => listKeys(one, [...path, key]));
}

/** What the server says by a code of its own: whole files of it. */
const byCode = new Set(['stations', 'changes', 'evidence', 'findings', 'reasons', 'troubles']);
const isByCode = (path: readonly string[]) =>
  path.some((key) => byCode.has(key)) || /^(?:problems|reasons|whys)/u.test(path[0] ?? '');

test('every key is used', async () => {
  const all = [...code, ...shared].map(({ text }) => text).join('\n');
  const named = new Set(all.match(/[A-Za-z_$][\w$]*/gu));
  /** Whose keys are chosen by a value, here or where it is handed to: `words.states[state]`. */
  const isHandedOn = (parent: string) => new RegExp(`\\b${parent}\\b(?!\\??\\.|:)`, 'u').test(all);
  /** Or its name is put together: `words.company[`${name}Text`]`. */
  const isPutTogether = (key: string) => key.endsWith('Text') && named.has(key.slice(0, -4));
  const unused: string[] = [];
  for (const { file } of catalogues('sv')) {
    const exported = (await import(join(web, file))) as Record<string, unknown>;
    for (const path of listKeys(exported)) {
      const key = path.at(-1) ?? '';
      if (!named.has(key) && !isPutTogether(key) && !isByCode(path) && !path.slice(1, -1).some(isHandedOn))
        unused.push(`${basename(file)}: ${path.join('.')}`);
    }
  }
  expect(unused).toEqual([]);
});

test('nothing that people read stands in the code', () => {
  const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gmu, '');
  const found = code.flatMap(({ file, text }) =>
    withoutComments(text)
      .split('\n')
      // The languages' own names are the same in each.
      .filter((line) => !/lang="(?:sv|en)"/u.test(line))
      .filter(
        (line) =>
          /[åäöÅÄÖ]/u.test(line) ||
          /\b(?:aria-label|label|title|placeholder|alt|description)="[^"]*[A-Za-z]{2}/u.test(line) ||
          /^\s*<[^>]*>[^<>{}]*[A-Za-z]{3}[^<>{}]*<\//u.test(line),
      )
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

/** Said by nobody here: shouting, apology, officialese, and a second word for what has one already. */
const unsaid = {
  sv: /[a-zåäö]!(?!=)(?=['`\s])|fel inträff|vänligen|tyvärr|\bni kan\b|mejl|körning(?!\s*\()|checka |enabla|disabla/iu,
  en: /[a-z]!(?!=)(?=['`\s])|error occurred|\bplease\b|\bsorry\b|\boops\b|e-mail message|successfully/iu,
};

test.each(['sv', 'en'] as const)('the words keep their tone: %s', (language) => {
  const found = catalogues(language).flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => !/^\s*(?:\/\/|\*|\/\*)/u.test(line) && unsaid[language].test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
