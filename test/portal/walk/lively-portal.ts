// The portal of a small company that has lived for ten nights, and how its pages are gone through: within one page load, by the router
// that runs in the browser, which takes a tenth of the time that loading takes.
import type { Page } from 'playwright-core';
import { openLivelyCompany } from '../../../demo/lively-company.ts';
import { readShotIds } from '../../../scripts/shot-ids.ts';
import type { ShotIds } from '../../../scripts/shot.ts';
import { openPortalOf } from '../open-portal.ts';
import type { Portal } from '../open-portal.ts';
import type { Address } from './addresses.ts';

export interface LivelyPortal extends Portal {
  ids: ShotIds;
}

export async function openLivelyPortal(): Promise<LivelyPortal> {
  const portal = await openPortalOf((database) => openLivelyCompany(database, { people: 150, nights: 10 }));
  return { ...portal, ids: await readShotIds(portal) };
}

/** As far as the walks need it. */
interface Router {
  routesByPath: Record<string, unknown>;
  history: { push(path: string): void };
  state: { status: string; resolvedLocation?: { href: string }; location: { href: string } };
}
type WithRouter = Window & { __TSR_ROUTER__: Router };

/** The router's own paths. */
export const readRoutes = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys((window as unknown as WithRouter).__TSR_ROUTER__.routesByPath));

/** Until what the page shows has been read. */
export async function goTo(page: Page, address: Address, ids: ShotIds): Promise<void> {
  const path = typeof address === 'string' ? address : address(ids);
  await page.evaluate((to) => {
    (window as unknown as WithRouter).__TSR_ROUTER__.history.push(to);
  }, path);
  await settle(page);
}

const BARS =
  '[role="status"][aria-label="Läser in …"], [role="status"][aria-label="Loading …"], table[aria-busy="true"]';

/** Nothing is on its way: no page, no bars in place of a list, no table that is read. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction((bars) => {
    const { state } = (window as unknown as WithRouter).__TSR_ROUTER__;
    const isThere = state.status === 'idle' && state.resolvedLocation?.href === state.location.href;
    const isRead = ![...document.querySelectorAll(bars)].some((one) => one.checkVisibility());
    return isThere && isRead && document.querySelector('h1') !== null;
  }, BARS);
}
