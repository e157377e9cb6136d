// A whole product with a company in it, and the portal as people use it: pages of a real browser, signed in as one of three people.
// A page that ends with something in its console, or against its policy, fails the test that opened it.
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { openProduct } from '../../demo/open-product.ts';
import type { Product, ProductOptions } from '../../demo/open-product.ts';
import { startProductSession, writePeople } from '../../demo/product-people.ts';
import type { Choices, Who } from '../../demo/product-people.ts';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../database.ts';

interface PageOptions extends Partial<Choices> {
  /** Whose session the browser has; null: nobody's. The company's administrator when it is left out. */
  as?: Who | null;
  /** Swedish, and light, when they are left out. */
  widthPx?: number;
  /** Opened at once; without it the page is empty. */
  path?: string;
  /** Starts of lines in the console that this test brings about on purpose. */
  expects?: readonly string[];
}

export interface Portal extends Product {
  browser: Browser;
  /** In a test: closed, and looked at for complaints, when the test ends. */
  openPage(options?: PageOptions): Promise<Page>;
  /** Gives this page's browser the session of somebody (else). */
  signIn(page: Page, who: Who, choices?: Partial<Choices>): Promise<void>;
}

/** In beforeAll, with `close` in afterAll: one product for all tests of a file. */
export function openPortal(options: ProductOptions = {}): Promise<Portal> {
  return openPortalOf(async (database) => {
    const product = await openProduct(database, options);
    await writePeople(product);
    return product;
  });
}

/** Of a product that is opened in another way, with its people in it. */
export async function openPortalOf(open: (database: Database) => Promise<Product>): Promise<Portal> {
  const [test, browser] = await Promise.all([testDatabase(), chromium.connect(inject('browserUrl'))]);
  const product = await open(test.database);
  const signIn: Portal['signIn'] = async (page, who, choices = {}) => {
    const { cookie: value } = await startProductSession(product, who, {
      language: 'sv',
      theme: 'light',
      ...choices,
    });
    const cookie = { name: 'rollcall-session', value, httpOnly: true, sameSite: 'Lax' } as const;
    await page.context().addCookies([{ ...cookie, url: product.url }]);
  };
  return {
    ...product,
    browser,
    signIn,
    async openPage({ as = 'administrator', path, ...rest } = {}) {
      const page = await openWatchedPage(browser, product.url, rest);
      if (as !== null) await signIn(page, as, presentChoices(rest));
      if (path !== undefined) await page.goto(path);
      return page;
    },
    async close() {
      await browser.close();
      await product.close();
      // What a page had asked for when it was closed finds no database after this, and nobody waits for it.
      const logged = [...product.logged];
      await test.close();
      expect(logged).toEqual([]);
    },
  };
}

const presentChoices = ({ language = 'sv', theme = 'light' }: Partial<Choices>): Choices => ({
  language,
  theme,
});

/** Patience for one thing in a page: a machine that does something else as well is slow, not wrong. */
const PATIENCE_MS = 15_000;

async function openWatchedPage(
  browser: Browser,
  baseURL: string,
  { widthPx = 1440, expects = [], ...choices }: PageOptions,
): Promise<Page> {
  const { language, theme } = presentChoices(choices);
  const context = await browser.newContext({
    baseURL,
    viewport: { width: widthPx, height: 900 },
    locale: language === 'sv' ? 'sv-SE' : 'en-GB',
    timezoneId: 'Europe/Stockholm',
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    // Nothing is caught half way through a movement.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!expects.some((start) => text.startsWith(start))) complaints.push(text);
  };
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      reportError(new Error(`Against the policy: ${violatedDirective} ${blockedURI} ${sample}`)),
    );
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => note(`Thrown: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // What the API refuses, a page has to show; the browser's own line about it says nothing more.
    if (/Failed to load resource/u.test(message.text()) && /\/api\//u.test(message.location().url)) return;
    note(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints, 'what the page complained of').toEqual([]);
  });
  return page;
}
