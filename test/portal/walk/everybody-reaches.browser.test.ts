// Every page of the router by keys alone: Tab comes to everything, the focus is seen; and what opens on pages keeps the focus inside until
// Esc closes it and gives it back.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shots } from '../../../scripts/shots/opened.ts';
import { shots as mappingShots } from '../../../scripts/shots/mapping.ts';
import { findFaultsOfAxe } from '../audit.ts';
import { addresses } from './addresses.ts';
import { walkByTab } from './keyboard-walk.ts';
import { goTo, openLivelyPortal, settle } from './lively-portal.ts';
import type { LivelyPortal } from './lively-portal.ts';
import { findUnnamed } from './spoken-names.ts';

let portal: LivelyPortal;
beforeAll(async () => {
  portal = await openLivelyPortal();
}, 120_000);
afterAll(() => portal.close());

/** What has to be pressed first, or is a drawer over its page. */
const opened = [...shots, ...mappingShots].filter(
  ({ prepare, name, as }) => as === undefined && (prepare !== undefined || /drawer|invite|mail$/u.test(name)),
);

test('Tab comes to everything on every page, and the focus is seen', async () => {
  const page = await portal.openPage({ path: '/' });
  await settle(page);
  const found: Record<string, string[]> = {};
  for (const [name, address] of Object.entries(addresses)) {
    if (name === '/sign-in') continue;
    await goTo(page, address, portal.ids);
    // What stands beside the page is the same everywhere: walked through on the first.
    await page.locator('main').evaluate((main: HTMLElement) => main.focus());
    const faults = await walkByTab(page, name === '/' ? 'body' : 'main', false);
    if (faults.length > 0) found[name] = faults;
  }
  const stranger = await portal.openPage({ path: '/sign-in', as: null });
  await settle(stranger);
  found['/sign-in'] = await walkByTab(stranger, 'body', false);
  expect(found).toEqual({ '/sign-in': [] });
}, 240_000);

test.each(['sv', 'en'] as const)(
  'what opens on pages is told whole, keeps the focus until Esc closes it, and gives it back: %s',
  async (language) => {
    const page = await portal.openPage({ path: '/', language });
    await settle(page);
    const found: Record<string, string[]> = {};
    // Each in one of the two languages.
    for (const shot of opened.filter((_, at) => at % 2 === (language === 'sv' ? 0 : 1))) {
      await goTo(page, shot.path, portal.ids);
      if ((await page.locator(dialog).count()) === 0) await page.locator('h1').first().focus();
      await shot.prepare?.(page, language);
      await settle(page);
      const faults = await findFaults(page, language);
      if (faults.length > 0) found[shot.name] = faults;
    }
    expect(found).toEqual({});
  },
  240_000,
);

test('Esc closes a dialog also while the focus is in the mail that it shows', async () => {
  const page = await portal.openPage({ path: '/' });
  await settle(page);
  await goTo(page, ({ mail }) => `/outbox?mail=${mail}`, portal.ids);
  await page.locator(dialog).frameLocator('iframe').locator('body').click();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  await page.keyboard.press('Escape');
  await page.locator(dialog).waitFor({ state: 'hidden' });
});

const dialog = '[role="dialog"]';

async function findFaults(page: Page, language: string): Promise<string[]> {
  const isDialog = await page.locator(dialog).filter({ visible: true }).count();
  const faults = [
    ...(await findFaultsOfAxe(page, isDialog > 0 ? dialog : undefined)),
    ...(await findUnnamed(page, language)),
  ];
  if (isDialog === 0) return faults;
  return [...faults, ...(await walkByTab(page, dialog, true)), ...(await leaveByEsc(page))];
}

/** Esc closes the innermost, and the focus is somewhere that one can go on from. */
async function leaveByEsc(page: Page): Promise<string[]> {
  const open = page.locator(dialog).filter({ visible: true });
  await page.keyboard.press('Escape');
  const isIn = (): Promise<boolean> =>
    page.evaluate(
      () =>
        document.activeElement === document.body ||
        document.activeElement?.closest('[role="dialog"]') !== null,
    );
  try {
    await expect.poll(() => open.count(), { timeout: 5_000 }).toBe(0);
  } catch {
    return ['Esc does not close it'];
  }
  try {
    await expect.poll(isIn, { timeout: 5_000 }).toBe(false);
  } catch {
    return ['the focus is lost when it closes'];
  }
  return [];
}
