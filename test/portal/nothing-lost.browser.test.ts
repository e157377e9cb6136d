// Nothing that somebody has typed is lost, and nothing of somebody else's is written over: the back button, a closed tab, a press beside a
// dialog, a line that goes while another administrator changes the same thing or while
// the server is started anew.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProductAsk, productPeople } from '../../demo/product-people.ts';
import { audit } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({
    people: 30,
    document: { numbers: [{ from: '46846500400', to: '46846500499', kind: 'fixed', note: 'Kontoret' }] },
  });
});
afterAll(() => portal.close());

const back = (page: Page) => page.evaluate(() => history.back());
const guard = (page: Page) => page.getByRole('dialog', { name: 'Du har osparade ändringar' });

/** As closing the tab begins; the browser's own question is answered with staying. */
async function tryToClose(page: Page): Promise<string> {
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  await dialog.dismiss();
  return dialog.type();
}

/** Until the function that is given back is called, the server can not be reached. */
async function cut(page: Page): Promise<() => Promise<void>> {
  let isCut = true;
  await page.route('**/api/**', (route) => (isCut ? route.abort('connectionrefused') : route.continue()));
  return async () => {
    isCut = false;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByText('Ingen kontakt med servern – försöker igen.').waitFor({ state: 'hidden' });
  };
}

test('the back button, a closed tab and Esc ask before what is typed is lost, on a page and in a dialog', async () => {
  const page = await portal.openPage();
  const map = page.getByRole('navigation', { name: 'Huvudmeny' });
  for (const [address, name, field, label] of [
    ['/profile', 'Min profil', 'Förnamn', 'Mia-Lisa'],
    ['/company', 'Företag', 'Namn', 'Nordvik Vind AB'],
  ] as const) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const box = page.getByLabel(field, { exact: true }).first();
    await box.click();
    await box.fill('');
    await page.keyboard.type(label);
    expect(await tryToClose(page)).toBe('beforeunload');
    await map.getByRole('link', { name: 'Användare', exact: true }).click();
    await guard(page).getByRole('button', { name: 'Avbryt' }).click();
    expect(await box.inputValue()).toBe(label);
    expect(new URL(page.url()).pathname).toBe(address);
    page.once('dialog', (dialog) => void dialog.accept());
  }

  await page.goto('/outbox');
  await map.getByRole('link', { name: 'Användare', exact: true }).click();
  await page.getByRole('button', { name: 'Ny användare' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Ny användare' });
  await dialog.getByLabel('Alias').click();
  await page.keyboard.type('vaxel.natt');
  await page.mouse.click(5, 5);
  await page.keyboard.press('Escape');
  await guard(page).waitFor();
  // The innermost is the question: Esc takes that back, and nothing else.
  await page.keyboard.press('Escape');
  await guard(page).waitFor({ state: 'hidden' });
  expect(await dialog.getByLabel('Alias').inputValue()).toBe('vaxel.natt');
  await page.keyboard.press('Escape');
  await guard(page).getByRole('button', { name: 'Stäng utan att spara' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Ny användare' }).first().click();
  await dialog.getByLabel('Alias').click();
  await page.keyboard.type('vaxel.natt');
  await back(page);
  await guard(page).waitFor();
  await audit(page);
  await guard(page).getByRole('button', { name: 'Avbryt' }).click();
  expect(await dialog.getByLabel('Alias').inputValue()).toBe('vaxel.natt');
  expect(await tryToClose(page)).toBe('beforeunload');
  await back(page);
  await guard(page).getByRole('button', { name: 'Lämna utan att spara' }).click();
  await page.getByRole('heading', { level: 1, name: 'Utkorg' }).waitFor();
});

test('of two who change the same person while the line is gone, the second is told, and neither loses a word', async () => {
  const ask = await openProductAsk(portal, 'operator');
  const page = await portal.openPage({ path: '/profile' });
  await page.getByLabel('Förnamn').fill('Maria-Lisa');
  const mend = await cut(page);
  const save = page.getByRole('button', { name: 'Spara' });
  await save.click();
  await page.getByRole('alert').getByText('Servern svarar inte.').waitFor();
  const { items } = (await ask('GET', '/administrators?limit=50')) as {
    items: { id: string; email: string }[];
  };
  const maria = items.find(({ email }) => email === productPeople.administrator.email)?.id ?? '';
  await portal.database.kysely
    .updateTable('administrators')
    .set({ last_name: 'Holm Ek' })
    .where('id', '=', maria)
    .execute();
  await mend();
  await save.click();
  await page.getByRole('button', { name: 'Försök igen' }).click();
  await expect.poll(() => page.getByLabel('Efternamn').inputValue()).toBe('Holm Ek');
  expect(await page.getByLabel('Förnamn').inputValue()).toBe('Maria-Lisa');
  await save.click();
  await page.getByRole('button', { name: /Maria-Lisa Holm Ek/u }).waitFor();
});

test('number series that somebody else has changed while the line was gone are not written over', async () => {
  const ask = await openProductAsk(portal, 'operator');
  const page = await portal.openPage({ path: '/numbers' });
  await page.getByRole('button', { name: 'Redigera serier' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Anteckning').first().fill('Kontoret i Malmö');
  const mend = await cut(page);
  const save = dialog.getByRole('button', { name: 'Spara' });
  await save.click();
  await dialog.getByRole('alert').first().waitFor();
  const numbers = [{ from: '46313900600', to: '46313900699', kind: 'fixed', note: 'Göteborg' }];
  await portal.importDocument({ company: { name: 'Nordvik Energi AB' }, numbers });
  await mend();
  await save.click();
  await dialog
    .getByText(/ändrades|ändrat/u)
    .first()
    .waitFor();
  expect(await dialog.getByLabel('Anteckning').first().inputValue()).toBe('Kontoret i Malmö');
  const now = JSON.stringify(await ask('GET', `/companies/${portal.companyId}/number-series`));
  expect(now).toContain('Göteborg');
  expect(now).not.toContain('Malmö');
});

test('a server that is started anew under a form is found again: the bar goes, and what was typed is saved', async () => {
  const page = await portal.openPage({ path: '/company', expects: ['Failed to load resource'] });
  await page.getByLabel('Karens för lämnade nummer').fill('45');
  const ask = await openProductAsk(portal, 'administrator');
  await portal.restart();
  await page.keyboard.press('Control+s');
  await page.getByText('Ändringarna är sparade').waitFor();
  expect(await ask('GET', `/companies/${portal.companyId}`)).toMatchObject({ coolingDays: 45 });
});
