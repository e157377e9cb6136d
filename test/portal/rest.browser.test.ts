// A page that nobody touches rests: it draws nothing and asks little. One that keeps a core busy looks right, and empties a battery, slows
// every other page and makes each thing in it move under the pointer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 20 });
});
afterAll(() => portal.close());

const FRAMES = 60;

/** What changes in the document while so many frames are drawn, as "attributes lang" or "childList HEAD". */
function watchChanges(page: Page): Promise<string[]> {
  return page.evaluate(async (frames) => {
    const seen: string[] = [];
    const observer = new MutationObserver((changes) => {
      for (const { type, attributeName, target } of changes)
        seen.push(`${type} ${attributeName ?? ''} ${target.nodeName}`);
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    for (let frame = 0; frame < frames; frame += 1)
      await new Promise((drawn) => requestAnimationFrame(drawn));
    observer.disconnect();
    return seen;
  }, FRAMES);
}

test('a page that nobody touches changes nothing', async () => {
  const page = await portal.openPage();
  const template = `/integrations/ad-sync/${portal.templateId}`;
  const paths = [
    '/',
    '/users',
    '/people',
    '/numbers',
    '/outbox',
    '/audit',
    template,
    `${template}?tab=mapping`,
  ];
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    // What came last is drawn in the frames after it: a page rests when one stretch of frames in a few has no change.
    await expect
      .poll(async () => [path, ...(await watchChanges(page))], { timeout: 15_000, interval: 0 })
      .toEqual([path]);
  }
});
