// Every page of the router as it is seen and told: no finding of axe in both languages and schemes, a name for everything that can be
// used, nothing that sticks out at 320 px or is cut off at 400 %, what is chosen told apart in forced colours.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNoSidewaysScroll, findFaultsOfAxe } from '../audit.ts';
import { addresses, faces } from './addresses.ts';
import { goTo, openLivelyPortal, readRoutes, settle } from './lively-portal.ts';
import type { LivelyPortal } from './lively-portal.ts';
import { findForcedColourFaults, findNarrowFaults } from './seen-by-all.ts';
import { findUnnamed } from './spoken-names.ts';

let portal: LivelyPortal;
beforeAll(async () => {
  portal = await openLivelyPortal();
}, 120_000);
afterAll(() => portal.close());

test('the walks go to every page that the router has', async () => {
  const page = await portal.openPage({ path: '/sign-in', as: null });
  await settle(page);
  expect(Object.keys(addresses).toSorted()).toEqual((await readRoutes(page)).toSorted());
  expect(await findFaults(page, 'sv', 'light')).toEqual([]);
});

test('what is seen before anybody is signed in: a refusal of the provider, in English and dark; the page behind a one-time link', async () => {
  const refused = await portal.openPage({
    path: '/sign-in?refused=oidc.refused',
    as: null,
    language: 'en',
    theme: 'dark',
  });
  await settle(refused);
  await refused.getByRole('alert').waitFor();
  expect(await findFaults(refused, 'en', 'dark')).toEqual([]);
  await expectNoSidewaysScroll(refused);
  for (const theme of ['light', 'dark'] as const) {
    const welcome = await portal.openPage({ path: '/welcome#first=x', as: null, theme });
    await welcome.getByLabel('Lösenord', { exact: true }).waitFor();
    expect(await findFaultsOfAxe(welcome, undefined, theme)).toEqual([]);
    await expectNoSidewaysScroll(welcome);
  }
});

// Each page in each language and in each scheme, and all rules both times; its other faces in one of the two.
test.each([
  { language: 'sv', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const)(
  'every page is seen and told whole: $language, $theme',
  async ({ language, theme }) => {
    const page = await portal.openPage({ path: '/', language, theme });
    await settle(page);
    const found: Record<string, string[]> = {};
    const mine = Object.entries(faces).filter((_, at) => at % 2 === (language === 'sv' ? 0 : 1));
    for (const [name, address] of [...Object.entries(addresses), ...mine]) {
      if (name === '/sign-in') continue;
      await goTo(page, address, portal.ids);
      const faults = await findFaults(page, language, theme);
      if (faults.length > 0) found[name] = faults;
    }
    expect(found).toEqual({});
  },
  240_000,
);

/** What does not depend on what is said is looked at in the language of the longer words. */
async function findFaults(page: Page, language: 'sv' | 'en', theme: 'light' | 'dark'): Promise<string[]> {
  const faults = [...(await findFaultsOfAxe(page, undefined, theme)), ...(await findUnnamed(page, language))];
  if (language === 'sv')
    faults.push(...(await findForcedColourFaults(page)), ...(await findNarrowFaults(page)));
  return faults;
}
