// Webhooks: made with a secret that is shown once, tried, changed and deleted; what the server refuses stands at its field.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 20, isSynced: false });
});
afterAll(() => portal.close());

test('one is made, shows its secret once, is tried and deleted', async () => {
  const page = await portal.openPage({
    path: '/integrations/webhooks',
    expects: ['Failed to load resource'],
  });
  await page.getByText('Inga webhooks än').waitFor();
  await audit(page);
  await page.getByRole('button', { name: 'Ny webhook' }).click();
  const form = page.getByRole('dialog', { name: 'Ny webhook' });
  await form.getByLabel('Namn').fill('Driften');
  await form.getByLabel('Adress').fill('http://10.0.0.1/hook');
  await form.getByRole('button', { name: 'Spara' }).click();
  await form.getByLabel('Adress').and(page.locator('[aria-invalid=true]')).waitFor();
  await audit(page);
  await form.getByLabel('Adress').fill('https://hook.nordvik.example/rollcall');
  await form.getByRole('button', { name: 'Spara' }).click();
  const secret = page.getByRole('dialog', { name: 'Hemligheten visas bara nu' });
  await secret.locator('code').waitFor();
  expect((await secret.locator('code').textContent())?.length).toBeGreaterThan(20);
  await page.keyboard.press('Escape');
  await secret.getByRole('button', { name: 'Jag har kopierat den' }).click();
  await page.getByRole('button', { name: 'Visa: Driften' }).click();
  const drawer = page.getByRole('dialog', { name: 'Webhooks' });
  await drawer.getByRole('button', { name: 'Skicka ett test' }).click();
  await drawer.getByText(/test/u).last().waitFor();
  await audit(page);
  await drawer.getByRole('button', { name: 'Ta bort …' }).click();
  await page.getByRole('button', { name: 'Ta bort webhooken' }).click();
  await page.getByText('Inga webhooks än').waitFor();
  await expectNoSidewaysScroll(page);
});

test('a viewer sees them and can change none', async () => {
  const page = await portal.openPage({ as: 'viewer', path: '/integrations/webhooks', language: 'en' });
  await page.getByText('No webhooks yet').waitFor();
  expect(await page.getByRole('button', { name: 'New webhook' }).count()).toBe(0);
});
