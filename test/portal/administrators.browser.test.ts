// Administrators: inviting by a link that is shown once and really lets somebody in, changing, shutting out, API tokens, and a viewer who
// sees all of it and can do nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 5 });
});
afterAll(() => portal.close());

test('somebody is invited, the link opens the door once, and the person is changed and shut out', async () => {
  const page = await portal.openPage({ path: '/admins' });
  await page.getByRole('button', { name: 'Bjud in administratör' }).click();
  const form = page.getByRole('dialog', { name: 'Bjud in administratör' });
  // A company's administrator makes no operators, and the company is her own.
  expect(await form.getByRole('radio').count()).toBe(2);
  await form.getByLabel('E-post').fill('hej');
  await form.getByLabel('Förnamn').fill('E');
  await form.getByLabel('Efternamn').fill('2');
  await form.getByRole('button', { name: 'Bjud in' }).click();
  for (const text of [
    'Ange en giltig e-postadress.',
    'Förnamnet ska ha minst 2 tecken, utan siffror och specialtecken.',
    'Efternamnet ska ha minst 1 tecken, utan siffror och specialtecken.',
  ])
    await form.getByText(text).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  await audit(page);
  await form.getByLabel('E-post').fill('tuva.lind@nordvik.example');
  await form.getByLabel('Förnamn').fill('Tuva');
  await form.getByLabel('Efternamn').fill('Lind');
  await form.getByRole('radio', { name: 'Läsare' }).check();
  await form.getByRole('button', { name: 'Bjud in' }).click();
  const shown = page.getByRole('dialog', { name: 'Skicka länken till Tuva Lind' });
  const url = (await shown.locator('code').textContent()) ?? '';
  expect(url).toMatch(/\/welcome#invitation=rl_/u);
  await page.keyboard.press('Escape');
  expect(await shown.isVisible()).toBe(true);
  await shown.getByRole('button', { name: 'Klar' }).click();
  const row = page.getByRole('row', { name: /Tuva Lind/u });
  await row.getByText('Inbjuden').waitFor();

  const hers = await portal.openPage({ as: null, path: url });
  await hers.locator('#password').fill('fyra gula hästar i rad');
  await hers.locator('#again').fill('fyra gula hästar i rad');
  await hers.locator('button[type=submit]').click();
  await hers.getByRole('navigation', { name: /Huvudmeny|Main menu/u }).waitFor();

  await page.reload();
  await row.getByText('Aktiv').waitFor();
  await row.getByRole('button', { name: 'Åtgärder för Tuva Lind' }).click();
  await page.getByRole('menuitem', { name: 'Ändra' }).click();
  const change = page.getByRole('dialog', { name: 'Ändra Tuva Lind' });
  await change.getByLabel('Efternamn').fill('Lindgren');
  await change.getByRole('button', { name: 'Spara' }).click();
  await page.getByText('Tuva Lindgren är ändrad').waitFor();
  await row.getByRole('button', { name: 'Åtgärder för Tuva Lindgren' }).click();
  await page.getByRole('menuitem', { name: 'Stäng ute' }).click();
  await page.getByRole('button', { name: 'Stäng ute Tuva Lindgren' }).click();
  await row.getByText('Utestängd').waitFor();
  await hers.goto('/users');
  await hers.getByRole('heading', { name: 'Logga in' }).waitFor();
});

test('an API token is shown once, works, and is revoked', async () => {
  const page = await portal.openPage({ path: '/admins?tab=tokens' });
  await page.getByRole('button', { name: 'Ny API-nyckel' }).click();
  await page.getByLabel('Namn').fill('Övervakning');
  await page.getByRole('button', { name: 'Skapa nyckeln' }).click();
  const shown = page.getByRole('dialog', { name: 'Kopiera nyckeln till Övervakning' });
  const secret = (await shown.locator('code').textContent()) ?? '';
  await shown.getByRole('button', { name: 'Klar' }).click();
  const ask = () =>
    fetch(new URL('/api/v1/companies', portal.url), { headers: { authorization: `Bearer ${secret}` } });
  expect((await ask()).status).toBe(200);
  await page.getByRole('button', { name: 'Återkalla Övervakning' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Återkalla Övervakning' }).click();
  await page.getByText('Inga API-nycklar än').waitFor();
  expect((await ask()).status).toBe(401);
});

test('a viewer sees everything and has no actions, in English, dark and narrow too', async () => {
  const page = await portal.openPage({
    as: 'viewer',
    path: '/admins',
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  await page.getByRole('rowheader', { name: /Maria Holm/u }).waitFor();
  const main = page.getByRole('main');
  const buttons = async () =>
    (await main.getByRole('button').allTextContents()).filter((text) => text !== '');
  expect(await buttons()).toEqual([]);
  await expectNoSidewaysScroll(page);
  for (const tab of ['Who may what', 'API tokens', 'People']) {
    // By keyboard: the tabs are one stop, the arrows move between them.
    await page.getByRole('tab', { name: tab }).press('Enter');
    await page.getByRole('tab', { name: tab, selected: true }).waitFor();
    await page.getByRole('tabpanel').getByText(/./u).first().waitFor();
    await audit(page);
  }
  expect(await buttons()).toEqual([]);
});
