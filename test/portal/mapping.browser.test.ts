// The tab Field mapping: shown once people have been read, filled in from nothing with figures that follow every change and names behind
// each number, saved, and shared with somebody else who edits it at the same time.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({
    people: 60,
    isSynced: false,
    template: { fieldMapping: {}, mode: 'paused', defaultCallerId: null, defaultSettingsTemplate: null },
    document: { numbers: [{ from: '46846500400', to: '46846500499', kind: 'fixed', note: 'Kontoret' }] },
  });
});
afterAll(() => portal.close());

const address = () => `/integrations/ad-sync/${portal.templateId}?tab=mapping`;
async function choose(page: Page, field: string, source: string): Promise<void> {
  const box = page.getByRole('combobox', { name: `Källa till ${field}` });
  const option = page.getByRole('option', { name: source }).first();
  const chooseOnce = async () => {
    await box.click();
    await box.fill(source);
    await option.click({ timeout: 3_000 });
  };
  // The list closes when the page moves the focus, which it does once it is there: then it is opened again.
  await expect.poll(() => chooseOnce().then(() => 'chosen', String), { interval: 0 }).toBe('chosen');
}
const stored = async () => {
  const { settings } = await portal.database.kysely
    .selectFrom('sync_templates')
    .select('settings')
    .where('id', '=', portal.templateId)
    .executeTakeFirstOrThrow();
  return settings as Record<string, unknown> & { fieldMapping: Record<string, unknown> };
};
const save = (page: Page) => page.keyboard.press('Control+s');

test('is there after the first read, which it starts, and is filled in from nothing', async () => {
  const page = await portal.openPage({ path: address() });
  await page.getByText('Visas efter den första lyckade synkroniseringen').waitFor();
  await audit(page);
  await page.getByRole('button', { name: 'Läs Entra ID nu' }).click();
  await page.getByRole('combobox', { name: 'Källa till Alias' }).waitFor();

  // The attributes say who has them, with values that people have.
  await page.getByRole('combobox', { name: 'Källa till Alias' }).fill('mailNick');
  const option = page.getByRole('option', { name: 'mailNickname' });
  expect(await option.textContent()).toMatch(/har värde.+ · /u);
  await option.click();
  const figures = page.getByRole('group', { name: 'Så blir Alias för alla' });
  await figures.getByRole('button', { name: '60 giltiga' }).waitFor();
  expect(await page.getByRole('list', { name: 'Tre exempel på Alias' }).getByRole('listitem').count()).toBe(
    3,
  );

  // Three of four are missing: the bar says so, goes there, and nothing is saved.
  await save(page);
  expect(
    await page.getByRole('combobox', { name: 'Källa till Namn' }).evaluate((box) => box.matches(':focus')),
  ).toBe(true);
  expect((await stored()).fieldMapping).toEqual({});
  await page.getByRole('button', { name: 'Åtgärda 3 problem för att kunna spara' }).waitFor();
  await audit(page);

  await choose(page, 'Namn', 'givenName');
  await choose(page, 'Surname', 'surname');
  await choose(page, 'PSTN Fixed', 'businessPhones');
  await page
    .getByRole('textbox', { name: 'Standardcallerid' })
    .or(page.getByRole('combobox', { name: 'Standardcallerid' }))
    .fill('+46 8-465 004 00');
  await page.getByText('Osparade ändringar').waitFor();
  await save(page);
  await page.getByText('Ändringarna är sparade').waitFor();
  await page.getByText(/Nästa synkronisering skulle skapa \d+ användare/u).waitFor();
  expect(await stored()).toMatchObject({
    defaultCallerId: '46846500400',
    fieldMapping: { alias: { field: 'mailNickname' }, pstnFixed: { field: 'businessPhones' } },
  });
});

