// Before the tests of exchanges: what they need is fetched, once. After them: whether they kept to their time, since a test that takes
// long is soon not run.
import type { TestProject } from 'vitest/node';
import { ensurePackages, readCacheFolder } from './packages.ts';
import type { Packages } from './packages.ts';
import { ensurePolis } from './polis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    exchangePackages: Packages;
    polis: string;
  }
}

const BUDGET_MS = 180_000;

export default async function setup(project: TestProject): Promise<() => void> {
  project.provide('exchangePackages', await ensurePackages());
  project.provide('polis', await ensurePolis(readCacheFolder(process.env)));
  const startedAt = performance.now();
  return () => {
    const tookMs = Math.round(performance.now() - startedAt);
    if (tookMs > BUDGET_MS)
      throw new Error(`The tests of exchanges took ${tookMs} ms; they have ${BUDGET_MS} ms after fetching.`);
  };
}
