// The directory as people use it: found by any written form of a number, opened by keyboard, made, changed, held, kept and deleted by
// hand; many at once with a preview and a way back. Viewers see all of it and can do none of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { presentDocument } from '../../demo/document.ts';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({
    people: 60,
    document: {
      numbers: [
        { from: '46846500400', kind: 'service', note: 'Växelnummer' },
        { from: '46313900600', to: '46313900699', kind: 'fixed', note: 'Göteborg' },
      ],
      settingsTemplates: [
        ...presentDocument('', {}).settingsTemplates,
        { name: 'Butik', settings: { ringTimeSeconds: 20, voicemail: false } },
      ],
    },
  });
});
afterAll(() => portal.close());

const grid = (page: Page) => page.getByRole('grid');
const row = (page: Page, name: string | RegExp) => grid(page).getByRole('row', { name });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

/** Somebody of the directory, who is linked. */
const somebody = async (skip: number) => {
  const rows = await portal.database.kysely
    .selectFrom('users')
    .innerJoin('links', 'links.user_id', 'users.id')
    .select(['users.id', 'users.alias', 'users.name', 'users.surname', 'links.person_id as person'])
    .orderBy('users.alias')
    .execute();
  const user = rows[skip];
  if (!user) throw new Error('The directory is too small.');
  return { ...user, full: `${user.name} ${user.surname}` };
};

test('a new user is refused with why at the field, made with a number of a series, found by it, changed and deleted', async () => {
  const page = await portal.openPage({ path: '/users' });
  await grid(page).getByRole('row').nth(3).waitFor();
  await page.getByRole('button', { name: 'Ny användare' }).click();
  const form = page.getByRole('dialog', { name: 'Ny användare' });
  await form.getByLabel('Namn').fill('Tove');
  await form.getByLabel('Surname').fill('Ask');
  await form.getByLabel('Alias').fill((await somebody(0)).alias);
  await form.getByLabel('PSTN Fixed').fill('031-390 06 07');
  await form.getByRole('button', { name: 'Skapa användaren' }).click();
  await form.getByText('Alias är upptaget.').waitFor();
  expect(await form.getByLabel('Alias').getAttribute('aria-invalid')).toBe('true');
  await form.getByLabel('Alias').fill('tove.ask');
  await form.getByLabel('PSTN Fixed').fill('');
  await form.getByLabel('Nummer ur serie').click();
  await page.getByRole('option', { name: /Göteborg/u }).click();
  await form.getByRole('button', { name: 'Skapa användaren' }).click();
  const drawer = page.getByRole('dialog', { name: 'Tove Ask', exact: true });
  await drawer.getByText('Skapad', { exact: true }).waitFor();
  await drawer.getByText('46313900600').first().waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });

  await page.getByRole('searchbox').fill('031-390 06 00');
  await page.getByText(/^1 av \d+ användare$/u).waitFor();
  await row(page, /Tove Ask/u).click();
  await drawer.getByRole('button', { name: 'Ändra' }).click();
  const edit = page.getByRole('dialog', { name: 'Ändra Tove Ask' });
  await edit.getByLabel('Titel').fill('Montör');
  await edit.getByRole('button', { name: 'Spara' }).click();
  await edit.waitFor({ state: 'detached' });
  await drawer.getByText('Ändrad', { exact: true }).waitFor();
  await drawer.getByRole('button', { name: 'Ta bort' }).click();
  await page
    .getByRole('dialog', { name: 'Ta bort Tove Ask' })
    .getByRole('button', { name: 'Ta bort nu' })
    .click();
  await page.getByText('Ingen användare matchar').waitFor();
  await page.getByRole('button', { name: 'Rensa' }).first().click();
  await grid(page).getByRole('row').nth(3).waitFor();
});

