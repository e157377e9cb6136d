// How much has to come over the line before anything is seen, and with each page after that: compressed, as the server sends it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** By what the page names: the entry itself may have been put together with what it needs. */
const page = readFileSync(join(portalFolder, 'index.html'), 'utf8');
const named = new Set([...page.matchAll(/src="\/(assets\/[^"]+)"/gu)].map((found) => found[1]));
const entries = Object.keys(manifest).filter((name) => named.has(manifest[name]?.file));
const first = readFiles(...entries, 'words/sv.ts', 'pages/overview/page.tsx');
const later = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry);
const isEditor = (name: string): boolean => /editor/u.test(name);

/** What comes on top of the first view. */
function readMore(name: string): Set<string> {
  const { scripts, styles } = readFiles(name);
  return scripts.union(styles).difference(first.scripts).difference(first.styles);
}

/** The table, dialogs and the like come with the first page that has them and are there for all others. */
const pages = later.filter((name) => /^pages\/[\w-]+\/page\.tsx$/u.test(name));
const timesUsed = new Map<string, number>();
for (const file of pages.flatMap((name) => [...readMore(name)]))
  timesUsed.set(file, (timesUsed.get(file) ?? 0) + 1);
const shared = new Set([...timesUsed].flatMap(([file, times]) => (times >= 4 ? [file] : [])));

test('the first view is at most 240 kB of scripts, 45 kB of styles and 60 kB of fonts', () => {
  expect(entries.length).toBeGreaterThan(0);
  expect(sum(first.scripts)).toBeLessThanOrEqual(240 * kB);
  expect(sum(first.styles)).toBeLessThanOrEqual(45 * kB);
  // The browser loads those whose characters are on the page: Swedish and English are in these.
  const fonts = Object.values(manifest).map(({ file }) => file);
  const latin = fonts.filter((file) => /-latin-wght-.*\.woff2$/u.test(file));
  expect(latin.length).toBe(2);
  expect(sum(latin)).toBeLessThanOrEqual(60 * kB);
});

test('a page is at most 40 kB more, what many of them share 50, and the editor 125 kB', () => {
  expect(pages.length).toBeGreaterThan(15);
  // A tab or a dialog comes on top of its page.
  const pageOf = (name: string) =>
    pages.find((page) => page !== name && dirname(name).startsWith(dirname(page)));
  const weigh = (name: string) => {
    const page = pageOf(name);
    return sum(
      readMore(name)
        .difference(shared)
        .difference(page ? readMore(page) : new Set()),
    );
  };
  const tooLarge = later.filter((name) => weigh(name) > (isEditor(name) ? 125 : 40) * kB);
  expect(tooLarge.map((name) => `${name}: ${Math.round(weigh(name) / kB)} kB`)).toEqual([]);
  expect(sum(shared), 'shared').toBeGreaterThan(0);
  expect(sum(shared)).toBeLessThanOrEqual(50 * kB);
});

test('no script of a first view holds what only the editor needs', () => {
  const texts = [...first.scripts].map((file) => readFileSync(join(portalFolder, file), 'utf8'));
  expect(texts.some((text) => text.includes('cm-content'))).toBe(false);
});
