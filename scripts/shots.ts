// npm run shots: pictures of every page of the portal in a company that has lived for a month, in both languages, light and dark, to be
// looked at before anything is called done:
//   npm run shots [-- --only users,run --width 320 --language sv --theme dark --out FOLDER]      FOLDER: data/shots
import { globSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openLivelyCompany } from '../demo/lively-company.ts';
import type { Product } from '../demo/open-product.ts';
import { startProductSession } from '../demo/product-people.ts';
import { launchOptions } from './chromium.ts';
import { readShotIds } from './shot-ids.ts';
import type { Shot, ShotIds } from './shot.ts';
import { openThrowawayDatabase } from './throwaway-database.ts';

const { values: wanted } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    width: { type: 'string', default: '1440' },
    language: { type: 'string', default: 'sv,en' },
    theme: { type: 'string', default: 'light,dark' },
    out: { type: 'string', default: 'data/shots' },
  },
});
const list = (text: string): string[] => text.split(',').filter(Boolean);
const out = resolve(wanted.out);
const width = Number(wanted.width);
const SETTLE_MS = 3_000;

async function readShots(): Promise<Shot[]> {
  const files = globSync(resolve(import.meta.dirname, 'shots/*.ts')).toSorted();
  const all: Shot[] = [];
  for (const file of files) all.push(...((await import(file)) as { shots: Shot[] }).shots);
  const starts = list(wanted.only);
  return all.filter(({ name }) => starts.length === 0 || starts.some((start) => name.startsWith(start)));
}

interface Look {
  language: 'sv' | 'en';
  theme: 'light' | 'dark';
}

function openContext(browser: Browser, { url }: Product, { language, theme }: Look): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: url,
    viewport: { width, height: 900 },
    locale: language === 'sv' ? 'sv-SE' : 'en-GB',
    timezoneId: 'Europe/Stockholm',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
}

async function takeShot(context: BrowserContext, product: Product, ids: ShotIds, shot: Shot, look: Look) {
  await context.clearCookies();
  if (shot.as !== null) {
    const { cookie: value } = await startProductSession(product, shot.as ?? 'administrator', look);
    await context.addCookies([{ name: 'rollcall-session', value, url: product.url }]);
  }
  const page = await context.newPage();
  await page.goto(typeof shot.path === 'string' ? shot.path : shot.path(ids));
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settle(page);
  await shot.prepare?.(page, look.language);
  await settle(page);
  const file = join(out, `${shot.name}.${look.language}.${look.theme}.${width}.png`);
  await page.screenshot({ path: file });
  await page.close();
}

/** Until nothing is on its way any more; a run that is watched never comes to that. */
const settle = (page: Page): Promise<void> =>
  page.waitForLoadState('networkidle', { timeout: SETTLE_MS }).catch(() => undefined);

const shots = await readShots();
mkdirSync(out, { recursive: true });
const throwaway = await openThrowawayDatabase();
const product = await openLivelyCompany(throwaway.database);
const browser = await chromium.launch(launchOptions());
const failed: string[] = [];
try {
  const ids = await readShotIds(product);
  for (const language of list(wanted.language) as Look['language'][])
    for (const theme of list(wanted.theme) as Look['theme'][]) {
      const context = await openContext(browser, product, { language, theme });
      context.setDefaultTimeout(10_000);
      for (const shot of shots)
        await takeShot(context, product, ids, shot, { language, theme }).catch((error: unknown) =>
          failed.push(`${shot.name} (${language}, ${theme}): ${String(error).split('\n')[0] ?? ''}`),
        );
      await context.close();
    }
} finally {
  await browser.close();
  await product.close();
  await throwaway.close();
}
process.stdout.write(`${shots.length} pages in ${out}\n${failed.map((one) => `${one}\n`).join('')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
