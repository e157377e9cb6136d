// What a budget is stretched by on a machine that does something else meanwhile: what that takes from short pieces of work in the same page.
import type { Page } from 'playwright-core';

/** How much longer short pieces of work take now than they would alone: 1 on a quiet machine. */
export const readSlowness = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const pieces = Array.from({ length: 150 }, () => {
      const start = performance.now();
      let sum = 0;
      for (let at = 0; at < 400_000; at += 1) sum += Math.sqrt(at);
      return sum > 0 ? performance.now() - start : 0;
    }).toSorted((a, b) => a - b);
    const alone = pieces[Math.floor(pieces.length / 10)] ?? 1;
    return Math.max(1, pieces.reduce((sum, piece) => sum + piece, 0) / pieces.length / alone);
  });