test('somebody who leaves is kept until a day, with who said so and why; somebody else is held; a synced field is locked', async () => {
  const [gone, stays] = [await somebody(1), await somebody(2)];
  portal.emulator.tenant.remove(gone.person);
  await portal.run();
  const page = await portal.openPage({ path: '/users?status=leaving' });
  await row(page, new RegExp(gone.full, 'u'))
    .getByText(/^Slutar \d/u)
    .waitFor();
  await row(page, new RegExp(gone.full, 'u')).click();
  const drawer = page.getByRole('dialog', { name: gone.full, exact: true });
  await drawer.getByText('Finns inte längre i Entra ID').first().waitFor();
  await drawer.getByRole('button', { name: 'Behåll till …' }).click();
  const keep = page.getByRole('dialog', { name: `Behåll ${gone.full} längre` });
  const day = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  await keep.getByLabel('Behåll till').fill(day);
  await keep.getByLabel('Varför').fill('Överlämning till kollega');
  await keep.getByRole('button', { name: 'Behåll till dagen' }).click();
  await drawer.getByText('Överlämning till kollega').first().waitFor();
  await drawer
    .getByText(/Maria Holm/u)
    .first()
    .waitFor();
  await drawer.getByRole('button', { name: 'Avsluta Behåll' }).click();
  await drawer.getByRole('button', { name: 'Avsluta Behåll' }).waitFor({ state: 'detached' });
  await drawer.getByRole('button', { name: 'Ta bort nu' }).click();
  await page
    .getByRole('dialog', { name: `Ta bort ${gone.full}` })
    .getByRole('button', { name: 'Ta bort nu' })
    .click();
  await drawer.waitFor({ state: 'detached' });

  await page.goto(`/users/${stays.id}`);
  await page.getByRole('heading', { level: 1, name: stays.full }).waitFor();
  expect(
    await page.getByRole('button', { name: 'Styrs av Entra ID via Alla kontor' }).count(),
  ).toBeGreaterThan(3);
  await page.getByRole('button', { name: 'Behåll', exact: true }).click();
  const hold = page.getByRole('dialog', { name: `Behåll ${stays.full}` });
  await hold.getByRole('button', { name: 'Behåll', exact: true }).click();
  await page.getByText('Behålls tills vidare').first().waitFor();
  await page.getByRole('button', { name: 'Avsluta Behåll' }).click();
  await page.getByRole('button', { name: 'Koppla loss' }).click();
  const loose = page.getByRole('dialog', { name: `Koppla loss ${stays.full}` });
  await loose.getByRole('button', { name: 'Koppla loss' }).click();
  await page.getByText('Skapad för hand: ingen synk ändrar eller tar bort användaren.').waitFor();
  expect(await page.getByRole('button', { name: /^Styrs av Entra ID/u }).count()).toBe(0);
  await page.getByRole('button', { name: 'Koppla', exact: true }).click();
  const link = page.getByRole('dialog', { name: 'Koppla till en person i Entra ID' });
  await link
    .getByRole('radio', { name: new RegExp(stays.full, 'u') })
    .first()
    .check();
  await link.getByRole('button', { name: 'Koppla', exact: true }).click();
  await page.getByRole('button', { name: 'Styrs av Entra ID via Alla kontor' }).first().waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
});

test('a change of the sync is taken back: the field stays as it was until it is let go', async () => {
  const user = await somebody(4);
  portal.emulator.tenant.update(user.person, { jobTitle: 'Växelansvarig' });
  await portal.run();
  const page = await portal.openPage({ path: `/users/${user.id}` });
  const title = page.getByText('Växelansvarig', { exact: true });
  await title.first().waitFor();
  await page.getByRole('button', { name: 'Ångra', exact: true }).first().click();
  await page.getByText('låst vid ångrat värde').waitFor();
  await page.getByText('Ångrat').first().waitFor();
  await audit(page);
  await page.getByRole('button', { name: 'Släpp', exact: true }).click();
  await page.getByText(/följer Entra ID igen$/u).waitFor();
  await page.getByText('låst vid ångrat värde').waitFor({ state: 'detached' });
});

test('by keyboard alone: down the list, choose, open, and back to the same row', async () => {
  const page = await portal.openPage({ path: '/users' });
  await grid(page).getByRole('row').nth(3).waitFor();
  await page.getByRole('checkbox', { name: 'Markera alla som matchar' }).focus();
  for (let presses = 0; presses < 6 && !(await isRow(page)); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const name = await focused(page);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Allt som hänt').waitFor();
  expect(new URL(page.url()).searchParams.get('user')).toMatch(/^[0-9a-f-]{36}$/u);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement?.matches('tr[data-index]'));
  expect(await focused(page)).toBe(name);
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('3 markerade').waitFor();
  await page.keyboard.press('Shift+ArrowUp');
  await page.getByText('2 markerade').waitFor();
  await page.keyboard.press('End');
  const last = Number(await grid(page).getAttribute('aria-rowcount'));
  await page.waitForFunction(
    (index) => document.activeElement?.getAttribute('aria-rowindex') === String(index),
    last,
  );
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  expect(
    Number(await page.evaluate(() => document.activeElement?.getAttribute('data-index'))),
  ).toBeGreaterThan(5);
});

const isRow = (page: Page) => page.evaluate(() => document.activeElement?.matches('tr[data-index]') ?? false);

test('everybody who fits but one gets another settings template, as the preview said, and it is taken back', async () => {
  const page = await portal.openPage({ path: '/users' });
  await grid(page).getByRole('row').nth(3).waitFor();
  const all = Number(await grid(page).getAttribute('aria-rowcount')) - 1;
  await page.getByRole('checkbox', { name: 'Markera alla som matchar' }).check();
  await page.getByText(`${all} markerade`).waitFor();
  await grid(page).getByRole('row').nth(2).getByRole('checkbox').uncheck();
  await page.getByText(`${all - 1} markerade`).waitFor();
  await audit(page);
  await page.getByRole('button', { name: 'Byt mall' }).click();
  const dialog = page.getByRole('dialog', { name: 'Byt mall' });
  await dialog.getByLabel('Användarinställningsmall').click();
  await page.getByRole('option', { name: 'Butik' }).click();
  await dialog.getByText(`${all - 1} användare ändras.`).waitFor();
  await dialog.getByRole('row', { name: /Ringtid i sekunder 30 s 20 s/u }).waitFor();
  await audit(page);
  await dialog.getByRole('button', { name: `Tillämpa på ${all - 1} användare` }).click();
  await page.getByText(`Mallen är tillämpad på ${all - 1} användare`).waitFor();
  await page.getByText('Butik').nth(3).waitFor();
  await page.getByRole('button', { name: 'Ångra' }).click();
  await page.getByText('Ångrat').waitFor();
  await page.goto('/users?q=');
  await grid(page).getByText('Kontor').nth(3).waitFor();
  expect(await grid(page).getByText('Butik').count()).toBe(0);
});

