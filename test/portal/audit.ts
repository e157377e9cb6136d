// What can be told of a page without eyes: every rule of axe that WCAG 2.2 AA stands behind, in light and in dark, and that nothing
// sticks out sideways. What is found is printed as a person would write it down.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const everyRule = { type: 'tag', values: tags };
type Scheme = 'light' | 'dark';
const coloursOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** In both colour schemes; the page is left in the one that it had. within: a selector, for a part of the page. */
export async function audit(page: Page, { within }: { within?: string } = {}): Promise<void> {
  expect(await findFaultsOfAxe(page, within), 'what axe found').toEqual([]);
}

/** Told and not yet a failure. whole: the one scheme in which everything is looked at; without it the colours of the other as well. */
export async function findFaultsOfAxe(page: Page, within?: string, whole?: Scheme): Promise<string[]> {
  const scheme = await page.evaluate(() =>
    document.documentElement.getAttribute('data-mantine-color-scheme'),
  );
  const found: string[] = [];
  for (const one of whole ? [whole] : (['light', 'dark'] as const)) {
    await setScheme(page, one);
    // What is dark has other colours and nothing else.
    const only = one === 'light' || whole ? everyRule : coloursOnly;
    found.push(...(await findFaults(page, within ?? null, only)).map((fault) => `${one}: ${fault}`));
  }
  await setScheme(page, scheme);
  return found;
}

async function setScheme(page: Page, scheme: string | null): Promise<void> {
  await page.evaluate((value) => {
    document.documentElement.setAttribute('data-mantine-color-scheme', value ?? 'light');
  }, scheme);
}

/** The page as a window of its own has it: `axe` after its script has run. */
interface Axe {
  run(context: unknown, options: unknown): Promise<AxeResults>;
}

async function findFaults(page: Page, within: string | null, only: object): Promise<string[]> {
  // By the browser's own way in, past the page's policy, which would not let it run.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(
    ({ context, only }) =>
      (window as unknown as { axe: Axe }).axe.run(context ?? document, {
        runOnly: only,
        resultTypes: ['violations'],
        // A mail's frame has the origin of nobody and answers nobody.
        iframes: false,
      }),
    { context: within, only },
  );
  // The open list of a field is the field's own part, moved in by its arrows, and drawn at the end of the document.
  const isOfField = ({ id, nodes }: (typeof violations)[number]): boolean =>
    /^(?:region|scrollable-region-focusable)$/u.test(id) &&
    nodes.every(({ target, html }) => /dropdown|scrollarea/iu.test(String(target) + html));
  return violations
    .filter((one) => !isOfField(one))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, html, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
        return `${id} – ${help}: ${String(target)} ${html.slice(0, 160)} (${why.slice(0, 200)})`;
      }),
    );
}

/** Nothing but what scrolls in a box of its own is wider than the window. */
export async function expectNoSidewaysScroll(page: Page, widthPx = 320): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: widthPx, height: before?.height ?? 900 });
  const wide = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth <= window.innerWidth) return [];
    const isBoxed = (element: Element): boolean => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
        if (/auto|scroll|hidden|clip/u.test(getComputedStyle(at).overflowX)) return true;
      return false;
    };
    return [...document.body.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1 && !isBoxed(one))
      .map((one) => `${one.tagName.toLowerCase()}.${one.className} „${one.textContent.slice(0, 40)}”`)
      .concat(`${root.scrollWidth} px in ${window.innerWidth}`);
  });
  if (before) await page.setViewportSize(before);
  expect(wide, `what sticks out at ${widthPx} px`).toEqual([]);
}

/** What a screen reader is told, as lines: role, name, state. */
export const accessibleTree = (page: Page, within = 'body'): Promise<string> =>
  page.locator(within).ariaSnapshot();
