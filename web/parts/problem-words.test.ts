// Every code that the API can refuse with has words in both languages. The codes are found in the sources, so that a new one without words
// fails here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Problem } from '../api/problem.ts';
import { findReason } from '../steps/reason-words.ts';
import { en } from '../words/en.ts';
import { sv } from '../words/sv.ts';
import { tellProblem } from './problem-words.ts';

const src = join(import.meta.dirname, '..', '..', 'src');

const readFolder = (folder: string): string[] =>
  readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
    .map((name) => join(folder, name));

/** Of the command line alone, and the code of the unnamed group finding, which is no refusal. */
const elsewhere = /run\/(?:rotate-keys|abandon-keys|quality-groups|webhook-off)\.ts$/u;

/** `code: '…'`, `new Problem(409, '…'`, and what helpers such as failure('…') are given. */
const forms =
  /\bcode: '([a-z]\w*(?:\.\w+)*)'|new Problem\(\s*\d+,\s*'([\w.]+)'|\b(?:failure|refused?|invalid)\(\s*'([a-z]\w*\.\w+)'/gu;

function readCodes(): Set<string> {
  const files = [...readFolder('api'), ...readFolder('access'), ...readFolder('run'), 'plan/outbox.ts'];
  const codes = files
    .filter((name) => !elsewhere.test(name))
    .flatMap((name) => [...readFileSync(join(src, name), 'utf8').matchAll(forms)])
    .map((hit) => hit[1] ?? hit[2] ?? hit[3] ?? '');
  return new Set(codes);
}

test('every code that the API refuses with has words in Swedish and English', () => {
  const codes = readCodes();
  for (const known of ['signIn.wrong', 'notFound', 'operator.last', 'date.early', 'mail.noAddress'])
    expect(codes).toContain(known);
  expect(codes.size).toBeGreaterThan(120);
  for (const words of [sv, en]) {
    const silent = [...codes].filter((code) => !words.problems[code] && findReason(code, words) === null);
    expect(silent).toEqual([]);
  }
});

test('no words stand for a code that nothing refuses with', () => {
  const codes = readCodes();
  // Made in the browser: no answer, an answer of somebody else, a mistake of the portal itself.
  const own = ['offline', 'unreadable', 'portal'];
  expect(Object.keys(sv.problems).filter((code) => !codes.has(code) && !own.includes(code))).toEqual([]);
  expect(Object.keys(en.problems)).toEqual(Object.keys(sv.problems));
});

test('a code of a reason is told by its title, and one without words by the server’s English', () => {
  const tell = (code: string) =>
    tellProblem(new Problem(409, { code, detail: 'The moon is full.', cure: 'Wait.' }), sv);
  expect(tell('template.paused')).toMatchObject({ lang: undefined, text: expect.stringMatching(/paus/iu) });
  expect(tell('moon.full')).toEqual({ text: 'The moon is full.', cure: 'Wait.', lang: 'en' });
});
