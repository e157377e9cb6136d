// Every code that the product can give as a reason has words in both languages. The codes are found in the sources, not written here, so
// that a new one without words fails.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { openFormat } from '../words/format.ts';
import { sv } from '../words/sv.ts';
import { findReason, tellReason, tellReasonTitle } from './reason-words.ts';

const src = join(import.meta.dirname, '..', '..', 'src');
const read = (path: string): string => readFileSync(join(src, path), 'utf8');
const quoted = (text: string): string[] =>
  [...text.matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/gu)].map((hit) => hit[1] ?? '');

/** From the name of a union of texts to its end. */
function readUnion(path: string, name: string): string[] {
  const text = read(path);
  const start = text.indexOf(`type ${name} =`);
  return quoted(text.slice(start, text.indexOf(';', start)));
}

/** What these refuse is told where it was asked for, as a problem of the API (words/problems). */
const noRuns = /^(keep-users|template-choice|trial|try-)/u;

function readRunErrors(): string[] {
  const files = readdirSync(join(src, 'run')).filter(
    (name) => /^[\w-]+\.ts$/u.test(name) && !noRuns.test(name),
  );
  return files.flatMap((name) => {
    const text = read(`run/${name}`);
    if (!text.includes('RunError')) return [];
    return [...text.matchAll(/\bcode: '([\w.]+)'/gu)].map((hit) => hit[1] ?? '');
  });
}

const fieldCodes = (): string[] => {
  const troubles = /type FieldTrouble = ([^;]+);/u.exec(read('plan/reasons.ts'))?.[1] ?? '';
  const names = [...troubles.matchAll(/'(\w+)'/gu)].map((hit) => hit[1] ?? '');
  return ['pstnFixed', 'fields.costCentre'].flatMap((field) => names.map((name) => `${field}.${name}`));
};

test('every code of the plan, of runs and of lasting trouble has words in Swedish and English', () => {
  const codes = new Set([
    ...readUnion('plan/reasons.ts', 'ReasonCode'),
    ...readUnion('plan/reasons.ts', 'UndoCode'),
    ...readUnion('connectors/outside-error.ts', 'OutsideCode'),
    ...quoted(/code: ('series[^;]+);/u.exec(read('plan/series-pace.ts'))?.[1] ?? ''),
    ...fieldCodes(),
    ...readRunErrors(),
    ...['removals', 'numbers', 'creates'].map((kind) => `brake.${kind}`),
  ]);
  expect(codes.size).toBeGreaterThan(70);
  for (const words of [sv, en])
    expect([...codes].filter((code) => findReason(code, words) === null)).toEqual([]);
});

const spokenSv = { words: sv, format: openFormat('sv', 'Europe/Stockholm'), language: 'sv' } as const;

test('who holds a value and until when is said in Swedish, too', () => {
  const reason = {
    code: 'pstnFixed.leaving',
    message: 'PSTN Fixed 4684650044 is held by Eva Ek who is leaving.',
    cure: 'Wait until then, or free it now by deleting that user.',
    field: 'pstnFixed',
    value: '4684650044',
    winner: { user: null, person: null, name: 'Eva Ek' },
    until: '2024-12-04',
  };
  const told = tellReason(reason, spokenSv);
  expect(told.text).toBe('PSTN Fixed 4684650044 hålls av Eva Ek som slutar och tas bort 4 dec 2024.');
  expect(tellReason(reason, { ...spokenSv, words: en, language: 'en' }).text).toBe(reason.message);
});

test('what only the server knows stands beside the Swedish words, and a code without words keeps the server’s', () => {
  const wrong = {
    code: 'alias.invalid',
    message: 'Alias can not be "å b": blanks.',
    cure: 'Correct it.',
    value: 'å b',
  };
  expect(tellReason(wrong, spokenSv)).toMatchObject({
    text: 'Alias kan inte vara å b.',
    aside: wrong.message,
  });
  const known = {
    ...wrong,
    message: 'Alias can not be "å b": only letters, digits and . _ - \' + @ # are allowed.',
  };
  expect(tellReason(known, spokenSv)).toMatchObject({
    text: "Alias kan inte vara å b: bara bokstäver, siffror och . _ - ' + @ # får användas.",
    aside: null,
  });
  const other = { code: 'moon.full', message: 'The moon is full.', cure: '' };
  expect(tellReason(other, spokenSv)).toMatchObject({ text: 'The moon is full.', lang: 'en' });
  expect(tellReasonTitle('pstnFixed.missing', sv)).toBe('PSTN Fixed saknas');
});