test('numbers and deletions of several tell for whom they were not done, and why', async () => {
  for (const [at, name] of ['Moa', 'Siv', 'Ture'].entries())
    await portal.database.kysely
      .insertInto('users')
      .values({
        id: crypto.randomUUID(),
        company_id: portal.companyId,
        alias: `x${at}.zander`,
        alias_key: `X${at}.ZANDER`,
        name,
        surname: 'Zander',
      } as never)
      .execute();
  const page = await portal.openPage({ path: '/users?q=zander&source=hand' });
  await page.getByRole('checkbox', { name: 'Markera alla som matchar' }).check();
  await page.getByRole('button', { name: 'Tilldela nummer' }).click();
  const numbers = page.getByRole('dialog', { name: 'Tilldela nummer' });
  await numbers.getByLabel('Nummer ur serie').click();
  await page.getByRole('option', { name: /Göteborg/u }).click();
  await numbers.getByRole('button', { name: 'Ge 3 användare nummer' }).click();
  await numbers.getByText('Klart för 3 av 3.').waitFor();
  await numbers.getByRole('button', { name: 'Stäng' }).last().click();
  await grid(page)
    .getByText(/^463139006\d\d$/u)
    .nth(2)
    .waitFor();
  const kept = await somebody(5);
  await page.goto(`/users?q=${encodeURIComponent(kept.alias)}`);
  await page.getByRole('checkbox', { name: `Markera ${kept.full}` }).check();
  await page.getByRole('button', { name: 'Ta bort' }).click();
  const remove = page.getByRole('dialog', { name: 'Ta bort 1 användare' });
  await remove.getByRole('button', { name: 'Ta bort 1 användare' }).click();
  await remove.getByText('Klart för 0 av 1.').waitFor();
  expect(await remove.getByRole('listitem').textContent()).toContain(kept.full);
});

test('a viewer sees all of it and can do none of it; narrow, dark and in English', async () => {
  const page = await portal.openPage({
    as: 'viewer',
    path: '/users',
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  await grid(page).getByRole('row').nth(3).waitFor();
  await expectNoSidewaysScroll(page);
  expect(await grid(page).getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'New user' }).count()).toBe(0);
  await audit(page);
  await page.getByRole('button', { name: 'Status', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Active', checked: false }).click();
  await page.getByRole('button', { name: 'Status Active' }).click();
  await page.getByRole('menuitemradio', { name: 'Active', checked: true }).click();
  await page.getByRole('button', { name: 'Status', exact: true }).waitFor();
  await grid(page).getByRole('row').nth(3).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Everything that happened').waitFor();
  await drawer.getByRole('link', { name: 'show the run' }).first().waitFor();
  for (const name of ['Edit', 'Delete', 'Hold', 'Link anew', 'Unlink', 'Undo'])
    expect(await drawer.getByRole('button', { name, exact: true }).count(), name).toBe(0);
  await audit(page);
  // What is looked for stays text, also when it is digits alone.
  await page.goto('/users?q=46701740601');
  await page.getByText('No user matches').waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('46701740601');
});

test('what can not be read is told, the rest of the page stays, and trying again helps', async () => {
  const page = await portal.openPage();
  // It fails until the button is pressed, however often it is asked before.
  await page.route('**/api/v1/**/users?*', async (route) => {
    const isPressed = await page.evaluate(() => 'pressed' in document.documentElement.dataset);
    await (isPressed ? route.continue() : route.fulfill({ status: 503, json: { code: 'internal' } }));
  });
  await page.goto('/users');
  await page.getByRole('alert').getByText('Användarna kunde inte läsas in').waitFor();
  await page.getByRole('searchbox').waitFor();
  await page.evaluate(() =>
    document.addEventListener('click', () => (document.documentElement.dataset['pressed'] = ''), {
      capture: true,
    }),
  );
  await page.getByRole('button', { name: 'Försök igen' }).click();
  await grid(page).getByRole('row').nth(3).waitFor();
  await page.unroute('**/api/v1/**/users?*');
  await page.getByRole('searchbox').fill('finns inte');
  await page.getByText('Ingen användare matchar').waitFor();
  await page.goto('/users?user=00000000-0000-4000-8000-000000000000');
  await page.getByText('Användaren finns inte').waitFor();
  expect(await grid(page).getByRole('row').count()).toBeGreaterThan(10);
});
