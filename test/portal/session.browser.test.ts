// What happens to somebody's work when the session or the line goes: signed out while typing, somebody else signing in, a lost line; and the
// ways in and out.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productPassword, productPeople } from '../../demo/product-people.ts';
import { audit } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 5 });
});
afterAll(() => portal.close());

const endSessions = () => portal.database.kysely.deleteFrom('sessions').execute();

async function signIn(page: Page, email: string, password = productPassword): Promise<void> {
  await page.getByLabel('E-post').last().fill(email);
  await page.getByLabel('Lösenord', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

test('a session that ends while somebody types: sign in on the spot, the text is there, and saving goes through', async () => {
  const page = await portal.openPage({ path: '/company' });
  await page.getByLabel('Karens för lämnade nummer').fill('45');
  await endSessions();
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Du har blivit utloggad' });
  await dialog.waitFor();
  await audit(page);
  await signIn(page, productPeople.administrator.email, 'fel lösenord');
  await dialog.getByText('E-postadressen och lösenordet hör inte ihop.').waitFor();
  await signIn(page, productPeople.administrator.email);
  await dialog.waitFor({ state: 'hidden' });
  // The save that was under way has been sent again by itself.
  await page.getByText('Ändringarna är sparade').waitFor();
  expect(await page.getByLabel('Karens för lämnade nummer').inputValue()).toContain('45');
  const company = await portal.database.kysely
    .selectFrom('companies')
    .select('cooling_days')
    .where('id', '=', portal.companyId)
    .executeTakeFirstOrThrow();
  expect(company.cooling_days).toBe(45);
});

test('when another person signs in on the spot, the page is loaded anew and nothing of the first is sent', async () => {
  const page = await portal.openPage({ path: '/company' });
  await page.getByLabel('Karens för lämnade nummer').fill('7');
  await endSessions();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog', { name: 'Du har blivit utloggad' }).waitFor();
  await signIn(page, productPeople.viewer.email);
  await page.getByText('Olle Dahl').waitFor();
  await page.getByLabel('Karens för lämnade nummer').waitFor();
  expect(await page.getByLabel('Karens för lämnade nummer').inputValue()).not.toMatch(/^7\b/u);
  // A viewer has nothing to save with.
  expect(await page.getByRole('button', { name: 'Spara' }).count()).toBe(0);
});

test('a line that is lost: a thin bar, the text stays, and it is gone when the line is back', async () => {
  const page = await portal.openPage({ path: '/profile' });
  await page.getByLabel('Förnamn').fill('Mia');
  let isCut = true;
  await page.route('**/api/**', (route) => (isCut ? route.abort('connectionrefused') : route.continue()));
  await page.getByRole('button', { name: 'Spara' }).click();
  const bar = page.getByText('Ingen kontakt med servern – försöker igen. Det du har skrivit finns kvar.');
  await bar.waitFor();
  await page.getByRole('alert').getByText('Servern svarar inte.').waitFor();
  expect(await page.getByLabel('Förnamn').inputValue()).toBe('Mia');
  await audit(page);
  isCut = false;
  await bar.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.getByText('Ändringarna är sparade').waitFor();
  // A proxy without a server behind it is the same trouble.
  await page.route('**/api/v1/companies/*/users**', (route) =>
    route.fulfill({ status: 503, body: 'no server' }),
  );
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('anna');
  await bar.waitFor();
});

test('a first question that is not answered is told, and asked again when the line is back', async () => {
  // The router writes what a page could not be made of into the console as well.
  const page = await portal.openPage({ expects: ['Problem: HTTP 0'] });
  let isCut = true;
  await page.route('**/api/**', (route) => (isCut ? route.abort('connectionrefused') : route.continue()));
  await page.goto('/users');
  await page.getByRole('heading', { level: 1, name: 'Servern kan inte nås' }).waitFor();
  isCut = false;
  // As when the browser's own network comes back: the server is asked at once and not after a while.
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.getByRole('heading', { level: 1, name: 'Användare' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/users');
});

test('too many wrong passwords say how long to wait; signing out leads to the sign-in page and closes the door', async () => {
  const page = await portal.openPage({ as: null, path: '/profile' });
  await page.getByRole('heading', { name: 'Logga in' }).waitFor();
  await audit(page);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const answer = page.waitForResponse((one) => one.request().method() === 'POST');
    await signIn(page, productPeople.viewer.email, `fel ${attempt}`);
    if ((await answer).status() === 429) break;
  }
  await page.getByText('Det blev fel lösenord för många gånger.').waitFor();
  // The wait is counted down, and the door is open to others meanwhile.
  await page.waitForFunction(
    () => document.querySelector('button[type=submit][aria-disabled=true]') === null,
  );
  await signIn(page, productPeople.operator.email);
  await page.getByRole('button', { name: /Karin Ek/u }).click();
  await page.getByRole('menuitem', { name: 'Logga ut' }).click();
  await page.getByRole('heading', { name: 'Logga in' }).waitFor();
  await page.goto('/profile');
  await page.getByRole('heading', { name: 'Logga in' }).waitFor();
  expect(new URL(page.url()).search).toContain('to=');
});
