// The form of a sync template as an administrator meets it: pasted settings that are wrong are told and not saved, right ones are tested and
// saved; nobody's change is overwritten, nothing typed is lost, nothing is turned on unseen, and a viewer may read all of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 60 });
});
afterAll(() => portal.close());

const refusals = ['Failed to load resource'];
const form = (): string => `/integrations/ad-sync/${portal.templateId}`;
/** As the database has it. */
async function stored(name = 'Alla kontor'): Promise<object | undefined> {
  const row = await portal.database.kysely
    .selectFrom('sync_templates')
    .select(['mode', 'settings'])
    .where('name', '=', name)
    .executeTakeFirst();
  return row && { mode: row.mode, ...row.settings };
}

/** Over what stands in the editor. */
async function typeJson(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('pasted settings that are wrong warn and are not saved; put right, they are tested and saved', async () => {
  const page = await portal.openPage({ path: '/integrations', expects: refusals });
  await page.getByRole('link', { name: 'Öppna AD Sync' }).click();
  await page.getByRole('button', { name: 'Skapa ny mall' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Jag har redan värdena' }).click();
  await page.getByLabel('Namn på mallen').fill('Lagret');
  const { tenantId, clientId, clientSecret } = portal.emulator;
  await page.locator('.cm-content').waitFor();
  await typeJson(
    page,
    `{“tenant_id”: “${tenantId}”,\n "client_id": "${clientId.slice(2)}"\n "client_secret": "${clientId}", "cloud": "emulator", "user_filter": {"memberOf": ["",]}`,
  );
  await page.getByText('Varning: formateringen är felaktig – mallen kan inte sparas').waitFor();
  const faults = page.getByRole('list', { name: 'Problem i Provider Settings' });
  for (const part of [
    'Typografiska citattecken',
    'Det saknas ett kommatecken',
    'här saknas 2 tecken',
    'hemlighetens ID',
    'Kommatecknet före',
    'tar slut för tidigt',
  ])
    await faults.getByRole('button', { name: new RegExp(part, 'u') }).waitFor();
  await page.keyboard.press('Control+s');
  await page.waitForFunction(() => document.activeElement?.id === 'field-provider');
  expect(await stored('Lagret')).toBeUndefined();
  await audit(page);
  await faults.getByRole('button', { name: 'Byt alla' }).click();
  await faults.getByRole('button', { name: 'Lägg till' }).click();
  await faults.getByRole('button', { name: 'Ta bort' }).click();
  await faults.getByRole('button', { name: /här saknas 2 tecken/u }).click();
  await page.keyboard.insertText(`"${clientId}"`);
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('}');
  await faults.getByRole('button', { name: /hemlighetens ID/u }).click();
  await page.keyboard.insertText('"helt~fel.hemlighet"');
  await page.getByText('Provider Settings är giltig JSON').waitFor();
  await page.getByRole('button', { name: 'Testa anslutningen' }).click();
  await page.getByText('Anslutningen fungerar inte än').waitFor();
  await page
    .getByText(/Skapa en ny hemlighet i Azure/u)
    .first()
    .waitFor();
  // The same in ordinary fields: one truth.
  await page.getByText('Fält', { exact: true }).click();
  expect(await page.getByLabel('Client ID', { exact: true }).inputValue()).toBe(clientId);
  await page.getByLabel('Client secret', { exact: true }).fill(clientSecret);
  await page.getByText('Provider Settings är giltig JSON').waitFor();
  await page.getByRole('button', { name: 'Testa anslutningen' }).click();
  await page.getByText('Anslutningen fungerar', { exact: true }).waitFor();
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: 'Lagret' }).waitFor();
  expect(await stored('Lagret')).toMatchObject({ mode: 'paused' });
});

test('a group that is not there is told with the one that may be meant', async () => {
  const page = await portal.openPage({ path: form(), expects: refusals });
  await page.getByText('Fält', { exact: true }).click();
  await page.getByLabel('Grupper', { exact: true }).fill('Telefonii');
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.getByText('Ingen grupp heter Telefonii. Menade du Telefoni?').first().waitFor();
  await page.getByRole('button', { name: 'Använd Telefoni' }).first().click();
  await page.getByRole('button', { name: 'Testa anslutningen' }).click();
  await page.getByRole('button', { name: /^Telefoni · \d+ personer$/u }).waitFor();
  await page.getByRole('button', { name: 'Ångra ändringar' }).click();
  await page.getByText('Alla i företaget', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Spara' }).getAttribute('aria-disabled')).toBe('true');
});

test('of two administrators on one form the second compares and chooses', async () => {
  const page = await portal.openPage({ path: form(), expects: refusals });
  const other = await portal.openPage({ as: 'operator', path: `${form()}?company=${portal.companyId}` });
  const days = 'Ta bort användaren efter valt antal dagar';
  for (const [one, value] of [
    [page, '7'],
    [other, '14'],
  ] as const)
    await one.getByLabel(days).fill(value);
  await page.getByLabel('Namn på mallen').fill('Alla kontor i norr');
  await other.keyboard.press('Control+s');
  await other.getByText(/Ändringarna är sparade/u).waitFor();
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: /^Mallen ändrades av Karin Ek \d\d:\d\d$/u });
  await dialog.waitFor();
  expect(await stored()).toMatchObject({ keepDays: 14 });
  await audit(page);
  await dialog.getByRole('radio', { name: `Välj för ${days}: Ditt` }).check();
  await dialog.getByRole('button', { name: 'Spara det valda' }).click();
  await page.getByRole('heading', { level: 1, name: 'Alla kontor i norr' }).waitFor();
  expect(await stored('Alla kontor i norr')).toMatchObject({ keepDays: 7 });
  await page.getByLabel('Namn på mallen').fill('Alla kontor');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: 'Alla kontor', exact: true }).waitFor();
});

