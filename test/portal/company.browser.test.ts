// The company's settings and the looks of its mails: saved, refused at the field; and of two administrators who save the same form the second
// sees both, field by field, and chooses – here, in a settings template and in a webhook.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAs } from './ask-as.ts';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 5, isSynced: false });
});
afterAll(() => portal.close());

const ask = (page: Page, method: string, path: string, body?: object) =>
  askAs(page, portal.companyId, method, path, body) as Promise<Record<string, unknown>>;
const compare = (page: Page): Locator => page.getByRole('dialog', { name: /ändrade det här \d\d:\d\d$/u });
const save = async (page: Page): Promise<void> => page.keyboard.press('Control+s');

test('its settings are saved; what can not be stands at its field, and two who save at once choose', async () => {
  const page = await portal.openPage({ path: '/company' });
  await page.getByRole('textbox', { name: 'Namn' }).fill(' ');
  await page.getByLabel('Karens för lämnade nummer').fill('45');
  await save(page);
  await page.getByText('Ge företaget ett namn.').waitFor();
  await audit(page);
  await page.getByRole('textbox', { name: 'Namn' }).fill('Nordvik Energi AB');
  await save(page);
  await page.getByText('Ändringarna är sparade').waitFor();
  expect(await ask(page, 'GET', '')).toMatchObject({ name: 'Nordvik Energi AB', coolingDays: 45 });
  await page.getByRole('button', { name: 'Ny tabell' }).click();
  await page.getByRole('textbox', { name: 'Tabell' }).fill('ort');
  await page.getByRole('textbox', { name: 'Rader' }).fill('Sthlm = Stockholm');
  await page.getByLabel('Karens för lämnade nummer').fill('60');
  // The other administrator was quicker, with one field of both and one of hers alone.
  await ask(page, 'PATCH', '', { coolingDays: 20, retentionDays: 10 });
  await save(page);
  const both = compare(page);
  await both
    .getByRole('row', { name: /Uppslagstabeller/u })
    .getByText('ort: Sthlm = Stockholm')
    .waitFor();
  expect(await both.getByRole('button', { name: 'Spara det valda' }).getAttribute('aria-disabled')).toBe(
    'true',
  );
  await audit(page);
  await both.getByRole('radio', { name: 'Välj för Karens för lämnade nummer: Ditt' }).check();
  await both.getByRole('button', { name: 'Spara det valda' }).click();
  await both.waitFor({ state: 'hidden' });
  await expect
    .poll(() => ask(page, 'GET', ''))
    .toMatchObject({ coolingDays: 60, retentionDays: 10, lookups: { ort: { Sthlm: 'Stockholm' } } });
});

test('of two who save the looks of mails, a settings template or a webhook, the second chooses, too', async () => {
  const page = await portal.openPage({ path: '/company?tab=mail' });
  await page.getByLabel('Hjälp').fill('hjalp@nordvik.example');
  const mail = await ask(page, 'GET', '/mail');
  await ask(page, 'PUT', '/mail', { ...mail, help: 'it@nordvik.example', replyTo: 'svar@nordvik.example' });
  await save(page);
  await compare(page).getByRole('radio', { name: 'Välj för Hjälp: Deras' }).check();
  await compare(page).getByRole('button', { name: 'Spara det valda' }).click();
  await page.getByText('Ändringarna är sparade').waitFor();
  const kept = { help: 'it@nordvik.example', replyTo: 'svar@nordvik.example' };
  expect(await ask(page, 'GET', '/mail')).toMatchObject(kept);

  const made = await ask(page, 'POST', '/settings-templates', {
    name: 'Lager',
    settings: { callWaiting: true },
  });
  await page.goto(`/settings-templates/${String(made['id'])}`);
  await page.getByLabel('Ringtid i sekunder').fill('50');
  const settings = { callWaiting: true, ringTimeSeconds: 20, hiddenNumber: true };
  await ask(page, 'PATCH', `/settings-templates/${String(made['id'])}`, { settings });
  await save(page);
  await compare(page).getByText('20 s').waitFor();
  await compare(page).getByRole('radio', { name: 'Välj för Ringtid i sekunder: Ditt' }).check();
  await compare(page).getByRole('button', { name: 'Spara det valda' }).click();
  await page.getByText('Ändringarna är sparade').first().waitFor();
  await expect
    .poll(() => ask(page, 'GET', `/settings-templates/${String(made['id'])}`))
    .toMatchObject({ settings: { ...settings, ringTimeSeconds: 50 } });

  const url = 'https://hook.nordvik.example/rollcall';
  const hook = await ask(page, 'POST', '/webhooks', { name: 'Driften', url });
  await page.goto(`/integrations/webhooks?webhook=${String(hook['id'])}`);
  await page.getByRole('button', { name: 'Ändra' }).click();
  const form = page.getByRole('dialog', { name: 'Driften' });
  await form.getByLabel('Namn').fill('Jouren');
  await ask(page, 'PATCH', `/webhooks/${String(hook['id'])}`, { name: 'Natten', active: false });
  await form.getByRole('button', { name: 'Spara' }).click();
  await compare(page).getByRole('radio', { name: 'Välj för Namn: Ditt' }).check();
  await audit(page);
  await compare(page).getByRole('button', { name: 'Spara det valda' }).click();
  await form.waitFor({ state: 'hidden' });
  expect(await ask(page, 'GET', `/webhooks/${String(hook['id'])}`)).toMatchObject({
    name: 'Jouren',
    active: false,
  });
});

test('the audit log that is opened at one thing says at which, and shows everything again', async () => {
  const page = await portal.openPage({
    path: `/audit?log=audit&subjectKind=company&subjectId=${portal.companyId}`,
  });
  const chip = page.getByRole('button', { name: 'Gäller Nordvik Energi AB' });
  await chip.click();
  await page.getByRole('menuitem', { name: 'Rensa' }).click();
  await chip.waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.has('subjectId')).toBe(false);
  await audit(page);
});

test('a viewer reads them and changes nothing, in English, dark and narrow', async () => {
  const page = await portal.openPage({
    as: 'viewer',
    path: '/company',
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  expect(await page.getByRole('textbox', { name: 'Name' }).getAttribute('readonly')).not.toBeNull();
  expect(await page.getByRole('button', { name: /^Save/u }).count()).toBe(0);
  await audit(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('tab').nth(1).press('Enter');
  await page
    .getByRole('heading', { name: 'The mail as it will be' })
    .or(page.locator('iframe'))
    .first()
    .waitFor();
  await expectNoSidewaysScroll(page);
});
