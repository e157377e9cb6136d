// The guide for the app in Azure as two administrators go through it: every value checked as it is pasted, the tab closed in the middle,
// gone on with by somebody else, tried on the tenant, and ended as a paused template. And the shorter one, which renews a secret.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 20 });
});
afterAll(() => portal.close());

/** As from the clipboard, which puts all of it in at once. */
async function paste(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.evaluate((value) => {
    const field = document.activeElement;
    if (!(field instanceof HTMLInputElement)) throw new Error('nothing to paste into');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
  }, text);
}
const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true });
const next = (page: Page) => page.getByRole('button', { name: 'Klart, nästa steg' }).click();

test('a guide is begun by one administrator, left in the middle, and ended by another', async () => {
  const page = await portal.openPage({ path: '/integrations/ad-sync/new/guide' });
  await page.getByRole('button', { name: 'Starta guiden' }).click();
  await step(page, 'Logga in i Azure').waitFor();
  expect(await page.locator('strong[lang="en"]').allTextContents()).toContain('Microsoft Entra ID');
  await page.getByText('Ligger er tenant i ett annat moln?').click();
  await page.getByLabel('Moln').selectOption('emulator');
  await page.getByText('Sparat').waitFor();
  await next(page);
  await step(page, 'Kopiera Tenant ID').waitFor();
  // What can not be right is told in the field's own words, and holds the step.
  await paste(page, 'Tenant ID', '8f2c1e0a-77d4-4b0c-9a55-1d2f3c4b5a');
  await next(page);
  await page.getByText('Tenant ID ska vara ett GUID', { exact: false }).waitFor();
  await paste(page, 'Tenant ID', ` ${portal.emulator.tenantId}\n`);
  await next(page);
  await step(page, 'Skapa appen').waitFor();
  await page.getByText('Varför?').click();
  await page.getByText('som en egen app', { exact: false }).waitFor();
  await next(page);
  await paste(page, 'Application (client) ID', portal.emulator.tenantId);
  await page.getByText('samma värde som Tenant ID', { exact: false }).waitFor();
  await paste(page, 'Application (client) ID', portal.emulator.clientId);
  await next(page);
  await step(page, 'Skapa en hemlighet').waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  const address = new URL(page.url()).pathname;
  await page.close();

  const other = await portal.openPage({ as: 'operator', path: `${address}?company=${portal.companyId}` });
  await step(other, 'Skapa en hemlighet').waitFor();
  await other.getByText('Senast ändrad av Maria Holm', { exact: false }).waitFor();
  await paste(other, 'Hemlighetens värde (Value)', randomUUID());
  await other.getByText('Det här ser ut som hemlighetens ID', { exact: false }).waitFor();
  await paste(other, 'Hemlighetens värde (Value)', portal.emulator.clientSecret);
  await other.getByRole('button', { name: 'Om 180 dagar' }).click();
  await other.getByText('180 dagar från i dag', { exact: false }).waitFor();
  await next(other);
  await step(other, 'Ge appen behörigheter').waitFor();
  await next(other);
  await step(other, 'Godkänn som administratör').waitFor();
  await next(other);
  await other.getByRole('button', { name: 'Testa anslutningen', exact: true }).click();
  await other.getByText('Anslutningen fungerar', { exact: true }).waitFor();
  await audit(other);
  await other.getByLabel('Namn på mallen').fill('Nya kontoret');
  await other.keyboard.press('Enter');
  await other.getByRole('heading', { level: 1, name: 'Nya kontoret' }).waitFor();
  const templates = await portal.database.kysely
    .selectFrom('sync_templates')
    .select(['name', 'mode'])
    .where('name', '=', 'Nya kontoret')
    .execute();
  expect(templates).toEqual([{ name: 'Nya kontoret', mode: 'paused' }]);
  expect(await portal.database.kysely.selectFrom('guides').select('id').execute()).toEqual([]);
});

test('a secret is renewed by keyboard alone, in English, in the dark and narrow', async () => {
  const page = await portal.openPage({
    path: `/integrations/ad-sync/${portal.templateId}/guide`,
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  const begin = page.getByRole('button', { name: 'Renew the secret' });
  await begin.focus();
  await page.keyboard.press('Enter');
  await step(page, 'Make a secret').waitFor();
  const steps = page.getByRole('navigation', { name: 'The steps' });
  expect(await steps.getByRole('button').count()).toBe(2);
  await page.getByLabel('Value of the secret').focus();
  await page.keyboard.type('wrong~but-of-the-right-form');
  await page.getByRole('button', { name: 'In 90 days' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Done, next step' }).focus();
  await page.keyboard.press('Enter');
  // The focus is where the new step begins.
  await page.waitForFunction(() => document.activeElement?.textContent === 'Test the connection');
  await page.getByRole('button', { name: 'Test the connection', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('does not work yet', { exact: false }).waitFor();
  expect(await page.getByRole('button', { name: 'Save the new secret' }).count()).toBe(0);
  await audit(page);
  await expectNoSidewaysScroll(page);

  await steps.getByRole('button', { name: 'Make a secret' }).press('Enter');
  await page.getByText('A secret is stored and not shown', { exact: false }).waitFor();
  await paste(page, 'Value of the secret', portal.emulator.clientSecret);
  await page.getByRole('button', { name: 'Done, next step' }).press('Enter');
  await page.getByRole('button', { name: 'Test the connection', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Save the new secret' }).press('Enter');
  await page.getByText('The secret is renewed').waitFor();
});

test('a guide that is gone says so, and a viewer sees one without anything to press', async () => {
  const gone = await portal.openPage({ path: `/integrations/ad-sync/${randomUUID()}/guide` });
  await gone.getByText('Guiden finns inte längre').waitFor();
  await gone.getByRole('link', { name: 'Till AD Sync' }).waitFor();
  const page = await portal.openPage({ path: '/integrations/ad-sync/new/guide' });
  await page.getByRole('button', { name: 'Starta guiden' }).click();
  await step(page, 'Logga in i Azure').waitFor();
  const viewer = await portal.openPage({ as: 'viewer', path: new URL(page.url()).pathname });
  await step(viewer, 'Logga in i Azure').waitFor();
  expect(await viewer.getByRole('button', { name: 'Klart, nästa steg' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Kasta guiden' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kasta guiden' }).click();
  await page.getByRole('heading', { level: 1, name: 'AD Sync' }).waitFor();
  expect(await portal.database.kysely.selectFrom('guides').select('id').execute()).toEqual([]);
});