test('what is typed is not lost: leaving asks, a closed tab is offered again, a name that is taken is told', async () => {
  const page = await portal.openPage({ path: form(), expects: refusals });
  const copyTo = page.getByLabel('Skicka ett separat välkomstmeddelande till denna e-postadress');
  await copyTo.fill('inte en adress');
  await page.getByText('Ange en giltig e-postadress, eller lämna tomt.').waitFor();
  await copyTo.fill('servicedesk@nordvik.example');
  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Användare' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Avbryt' }).click();
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('rollcall.draft')));
  const again = await page.context().newPage();
  await page.close({ runBeforeUnload: false });
  await again.goto(form());
  await again.getByText(/^Du har osparade ändringar från/u).waitFor();
  await again.getByRole('button', { name: 'Återställ' }).click();
  const name = again.getByLabel('Namn på mallen');
  await name.fill('Lagret');
  await again.keyboard.press('Control+s');
  await again.getByText('Det finns redan en mall som heter Lagret.').waitFor();
  await name.fill('Alla kontor');
  await again.keyboard.press('Control+s');
  await again.getByText(/Ändringarna är sparade/u).waitFor();
  expect(await stored()).toMatchObject({ welcomeCopyTo: 'servicedesk@nordvik.example' });
});

test('a paused template is turned on by keyboard, after a look at what that would do', async () => {
  await portal.database.kysely
    .updateTable('sync_templates')
    .set({ mode: 'paused' })
    .where('id', '=', portal.templateId)
    .execute();
  const page = await portal.openPage({ path: form() });
  const resync = page.getByRole('button', { name: 'Omsynkronisering' });
  await resync.focus();
  expect(await resync.getAttribute('aria-disabled')).toBe('true');
  await page.getByText(/Mallen är pausad/u).waitFor();
  await page.getByRole('radio', { name: /^Pausa/u }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Slå på Användarsynk' });
  await dialog.getByText(/personer lästa/u).waitFor();
  expect(await stored()).toMatchObject({ mode: 'paused' });
  await audit(page);
  await dialog.getByRole('button', { name: 'Slå på användarsynk' }).press('Enter');
  await page.getByText('Användarsynk är på').waitFor();
  expect(await stored()).toMatchObject({ mode: 'full' });
  // Tab leaves the editor: no trap.
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => !document.activeElement?.closest('.cm-editor'));
  await page.getByRole('button', { name: 'Visa mailet' }).press('Enter');
  await page.getByRole('dialog', { name: 'Välkomstmeddelandet' }).locator('iframe').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Ta bort mallen …' }).press('Enter');
  const end = page.getByRole('dialog', { name: 'Ta bort Alla kontor' });
  await end.getByText(/användare sköts av mallen/u).waitFor();
  await end.getByRole('button', { name: 'Avbryt' }).press('Enter');
});

test('a viewer reads everything and changes nothing; in English, dark and narrow', async () => {
  const page = await portal.openPage({ as: 'viewer', path: form(), language: 'en', theme: 'dark' });
  await page.getByText('You can see the template but not change it.').waitFor();
  await page.locator('.cm-content').waitFor();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('Include nested groups').waitFor();
  expect(await page.getByLabel('Template name').getAttribute('readonly')).not.toBeNull();
  for (const name of ['Save', 'Resync', 'Preview', 'Test connection', 'Delete the template …'])
    expect(await page.getByRole('button', { name }).count(), name).toBe(0);
  await audit(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('tab', { name: 'Runs' }).click();
  await page.getByRole('region', { name: 'Runs' }).waitFor();
  expect(new URL(page.url()).searchParams.get('tab')).toBe('runs');
  await audit(page);
  await page.getByRole('navigation', { name: /./u }).getByRole('link', { name: 'AD Sync' }).click();
  await page.getByRole('region', { name: 'AD Sync' }).getByRole('link', { name: 'Alla kontor' }).waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Integrations' }).first().click();
  await page
    .getByText('All is well')
    .or(page.getByText(/problem/u))
    .waitFor();
  await audit(page);
});

test('what is not there, not yet, or can not be read is said', async () => {
  const page = await portal.openPage({ expects: refusals });
  await page.goto('/integrations/ad-sync/0198c2f0-0000-7000-8000-000000000000');
  await page.getByRole('heading', { level: 1, name: 'Mallen finns inte' }).waitFor();
  await page.route('**/status', (route) => route.fulfill({ json: { items: [] } }));
  await page.getByRole('link', { name: 'Till mallarna' }).click();
  await page.getByText('Ingen mall än').waitFor();
  await audit(page);
  await page.route('**/sync-templates/*', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: '{"code":"internal","reference":"r-1"}',
    }),
  );
  await page.goto(form());
  await page.getByText('Mallen kunde inte läsas in').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Försök igen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Alla kontor' }).waitFor();
});
