// People in Entra ID as an administrator meets them: why somebody is missing and what gets her in, conflicts settled in three ways and
// taken back, everybody certain linked at once, what is wrong in the directory.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAs } from './ask-as.ts';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

/** A machine that does something else as well is slow, not wrong. */
const patience = { timeout: 15_000 };
let portal: Portal;
let maja: string;
const mailOf = (alias: string): string => `${alias}@nordvik.example`;

function hire(alias: string, givenName: string, surname: string, phone: string | null): string {
  return portal.emulator.tenant.hire({
    givenName,
    surname,
    displayName: `${givenName} ${surname}`,
    mailNickname: alias,
    userPrincipalName: mailOf(alias),
    mail: mailOf(alias),
    ...(phone !== null && { businessPhones: [phone] }),
  });
}

beforeAll(async () => {
  portal = await openPortal({ people: 25 });
  maja = hire('maja.storm', 'Maja', 'Storm', null);
  const page = await portal.browser.newPage({ baseURL: portal.url });
  await portal.signIn(page, 'administrator');
  await page.goto('/profile');
  // Users of the time before the sync: the same number as one, the same mail as three.
  const old = [
    ['reception', 'Rut', 'Alm', '46313900601', null],
    ['vx-sten', 'Sten', 'Berg', '46313900611', mailOf('sten.berg')],
    ['vx-tea', 'Tea', 'Cain', '46313900612', mailOf('tea.cain')],
    ['vx-ulf', 'Ulf', 'Dahl', '46313900613', mailOf('ulf.dahl')],
  ] as const;
  for (const [alias, name, surname, pstnFixed, email] of old)
    await askAs(page, portal.companyId, 'POST', '/users', {
      alias,
      name,
      surname,
      pstnFixed,
      ...(email && { email }),
    });
  await page.close();
  hire('nils.ek', 'Nils', 'Ek', null);
  hire('rut.alm', 'Rut', 'Alm', '031-390 06 01');
  hire('sten.berg', 'Sten', 'Berg', '031-390 06 02');
  hire('tea.cain', 'Tea', 'Cain', '031-390 06 03');
  hire('ulf.dahl', 'Ulf', 'Dahl', '031-390 06 04');
  await portal.run();
});
afterAll(() => portal.close());

test('why somebody is missing is found by its reason, mended in Entra, and she alone is run', async () => {
  const page = await portal.openPage({ path: `/people?template=${portal.templateId}&standing=skip` });
  await page
    .getByRole('link', { name: /^Hoppas över/u })
    .and(page.locator('[aria-current=page]'))
    .waitFor();
  const reason = page.getByRole('button', { name: /: PSTN Fixed saknas$/u });
  await reason.click();
  expect(await reason.getAttribute('aria-pressed')).toBe('true');
  expect(new URL(page.url()).searchParams.get('reason')).toBe('pstnFixed.missing');
  await audit(page);
  await page.getByRole('searchbox').fill('maja');
  await page.getByRole('row', { name: /Maja Storm/u }).waitFor();
  await expect.poll(() => page.getByRole('row').count(), patience).toBe(2);
  // By keys alone from here.
  await page.getByRole('row', { name: /Maja Storm/u }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Maja Storm' }).waitFor();
  await page.getByText('Blir inte användare.').waitFor();
  await page.getByText('Fyll i businessPhones för personen.').waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: 'Obligatoriska fält' }).textContent()).toContain(
    'Stoppar',
  );
  await audit(page);
  await expectNoSidewaysScroll(page);
  portal.emulator.tenant.update(maja, { businessPhones: ['031-390 06 20'] });
  await page.getByRole('button', { name: 'Fråga Entra ID igen' }).click();
  await page.getByText('Blir användare.').waitFor();
  await page.getByRole('button', { name: 'Kör bara den här personen' }).click();
  await page.getByText('Användaren är skapad.').waitFor();
  const { items } = (await askAs(page, portal.companyId, 'GET', '/runs?limit=1')) as {
    items: { person: string; startedAt: string; finishedAt: string }[];
  };
  const [run] = items;
  expect(run?.person).toBe(maja);
  expect(Date.parse(run?.finishedAt ?? '') - Date.parse(run?.startedAt ?? '')).toBeLessThan(5_000);
  await page.getByText('Är användaren maja.storm.').first().waitFor();
  await page.getByRole('link', { name: 'Visa användaren' }).click();
  await expect.poll(() => new URL(page.url()).pathname, patience).toMatch(/^\/users\/[\da-f-]{36}$/u);
});