test('shows the names behind a number, and an expression with its fault and what it makes', async () => {
  const page = await portal.openPage({ path: address() });
  const empty = page
    .getByRole('group', { name: 'Så blir PSTN Fixed för alla' })
    .getByRole('button', { name: /tomma?/u });
  const count = Number(/\d+/u.exec((await empty.textContent()) ?? '')?.[0]);
  await empty.click();
  const dialog = page.getByRole('dialog', { name: 'PSTN Fixed: tomma' });
  await dialog.getByText(`${count} av ${count}`).waitFor();
  expect(await dialog.getByRole('row').count()).toBe(count + 1);
  await audit(page, { within: '[role="dialog"]' });
  await page.keyboard.press('Escape');

  await choose(page, 'Alias', 'Uttryck (CEL)');
  const field = page.getByRole('textbox', { name: 'Uttryck för Alias' });
  await field.fill('lower(givenNam + "." + surname)');
  await page.getByText('givenNam', { exact: false }).first().waitFor();
  await page.getByText('Tecken 7', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Åtgärda 1 problem för att kunna spara' }).waitFor();
  // What is written meanwhile elsewhere is tried all the same.
  await page
    .getByRole('group', { name: 'Så blir Namn för alla' })
    .getByRole('button', { name: /\d giltiga/u })
    .waitFor();
  await field.fill('lower(ascii(givenName + "." + surname))');
  await page.getByText('Uttrycket är rätt och ger en text.', { exact: false }).waitFor();
  await page
    .getByRole('group', { name: 'Så blir Alias för alla' })
    .getByRole('button', { name: /\d giltiga/u })
    .waitFor();
  await page.getByRole('button', { name: 'Funktioner och attribut' }).click();
  await page.getByLabel('Sök funktion eller attribut').fill('phone');
  await page.getByRole('button', { name: 'Sätt in phone(text)' }).waitFor();
  await audit(page);
  // Left with changes in it, it asks.
  await page.getByRole('link', { name: 'Användare', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Du har osparade ändringar' })
    .getByRole('button', { name: 'Avbryt' })
    .click();
  expect(await field.inputValue()).toContain('ascii');
  await page.getByRole('button', { name: 'Ångra ändringar' }).click();
  expect(await field.count()).toBe(0);
});

test('gets a field of its own and a rule that says how many it hits, by keyboard', async () => {
  const page = await portal.openPage({ path: address() });
  await page.getByRole('button', { name: 'Lägg till fält' }).press('Enter');
  await page.keyboard.type('Kostnadsställe');
  await page.keyboard.press('Tab');
  await page.getByRole('combobox', { name: 'Källa till Kostnadsställe' }).focus();
  await page.keyboard.type('department');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Så blir Kostnadsställe för alla' }).waitFor();

  await page.getByRole('button', { name: 'Lägg till regel' }).press('Enter');
  await page.keyboard.type('Alla');
  await page.getByRole('combobox', { name: 'Gäller den som' }).click();
  await page.getByRole('option', { name: 'uppfyller ett uttryck' }).click();
  await page.getByRole('textbox', { name: 'Villkor' }).fill('surname != ""');
  await page.getByRole('combobox', { name: 'Språk' }).click();
  await page.getByRole('option', { name: 'Engelska' }).click();
  await page.getByText(/Passar \d+ personer, bestämmer för \d+/u).waitFor();
  await save(page);
  await page.getByText('Ändringarna är sparade').waitFor();
  const { userFieldMapping, rules } = await stored();
  expect(userFieldMapping).toMatchObject({ Kostnadsställe: { field: 'department' } });
  expect(rules).toMatchObject([{ name: 'Alla', language: 'en', when: { expression: 'surname != ""' } }]);
});

test('lets two administrators choose where both have changed the same field, and joins the rest', async () => {
  const mine = await portal.openPage({ path: address() });
  const theirs = await portal.openPage({ as: 'operator', path: `${address()}&company=${portal.companyId}` });
  await choose(theirs, 'Titel', 'jobTitle');
  await choose(theirs, 'Mobil', 'mobilePhone');
  await save(theirs);
  await theirs.getByText('Ändringarna är sparade').waitFor();
  await choose(mine, 'Titel', 'department');
  await choose(mine, 'Avdelning', 'department');
  await save(mine);
  const dialog = mine.getByRole('dialog', { name: /^Mallen ändrades av Karin Ek \d\d:\d\d$/u });
  await dialog.getByRole('group', { name: 'Titel' }).waitFor();
  expect(await dialog.getByRole('group').count()).toBe(1);
  await audit(mine, { within: '[role="dialog"]' });
  await dialog.getByText('Ditt', { exact: true }).first().click();
  await dialog.getByRole('button', { name: 'Spara det valda' }).click();
  await mine.getByText('Ändringarna är sparade').waitFor();
  expect((await stored()).fieldMapping).toMatchObject({
    title: { field: 'department' },
    mobile: { field: 'mobilePhone' },
    department: { field: 'department' },
  });
});

test('is there for a viewer to read, in English and in the dark, with nothing to change', async () => {
  const page = await portal.openPage({
    as: 'viewer',
    path: address(),
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  const box = page.getByRole('combobox', { name: 'Source of Alias' });
  await box.waitFor();
  expect(await box.getAttribute('readonly')).not.toBeNull();
  expect(await page.getByRole('button', { name: /^(Save|Add rule|Add field)/u }).count()).toBe(0);
  await audit(page);
  await expectNoSidewaysScroll(page);
});
