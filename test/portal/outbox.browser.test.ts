// The outbox: mails held for a new company's users are looked at, released and set aside; what a mail says can do nothing to the portal.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 40 });
});
afterAll(() => portal.close());

test('a held welcome mail is read as it looks and as text, sent elsewhere, and another is set aside', async () => {
  const page = await portal.openPage({ path: '/outbox?state=held' });
  const grid = page.getByRole('grid', { name: 'Utkorg' });
  await grid.getByText('Hålls inne').first().waitFor();
  await grid.getByRole('row').nth(1).click();
  const drawer = page.getByRole('dialog', { name: 'Mailet' });
  const mail = page.frameLocator('iframe[title="Mailet"]');
  await mail.getByText(/08-/u).last().waitFor();
  await drawer.getByRole('tab', { name: 'Som ren text' }).click();
  await drawer.getByLabel('Annan adress').fill('inte en adress');
  await drawer.getByRole('button', { name: 'Släpp' }).click();
  await drawer.getByRole('alert').waitFor();
  await audit(page);
  await drawer.getByLabel('Annan adress').fill('servicedesk@nordvik.example');
  // A slip of Esc does not lose it.
  await page.keyboard.press('Escape');
  const asked = page.getByRole('dialog', { name: 'Du har osparade ändringar' });
  await asked.getByRole('button', { name: 'Avbryt' }).click();
  await asked.waitFor({ state: 'detached' });
  expect(await drawer.getByLabel('Annan adress').inputValue()).toBe('servicedesk@nordvik.example');
  await drawer.getByRole('button', { name: 'Släpp' }).click();
  await page.getByText('Mailet skickas till servicedesk@nordvik.example').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await expectNoSidewaysScroll(page);
  await audit(page);
  // The next one is set aside, and the rest is released with their number named.
  await grid.getByRole('row').nth(1).click();
  await drawer.getByRole('button', { name: 'Lägg åt sidan' }).click();
  await page.getByText('Mailet är lagt åt sidan').waitFor();
  await page.keyboard.press('Escape');
  const held = await portal.database.kysely
    .selectFrom('mails')
    .select('id')
    .where('state', '=', 'held')
    .execute();
  const left = `Släpp ${held.length} välkomstmail …`;
  await page.getByRole('button', { name: left }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: left.replace(' …', '') })
    .click();
  await page.getByText('Inget mail matchar').waitFor();
  const states = await portal.database.kysely
    .selectFrom('mails')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('kind', '=', 'welcome')
    .groupBy('state')
    .execute();
  expect(states.map(({ state }) => state)).not.toContain('held');
  expect(states.find(({ state }) => state === 'discarded')?.count).toBe(1);
});