test('a conflict is settled by linking, by creating a new one or by ignoring, and each is taken back', async () => {
  const page = await portal.openPage({ path: `/people?template=${portal.templateId}&standing=conflict` });
  const card = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name }) });
  const rut = card('Rut Alm');
  await rut.getByText('Samma PSTN Fixed').waitFor();
  // Two users can not have one number, and why the button does nothing is said.
  const create = rut.getByRole('button', { name: 'Skapa ny användare för Rut Alm' });
  expect(await create.getAttribute('aria-disabled')).toBe('true');
  await audit(page);
  await rut.getByRole('button', { name: 'Koppla Rut Alm till reception' }).click();
  await page.getByText('Rut Alm är kopplad till reception').waitFor();
  await rut.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Ångra' }).click();
  await rut.waitFor();
  await card('Sten Berg').getByRole('button', { name: 'Skapa ny användare för Sten Berg' }).click();
  await card('Sten Berg').getByRole('button', { name: 'Ta tillbaka' }).click();
  await card('Sten Berg').getByRole('button', { name: 'Skapa ny användare för Sten Berg' }).waitFor();
  await card('Tea Cain').getByRole('button', { name: 'Ignorera Tea Cain' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'Tea Cain ignoreras' });
  await card('Tea Cain').waitFor({ state: 'detached' });
  await told.getByRole('button', { name: 'Ångra' }).click();
  await card('Tea Cain').waitFor();
  await expectNoSidewaysScroll(page);
});

test('everybody certain is linked as previewed, and together taken back', async () => {
  const page = await portal.openPage({ path: `/people?standing=conflict`, language: 'en', theme: 'dark' });
  await page.getByRole('button', { name: 'Link everybody certain …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link everybody certain' });
  await dialog.getByRole('button', { name: 'Link 4 people' }).waitFor();
  await dialog.getByRole('checkbox', { name: 'Same PSTN Fixed' }).uncheck();
  await dialog.getByRole('cell', { name: 'vx-ulf', exact: true }).waitFor();
  await audit(page);
  await dialog.getByRole('button', { name: 'Link 3 people' }).click();
  await page.getByText('3 people are linked').waitFor();
  await dialog.waitFor({ state: 'detached' });
  const names = page.getByRole('main').getByRole('heading', { level: 2 });
  await expect.poll(() => names.allTextContents(), patience).toEqual(['Rut Alm']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The links are taken back').waitFor();
  await expect.poll(() => names.count(), patience).toBe(4);
});

test('a viewer sees the same, decides nothing, and reads what is wrong in the directory', async () => {
  const page = await portal.openPage({ as: 'viewer', path: '/people?standing=conflict' });
  await page.getByRole('heading', { level: 2, name: 'Rut Alm' }).waitFor();
  expect(await page.getByRole('button', { name: /Koppla|Ignorera|Skapa/u }).count()).toBe(0);
  await page.getByRole('link', { name: 'Kvalitet' }).click();
  const finding = page.getByRole('region', { name: /saknar telefonnummer$/u });
  await finding.getByText(/^Personer: /u).click();
  await finding.getByRole('row').nth(1).waitFor();
  expect(new URL(page.url()).searchParams.get('finding')).toBe('pstnFixed.missing');
  await audit(page);
  await expectNoSidewaysScroll(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Ladda ner som CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/u);
  await page.goto('/people/rut.alm@nordvik.example');
  await page.getByRole('heading', { level: 1, name: 'Rut Alm' }).waitFor();
  expect(await page.getByRole('button', { name: /Kör bara|Mer/u }).count()).toBe(0);
  await page.goto('/people/ingen.alls');
  await page.getByText('Ingen hittades').waitFor();
});

test('what is not there is said: nobody who fits, and a list that can not be read', async () => {
  const page = await portal.openPage({ path: '/people?search=zzzz', expects: ['Failed to load resource'] });
  await page.getByText('Ingen person matchar').waitFor();
  await page.getByRole('button', { name: 'Rensa' }).last().click();
  await page.getByRole('row').nth(1).waitFor();
  const problem = { code: 'internal', detail: 'Broken.', cure: 'Try again.', reference: 'abc123' };
  await page.route('**/people?*', (route) => route.fulfill({ status: 500, json: problem }));
  await page.getByRole('searchbox').fill('ma');
  await page.getByRole('alert').getByRole('button', { name: 'Försök igen' }).waitFor();
  await page.unroute('**/people?*');
  await page.getByRole('alert').getByRole('button', { name: 'Försök igen' }).click();
  await page.getByRole('row').nth(1).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});
