// Every promise in RULES.md names the tests that keep it, and they exist.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Promised {
  name: string;
  kept: { file: string; title: string }[];
}

const promises = readFileSync('src/plan/RULES.md', 'utf8')
  .split(/^(?=\*\*[A-Z]\d)/mu)
  .slice(1)
  .map((part): Promised => ({
    name: /^\*\*([A-Z]\d+)\*\* \S/u.exec(part)?.[1] ?? part,
    kept: [...part.matchAll(/^- `([^`]+)` › (.+)$/gmu)].map(([, file = '', title = '']) => ({ file, title })),
  }));

test('the promises are R1 to R17 and those of what stands around a sync, each with a test', () => {
  const names = promises.map(({ name }) => name);
  expect(names.slice(0, 17)).toEqual(Array.from({ length: 17 }, (_, n) => `R${n + 1}`));
  expect(new Set(names).size).toBe(names.length);
  expect(promises.filter(({ kept }) => kept.length === 0).map(({ name }) => name)).toEqual([]);
});

test('every test that is named exists under its title', () => {
  const named = promises.flatMap(({ kept }) => kept);
  expect(named.length).toBeGreaterThan(16);
  const missing = named.filter(({ file, title }) => {
    const quoted = title.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
    // Those of a table come after its rows: test.each([…])('…').
    return !new RegExp(`(?:\\b(?:test|it)|\\))\\(\\s*(['"\`])${quoted}\\1`, 'u').test(
      readFileSync(file, 'utf8'),
    );
  });
  expect(missing).toEqual([]);
});
