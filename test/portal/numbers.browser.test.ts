// Numbers as an administrator meets them: a file with a wrong line, then right; series edited; a number's story; reserved, let go, freed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAs } from './ask-as.ts';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

/** A machine that does something else as well is slow, not wrong. */
const patience = { timeout: 15_000 };
let portal: Portal;
beforeAll(async () => {
  const numbers = [
    { from: '46846500400', kind: 'service', note: 'Växelnummer' },
    { from: '46846500401', to: '46846500449', kind: 'fixed', note: 'Stockholm' },
  ];
  portal = await openPortal({ people: 20, document: { numbers } });
});
afterAll(() => portal.close());

test('a file with a wrong line changes nothing and names the line; mended it is previewed and taken in', async () => {
  const page = await portal.openPage({ path: '/numbers' });
  await page.getByRole('heading', { level: 2, name: 'Stockholm' }).waitFor();
  await audit(page);
  await page.getByRole('button', { name: 'Importera CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Importera nummer från CSV' });
  const file = (rows: string[]) => ({
    name: 'nummer.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['från;till;typ;anteckning', ...rows].join('\r\n')),
  });
  const range = '46313900600;46313900649;fast;Göteborg';
  const choose = (rows: string[]) => page.locator('input[type=file]').setInputFiles(file(rows));
  await choose([range, 'inget nummer;;fast;Fel']);
  await dialog.getByRole('button', { name: 'Förhandsgranska' }).click();
  const fault = dialog.getByRole('alert').getByRole('row').nth(1);
  await fault.waitFor();
  expect(await fault.getByRole('cell').first().textContent()).toBe('3');
  await audit(page);
  await choose([range]);
  await dialog.getByRole('button', { name: 'Förhandsgranska' }).click();
  await dialog.getByText('50 nummer läggs till').waitFor();
  await dialog.getByRole('listitem').filter({ hasText: '46313900600–46313900649' }).waitFor();
  await dialog.getByRole('button', { name: 'Importera 50 nummer' }).click();
  await page.getByRole('heading', { level: 2, name: 'Göteborg' }).waitFor();
  await expectNoSidewaysScroll(page);
});

test('a range is reserved with why, stands in the list and at the number, and is taken back', async () => {
  const page = await portal.openPage({ path: '/numbers?view=reserved', language: 'en', theme: 'dark' });
  await page.getByText('No reserved numbers').waitFor();
  await page.getByRole('button', { name: 'Reserve numbers' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reserve numbers' });
  await dialog.getByLabel('From').fill('46 8 465 004 40');
  await dialog.getByLabel(/^To/u).fill('46846500442');
  await dialog.getByLabel(/^Why/u).fill('The lifts');
  // What was typed is not lost by a slip of Esc.
  await page.keyboard.press('Escape');
  const asked = page.getByRole('dialog', { name: 'You have unsaved changes' });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await asked.waitFor({ state: 'detached' });
  await audit(page);
  await dialog.getByRole('button', { name: 'Reserve numbers' }).click();
  const range = page.getByRole('listitem').filter({ hasText: 'The lifts' });
  await range.waitFor();
  await audit(page);
  await page.goto('/numbers?number=46846500441');
  const drawer = page.getByRole('dialog', { name: 'Number 46846500441' });
  await drawer.getByText('Reserved by').waitFor();
  await audit(page);
  await drawer.getByRole('button', { name: 'Release' }).click();
  await page.getByText('1 number is released').waitFor();
  await drawer.getByRole('button', { name: 'Reserve' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => new URL(page.url()).searchParams.has('number'), patience).toBe(false);
});

test('the ledger is searched in any written form and gone through by keys; a cooling number is freed', async () => {
  const page = await portal.openPage({ path: '/numbers' });
  await page.getByRole('heading', { level: 2, name: 'Stockholm' }).waitFor();
  const user = { alias: 'tillfallig', name: 'Ida', surname: 'Ek', pstnFixed: '46846500420' };
  const made = (await askAs(page, portal.companyId, 'POST', '/users', user)) as { id: string };
  await askAs(page, portal.companyId, 'DELETE', `/users/${made.id}`);
  await page.goto('/numbers?view=ledger');
  await page.getByRole('searchbox').fill('08-465 004 20');
  await expect.poll(() => page.getByRole('row').count(), patience).toBe(2);
  await page.getByRole('row', { name: /46846500420/u }).focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Nummer 46846500420' });
  await drawer.getByText('Lämnat').waitFor();
  await drawer.getByRole('button', { name: 'Frigör nu' }).click();
  await page.getByRole('button', { name: 'Frigör 46846500420' }).click();
  await page.getByText('Numret är ledigt').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Tillstånd' }).click();
  await page.getByRole('menu').getByText('Ledig').click();
  const areMany = async () => (await page.getByRole('row').count()) > 10;
  await expect.poll(areMany, patience).toBe(true);
  const others = page.getByRole('row').filter({ hasNotText: 'Ledig' });
  await expect.poll(() => others.count(), patience).toBe(1);
  await audit(page);
  await page.getByRole('searchbox').fill('999999');
  await page.getByText('Inget nummer matchar').waitFor();
  await expectNoSidewaysScroll(page);
});

test('series are edited as a whole; what the server refuses stands at its row, and two at once overwrite nothing', async () => {
  const page = await portal.openPage({ path: '/numbers' });
  await page.getByRole('button', { name: 'Redigera serier' }).click();
  const dialog = page.getByRole('dialog', { name: 'Redigera nummerserier' });
  await dialog.getByRole('group', { name: 'Serie 1' }).waitFor();
  await dialog.getByRole('button', { name: 'Lägg till serie' }).click();
  const row = dialog.getByRole('group').last();
  await row.getByLabel('Från').fill('46406280400');
  await row.getByLabel('Till').fill('46406280300');
  await row.getByLabel('Anteckning').fill('Malmö');
  await dialog.getByRole('button', { name: 'Spara' }).click();
  await row.locator('[aria-invalid=true]').first().waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  await row.getByLabel('Till').fill('46406280449');
  await dialog.getByRole('button', { name: 'Spara' }).click();
  await page.getByRole('heading', { level: 2, name: 'Malmö' }).waitFor();
  await page.getByRole('button', { name: 'Redigera serier' }).click();
  await dialog.getByRole('group', { name: 'Serie 1' }).waitFor();
  const csv = { text: 'nummer\n46406280450' };
  await askAs(page, portal.companyId, 'POST', '/numbers/import', csv);
  await dialog.getByRole('button', { name: 'Spara' }).click();
  await dialog.getByText('Någon annan har ändrat serierna under tiden.', { exact: false }).waitFor();
});

test('a viewer sees numbers and changes none', async () => {
  const page = await portal.openPage({ as: 'viewer', path: '/numbers?number=46846500421' });
  await page.getByRole('dialog', { name: 'Nummer 46846500421' }).getByText('Ledig').waitFor();
  expect(await page.getByRole('button', { name: /Reservera|Redigera|Importera|Frigör/u }).count()).toBe(0);
});
