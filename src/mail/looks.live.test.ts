// How mails look, as a real browser tells: every sample of the gallery at two widths, light and dark. Nothing sticks out,
// nothing is fetched, nothing runs, and all text stands out from its ground. Needs a Chromium, and
// fetches it where that can be done.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';
import { readGallery } from '../../scripts/gallery.ts';
import { drafts } from './messages/drafts.ts';

/** Of a browser that is not there yet; from a slow mirror. */
const INSTALL_MS = 300_000;

const gallery = await readGallery();

test('there is a sample of every message', () => {
  const kinds = new Set<string>(gallery.map(({ kind }) => kind));
  expect(Object.keys(drafts).filter((kind) => !kinds.has(kind))).toEqual([]);
});

interface Found {
  /** Texts that do not stand out, and that stick out. */
  faint: { text: string; contrast: number }[];
  wide: { text: string }[];
  /** px. */
  sticksOut: number;
  dark: boolean;
  pwned: unknown;
  elements: string[];
}

// Runs in the page: the ground of a text is the first that is painted behind it; a picture of one colour counts as that colour.
const findFaults = `(() => {
  const parse = (css) => (css.match(/[\\d.]+/g) ?? []).map(Number);
  const channel = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== 'none') return parse(style.backgroundImage);
      const [r, g, b, a = 1] = parse(style.backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const faint = [];
  const wide = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.right > innerWidth || box.left < 0) wide.push({ text: node.data.slice(0, 60) });
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(groundOf(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) faint.push({ text: node.data.slice(0, 60), contrast });
  }
  return {
    faint, wide,
    sticksOut: document.documentElement.scrollWidth - innerWidth,
    dark: light(groundOf(document.querySelector('.sheet'))) < 0.2,
    pwned: window.pwned ?? null,
    elements: [...new Set([...document.querySelectorAll('*')].map((one) => one.localName))],
  };
})()`;

const known =
  'html head meta title style body div table tbody thead tr td th p a h1 h2 ul ol li strong em br img span wbr'.split(
    ' ',
  );

describe('in a real browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-looks-'));
  let browser: Browser;
  let page: Page;
  /** Addresses that were asked for since the last mail was shown, beside the file itself and what is in it. */
  let requests: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch(launchOptions());
    page = await browser.newPage();
    page.on('request', (request) => {
      if (!request.isNavigationRequest() && !request.url().startsWith('data:')) requests.push(request.url());
    });
  }, INSTALL_MS);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('every mail fits, is readable, fetches nothing and runs nothing', async () => {
    const wrong: object[] = [];
    for (const { name, standalone } of gallery) {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, standalone);
      requests = [];
      await page.goto(pathToFileURL(file).href);
      for (const widthPx of [375, 700])
        for (const scheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width: widthPx, height: 900 });
          await page.emulateMedia({ colorScheme: scheme });
          const { elements, ...found } = await page.evaluate<Found>(findFaults);
          const good = { faint: [], wide: [], sticksOut: 0, dark: scheme === 'dark', pwned: null };
          const odd = elements.filter((one) => !known.includes(one));
          const isGood = isDeepStrictEqual(found, good) && odd.length === 0 && requests.length === 0;
          if (!isGood) wrong.push({ name, widthPx, scheme, ...found, odd, requests });
        }
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
