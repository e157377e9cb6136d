// How much has to come over the line before anything is seen, and with each page after that: compressed, as the server sends it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { portalFolder } from '../../scripts/portal-stamp.ts';

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
  isEntry?: boolean;
  isDynamicEntry?: boolean;
}

const manifest = JSON.parse(readFileSync(join(portalFolder, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>;
const kB = 1_000;

/** The file as gzip, which every browser takes; small ones are sent as they are. */
function sizeOf(file: string): number {
  const compressed = join(portalFolder, `${file}.gz`);
  return statSync(existsSync(compressed) ? compressed : join(portalFolder, file)).size;
}

const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + sizeOf(file), 0);

/** The scripts and style sheets that are loaded with these, themselves included. */
function readFiles(...names: string[]): { scripts: Set<string>; styles: Set<string> } {
  const found = { scripts: new Set<string>(), styles: new Set<string>() };
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The bundle has no ${name}.`);
    if (found.scripts.has(chunk.file)) return;
    found.scripts.add(chunk.file);
    for (const file of chunk.css ?? []) found.styles.add(file);
    for (const one of chunk.imports ?? []) visit(one);
  };
  for (const name of names) visit(name);
  return found;
}

const first = readFiles('index.html', 'words/sv.ts', 'pages/overview/page.tsx');
const later = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry);
const isEditor = (name: string): boolean => /editor/u.test(name);

/** What comes on top of the first view. */
function sumOfMore(name: string): number {
  const { scripts, styles } = readFiles(name);
  return sum(scripts.difference(first.scripts)) + sum(styles.difference(first.styles));
}

test('the first view is at most 240 kB of scripts, 45 kB of styles and 60 kB of fonts', () => {
  expect(sum(first.scripts)).toBeLessThanOrEqual(240 * kB);
  expect(sum(first.styles)).toBeLessThanOrEqual(45 * kB);
  // The browser loads those whose characters are on the page: Swedish and English are in these.
  const fonts = Object.values(manifest).map(({ file }) => file);
  const latin = fonts.filter((file) => /-latin-wght-.*\.woff2$/u.test(file));
  expect(latin.length).toBe(2);
  expect(sum(latin)).toBeLessThanOrEqual(60 * kB);
});

test('a page is at most 40 kB more, and the editor, where there is one, at most 125 kB', () => {
  expect(later.length).toBeGreaterThan(15);
  const tooLarge = later.filter((name) => sumOfMore(name) > (isEditor(name) ? 125 : 40) * kB);
  expect(tooLarge.map((name) => `${name}: ${Math.round(sumOfMore(name) / kB)} kB`)).toEqual([]);
});

test('no script of a first view holds what only the editor needs', () => {
  const texts = [...first.scripts].map((file) => readFileSync(join(portalFolder, file), 'utf8'));
  expect(texts.some((text) => text.includes('cm-content'))).toBe(false);
});
