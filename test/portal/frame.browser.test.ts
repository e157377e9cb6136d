// The frame around every page, under the policy that it is served with: signing in as a person does, the map, the drawer of a narrow
// window, both languages.
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
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
  await page.getByLabel('E-post').waitFor();
  await page.keyboard.type(productPeople.administrator.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(productPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Användare' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/users');
  const map = page.getByRole('navigation', { name: 'Huvudmeny' });
  for (const name of ['Översikt', 'Användare', 'Synkroniseringar', 'Utkorg', 'Administratörer'])
    expect(await map.getByRole('link', { name, exact: true }).count(), name).toBe(1);
  // Where one is stands out from the canvas, and nothing else does.
  await page.mouse.move(720, 450);
  const grounds = await map
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => [link.textContent, getComputedStyle(link).backgroundColor] as const),
    );
  const seen = grounds.filter(([, ground]) => ground !== 'rgba(0, 0, 0, 0)').map(([name]) => name);
  expect(seen).toEqual(['Användare']);
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

test('the palette finds pages, deeds and users, all by keyboard, and gives the focus back', async () => {
  const page = await portal.openPage({ path: '/' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const search = page.getByRole('button', { name: 'Sök …' });
  await search.focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Sök och gå till' });
  const field = palette.getByRole('combobox', { name: 'Sök och gå till' });
  await field.waitFor();
  expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
  await audit(page);
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Sök'));
  await page.keyboard.press('Control+k');
  await field.fill('utk');
  await palette.getByRole('option', { name: /Utkorg/u }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Utkorg' }).waitFor();
  // The new page's heading has the focus, for whoever listens.
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  const user = await portal.database.kysely
    .selectFrom('users')
    .select(['id', 'name', 'alias'])
    .where('company_id', '=', portal.companyId)
    .executeTakeFirstOrThrow();
  await page.keyboard.press('Control+k');
  await field.fill(user.alias);
  // The way to all who match stands there before anybody has been found.
  await palette
    .getByRole('group', { name: 'Användare' })
    .getByRole('option')
    .filter({ hasNotText: 'Sök efter' })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/users/${user.id}`, 'u'));
  // The new page takes the focus to its heading, away from whatever was opened before that.
  await page.getByRole('heading', { level: 1, name: new RegExp(user.name, 'u') }).waitFor();
  await page.waitForFunction(
    (name) => document.activeElement?.tagName === 'H1' && document.activeElement.textContent?.includes(name),
    user.name,
  );
  await page.keyboard.press('Control+k');
  await field.fill('english');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
});

/** The worst of them first; by how they are, which the address keeps; by keyboard into one of them. */
async function seeAllCompanies(page: Page): Promise<void> {
  const rows = page.getByRole('grid', { name: 'Alla företag' }).locator('tr[data-index]');
  await rows.filter({ hasText: 'Ingen AD Sync' }).waitFor();
  expect(await rows.allTextContents()).toEqual([
    expect.stringMatching(/^Nordvik.*Hemligheten går ut/u),
    expect.stringMatching(/^Fjällbo Kommun.*Ingen AD Sync.*Aldrig/u),
  ]);
  await audit(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Läge' }).click();
  await page.getByRole('menuitemradio', { name: /^Misslyckades\s*0$/u }).waitFor();
  await page.getByRole('menuitemradio', { name: /^Ingen AD Sync\s*1$/u }).click();
  await page.getByText('1 företag', { exact: true }).waitFor();
  expect(await rows.allTextContents()).toEqual([expect.stringContaining('Fjällbo Kommun')]);
  expect(new URL(page.url()).searchParams.get('health')).toBe('notSetUp');
  await page.getByRole('searchbox', { name: 'Sök företag' }).fill('nordvik');
  await page.getByText('Inget företag matchar').waitFor();
  await page.getByRole('button', { name: 'Rensa', exact: true }).last().click();
  await rows.nth(1).waitFor();
  await rows.first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Översikt' }).waitFor();
  await page.getByRole('button', { name: 'Fjällbo Kommun – byt företag' }).waitFor();
}

test('an operator sees how all companies are, goes to one of them, makes another, and pages keep the company', async () => {
  await portal.importDocument({ company: { name: 'Fjällbo Kommun' } });
  await sql`update sync_templates set credential_watch = null, settings = settings || '{"credentialExpires": "2020-01-31"}'`.execute(
    portal.database.kysely,
  );
  const page = await portal.openPage({ as: 'operator', path: '/' });
  await page.getByRole('heading', { level: 1, name: 'Alla företag' }).waitFor();
  await seeAllCompanies(page);
  await page.goto('/users?company=');
  await page.getByRole('heading', { level: 1, name: 'Välj företag' }).waitFor();
  await page.getByRole('main').getByRole('combobox').fill('bo komm');
  await page.getByRole('option', { name: 'Fjällbo Kommun' }).click();
  await page.getByRole('heading', { level: 1, name: 'Användare' }).waitFor();
  // A company without users has two ways in.
  await page.getByText('Inga användare än').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Ny användare' }).last().click();
  await page.getByRole('dialog', { name: 'Ny användare' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Gå till AD Sync' }).click();
  await page.getByRole('heading', { level: 1, name: 'AD Sync' }).waitFor();
  const chosen = new URL(page.url()).searchParams.get('company');
  await page.getByRole('link', { name: 'Nummer', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Nummer' }).waitFor();
  expect(new URL(page.url()).searchParams.get('company')).toBe(chosen);
  expect(await page.title()).toContain('Fjällbo Kommun');
  await page.getByRole('button', { name: 'Fjällbo Kommun – byt företag' }).click();
  await page.getByRole('option', { name: 'Nytt företag' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Skapa företaget' }).click();
  await page.getByText('Ge företaget ett namn.').waitFor();
  await page.getByRole('dialog').getByLabel('Namn').fill('Östhammar Logistik AB');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Företagsinställningar' }).waitFor();
  await page.getByRole('button', { name: 'Östhammar Logistik AB – byt företag' }).waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  const palette = page.getByRole('dialog', { name: 'Sök och gå till' });
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('fjällbo');
  await palette
    .getByRole('group', { name: 'Företag' })
    .getByRole('option', { name: 'Fjällbo Kommun' })
    .click();
  await page.getByRole('button', { name: 'Fjällbo Kommun – byt företag' }).waitFor();
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
