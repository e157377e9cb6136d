// The frame around every page, under the policy that it is served with: signing in as a person does, the map, the drawer of a narrow
// window, both languages.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productPassword, productPeople } from '../../demo/product-people.ts';
import { accessibleTree, audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 20 });
});
afterAll(() => portal.close());

test('somebody signs in, and sees where everything is', async () => {
  const page = await portal.openPage({ as: null, path: '/users' });
  await page.getByLabel('E-post').fill(productPeople.administrator.email);
  await page.getByLabel('Lösenord', { exact: true }).fill(productPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Användare' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/users');
  const map = page.getByRole('navigation', { name: 'Huvudmeny' });
  for (const name of ['Översikt', 'Användare', 'Synkroniseringar', 'Utkorg', 'Administratörer'])
    expect(await map.getByRole('link', { name, exact: true }).count(), name).toBe(1);
});

test('the frame is accessible in both languages and schemes, and narrow', async () => {
  const page = await portal.openPage({ path: '/' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  expect(await accessibleTree(page)).toContain('Huvudmeny');
  const english = await portal.openPage({
    as: 'operator',
    path: '/',
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  await english.getByRole('heading', { level: 1 }).waitFor();
  expect(await english.evaluate(() => document.documentElement.lang)).toBe('en');
  // The drawer comes with a style sheet that is made at run time: the policy has to let it.
  await english.getByRole('button', { name: 'Open the menu' }).click();
  await english.getByRole('dialog').getByRole('link', { name: 'Users', exact: true }).waitFor();
  await audit(english);
});

test('a text that holds a tag becomes no HTML, and a script or style of somebody else does nothing', async () => {
  const expects = ['This document requires', 'Applying inline style', 'Thrown: Error: Against the policy'];
  const page = await portal.openPage({ path: '/', expects });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const smuggled = await page.evaluate(() => {
    const refusals = [];
    try {
      document.body.innerHTML += '<img src="x" onerror="pwned = 1">';
    } catch (error) {
      refusals.push(String(error).slice(0, 9));
    }
    const style = document.createElement('style');
    style.textContent = 'h1 { color: rgb(1, 2, 3) }';
    document.head.append(style);
    const heading = document.querySelector('h1');
    return { refusals, color: heading && getComputedStyle(heading).color, pwned: 'pwned' in window };
  });
  expect(smuggled).toMatchObject({ refusals: ['TypeError'], pwned: false });
  expect(smuggled.color).not.toBe('rgb(1, 2, 3)');
});
