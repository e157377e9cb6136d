// The customer's article, followed word for word in a real browser: from signing in to the users in the list and a welcome mail in the
// outbox, against the emulated tenant. Each test is a heading of the article, each comment one of its points; they go on from one
// another, as a reader does.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { productPassword, productPeople } from '../../demo/product-people.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
let page: Page;

beforeAll(async () => {
  portal = await openPortal({ people: 40, isSynced: false, document: { syncTemplates: [] } });
  const look = { locale: 'sv-SE', timezoneId: 'Europe/Stockholm', viewport: { width: 1440, height: 900 } };
  page = await portal.browser.newPage({ baseURL: portal.url, ...look });
});
afterAll(async () => {
  await page.close();
  await portal.close();
});

const saveButton = (): Locator => page.getByRole('button', { name: /^Spara/u });
const told = (text: string): Locator => page.getByText(text).first();

/** Fails when it does not come. */
const expectSeen = (what: Locator): Promise<void> => what.waitFor();

/** Presses into the editor, and gives it the text as a paste does. */
async function pasteProvider(text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Provider Settings/u }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

/** groups: as JSON. */
function presentProvider(groups: string): string {
  const { tenant_id, client_id, client_secret } = portal.provider as Record<string, string>;
  return `{"tenant_id":"${tenant_id}","client_id":"${client_id}","client_secret":"${client_secret}","user_filter":{"memberOf":${groups}},"cloud":"emulator"}`;
}

async function choose(field: string, source: string): Promise<void> {
  const input = page.getByRole('combobox', { name: `Källa till ${field}`, exact: true });
  await input.click();
  await input.fill(source);
  await page
    .getByRole('option', { name: new RegExp(source, 'u') })
    .first()
    .click();
}

/** The button with two arrows in a circle; ends when what it began has ended well. */
async function resync(): Promise<void> {
  const done = page.waitForResponse(async (answer) => {
    if (!new URL(answer.url()).pathname.endsWith('/status') || !answer.ok()) return false;
    const { items } = (await answer.json()) as { items: { lastSuccessAt: string | null }[] };
    return Date.parse(items[0]?.lastSuccessAt ?? '') > from;
  });
  const from = Date.now();
  await page.getByRole('button', { name: 'Omsynkronisering' }).click();
  await done;
}

async function openTemplate(tab: string): Promise<void> {
  await page.goto('/integrations/ad-sync');
  await page.getByRole('link', { name: 'Alla kontor' }).first().click();
  await page.getByRole('tab', { name: tab }).click();
}

async function findUser(text: string): Promise<Locator> {
  await page.goto('/users');
  await page.getByRole('searchbox').fill(text);
  return page.getByRole('grid', { name: 'Användare' }).getByRole('row').filter({ hasText: text }).first();
}

/** What happens in Entra. */
async function inEntra(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${portal.emulator.url}/control${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  expect(answer.ok, `${method} ${path}`).toBe(true);
  const text = await answer.text();
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

describe('Konfigurera', () => {
  test('logga in, Företag, Övrigt, Integrationer, AD Sync; skapa ny mall uppe i högra hörnet', async () => {
    await page.goto('/');
    await page.getByLabel('E-post').fill(productPeople.administrator.email);
    await page.getByLabel('Lösenord', { exact: true }).fill(productPassword);
    await page.keyboard.press('Enter');
    const map = page.getByRole('navigation', { name: 'Huvudmeny' });
    await map.getByRole('link', { name: 'Integrationer' }).click();
    await page
      .getByRole('main')
      .getByRole('link', { name: /AD Sync/u })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'AD Sync' }).waitFor();
    const way = await page
      .getByRole('navigation', { name: 'Var du är' })
      .getByRole('listitem')
      .allTextContents();
    expect(way).toEqual(['Företag', 'Övrigt', 'Integrationer', 'AD Sync']);
    const create = page.getByRole('button', { name: 'Skapa ny mall' });
    const place = await create.boundingBox();
    expect(place?.x).toBeGreaterThan(1_000);
    expect(place?.y).toBeLessThan(60);
    await create.click();
    await page.getByText('Jag har redan värdena').click();
    await page.getByRole('heading', { level: 1, name: 'Ny mall' }).waitFor();
  });

  test('Allmänt 1–7: typ, tre sätt att synkronisera, välkomstmeddelanden, dagar, felmeddelanden', async () => {
    await page.getByLabel('Namn på mallen').fill('Alla kontor');
    expect(
      await page
        .getByLabel('Typ', { exact: true })
        .evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text),
    ).toBe('AD-synk');
    await expectSeen(told('Inga ändringar görs och inga nya användare läggs till.'));
    expect(await page.getByRole('radio', { name: /^Pausa/u }).isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: /^Enbart nya användare/u }).count()).toBe(1);
    await page.getByRole('radio', { name: /^Användarsynk/u }).check();
    const welcome = page.getByRole('switch', { name: /^Skicka välkomstmeddelande till nya användare/u });
    if (!(await welcome.isChecked())) await welcome.click();
    await page
      .getByLabel('Skicka ett separat välkomstmeddelande till denna e-postadress')
      .fill('it@nordvik.example');
    await page.getByLabel('Ta bort användaren efter valt antal dagar').fill('14');
    await page.getByLabel('Felmeddelandenotifikationsmail').fill('drift@nordvik.example');
    const level = page.getByRole('group', { name: 'Felmeddelandenotifikationsnivå' });
    expect(await level.getByRole('radio').count()).toBe(3);
    await level.getByRole('radio', { name: /^Varning/u }).check();
  });

  test('Allmänt 8: Provider Settings i fel format ger en varning, och det går inte att spara', async () => {
    const right = presentProvider('["Telefoni","Säljare"]');
    // What a word processor, a space too many and a comma too many make of it.
    const wrong = [right.replaceAll('"', '”'), right.replace(':"', ':" '), right.replace(']}', ',]}')];
    for (const text of wrong) {
      await pasteProvider(text);
      await expectSeen(told('Varning: formateringen är felaktig – mallen kan inte sparas'));
      expect(await saveButton().isDisabled()).toBe(true);
      await page.keyboard.press('ControlOrMeta+S');
      await pasteProvider(right);
      await expectSeen(told('Provider Settings är giltig JSON'));
    }
    expect(new URL(page.url()).pathname).toBe('/integrations/ad-sync/new');
    // The groups whose members take part, as many as one likes.
    const values = page.getByRole('region', { name: 'Tolkade värden' });
    for (const group of ['Telefoni', 'Säljare']) await values.getByText(group, { exact: true }).waitFor();
  });

  test('Allmänt 8–9: utan grupper är alla i företaget med; spara', async () => {
    await page.getByRole('tab', { name: 'Fältmappning' }).click();
    await expectSeen(told('Visas efter den första lyckade synkroniseringen'));
    await page.getByRole('tab', { name: 'Grundinställningar' }).click();
    await pasteProvider(presentProvider('[""]'));
    await expectSeen(told('Provider Settings är giltig JSON'));
    await page.getByRole('region', { name: 'Tolkade värden' }).getByText('Alla i företaget').waitFor();
    await saveButton().click();
    // What would come of it is shown before it is switched on.
    const turnOn = page.getByRole('dialog', { name: 'Slå på Användarsynk' });
    await turnOn.getByText('40 personer lästa').waitFor();
    await turnOn.getByRole('button', { name: 'Slå på användarsynk' }).click();
    await turnOn.waitFor({ state: 'hidden' });
    await page.getByRole('radio', { name: /^Användarsynk/u, checked: true }).waitFor({ state: 'attached' });
  });
});

describe('Testa synkroniseringen', () => {
  test('omsynkronisering: en text i grönt med datum och tid, och ännu ingen användare', async () => {
    await resync();
    const text = page.getByText(/Senaste lyckade synkronisering \d+ \p{L}+ \d\d:\d\d/u).first();
    await text.waitFor();
    const color = await text.evaluate((element) => getComputedStyle(element).color);
    const [red = 0, green = 0, blue = 0] = (color.match(/\d+/gu) ?? []).map(Number);
    expect(green).toBeGreaterThan(Math.max(red, blue));
    await page.goto('/users');
    await expectSeen(told('Inga användare än'));
  });
});

describe('Ställ in hur användarna ska synkas', () => {
  test('1–2: standardcallerid bland företagets nummer, och standardanvändarinställningsmall', async () => {
    await openTemplate('Fältmappning');
    await page.getByRole('combobox', { name: 'Standardcallerid' }).pressSequentially('08-465');
    await page.getByRole('option', { name: '46846500400' }).click();
    await page.getByRole('combobox', { name: 'Standardanvändarinställningsmall' }).click();
    await page.getByRole('option', { name: 'Kontor' }).click();
    await expectSeen(told('Osparade ändringar').or(told('Åtgärda 4 problem')));
  });

  test('3–5: saknas ett av de fyra fälten går det inte att spara; med dem, och ett fält till, sparas mappningen', async () => {
    await choose('Alias', 'mailNickname');
    await choose('Namn', 'givenName');
    await choose('Surname', 'surname');
    await expectSeen(told('Åtgärda 1 problem för att kunna spara'));
    expect(await saveButton().isDisabled()).toBe(true);
    await choose('PSTN Fixed', 'businessPhones');
    await choose('E-post', 'mail');
    await page.getByRole('button', { name: 'Lägg till fält' }).click();
    await page.getByLabel('Fältets namn').fill('Kostnadsställe');
    await choose('Kostnadsställe', 'department');
    await saveButton().click();
    await expectSeen(told('Ändringarna är sparade'));
  });
});

describe('Synkronisera dina användare', () => {
  test('omsynkronisering än en gång: de finns under Användare, med nummer i formatet 46…, callerid, mall och eget fält', async () => {
    await resync();
    await page
      .getByRole('navigation', { name: 'Huvudmeny' })
      .getByRole('link', { name: 'Användare', exact: true })
      .click();
    await page.getByRole('grid', { name: 'Användare' }).getByRole('row').nth(20).waitFor();
    const users = await portal.database.kysely
      .selectFrom('users')
      .innerJoin('settings_templates as s', 's.id', 'users.settings_template_id')
      .select(['pstn_fixed', 'caller_id', 's.name as template', 'fields'])
      .execute();
    expect(users.length).toBeGreaterThan(20);
    for (const user of users) {
      expect(user).toMatchObject({ caller_id: '46846500400', template: 'Kontor' });
      expect(user.pstn_fixed).toMatch(/^46\d{7,11}$/u);
    }
    expect(users.some(({ fields }) => 'Kostnadsställe' in fields)).toBe(true);
  });

  test('vem som saknar ett av de fyra fälten har inte synkats, och det står varför', async () => {
    await page.goto('/people?standing=skip');
    await expectSeen(told('PSTN Fixed saknas'));
  });

  test('välkomstmeddelandena finns i Utkorg: till användarna och till administratören', async () => {
    await page.goto('/outbox?kind=welcome');
    await expectSeen(page.getByRole('grid', { name: 'Utkorg' }).getByRole('row').nth(20));
    await page.goto('/outbox?kind=welcomeCopy');
    await expectSeen(page.getByRole('grid', { name: 'Utkorg' }).getByText('it@nordvik.example').first());
  });
});

describe('Och sedan', () => {
  const tuva = {
    givenName: 'Tuva',
    surname: 'Lindmark',
    displayName: 'Tuva Lindmark',
    mailNickname: 'tuva.lindmark',
    userPrincipalName: 'tuva.lindmark@nordvik.example',
    mail: 'tuva.lindmark@nordvik.example',
    businessPhones: ['08-465 004 17'],
  };
  let id = '';

  test('en ny i Entra ID får en användare och ett välkomstmail på en gång', async () => {
    id = String((await inEntra('POST', '/users', tuva))['id']);
    await openTemplate('Grundinställningar');
    await resync();
    await expectSeen((await findUser('46846500417')).getByText('Tuva Lindmark'));
    await page.goto('/outbox?kind=welcome&search=tuva.lindmark');
    const row = page.getByRole('grid', { name: 'Utkorg' }).getByRole('row').nth(1);
    await row.getByText('tuva.lindmark@nordvik.example').waitFor();
    expect(await row.getByText('Hålls inne').count()).toBe(0);
  });

  test('en ändring i Entra ID följer med', async () => {
    await inEntra('PATCH', `/users/${id}`, { surname: 'Ståhl', displayName: 'Tuva Ståhl' });
    await openTemplate('Grundinställningar');
    await resync();
    await expectSeen((await findUser('46846500417')).getByText('Tuva Ståhl'));
  });

  test('den som tas bort i Entra ID ligger kvar i valt antal dagar', async () => {
    await inEntra('DELETE', `/users/${id}`);
    await openTemplate('Grundinställningar');
    await resync();
    const inTwoWeeks = new Intl.DateTimeFormat('sv-SE', {
      day: 'numeric',
      month: 'short',
      timeZone: 'Europe/Stockholm',
    });
    const day = inTwoWeeks.format(Date.now() + 14 * 86_400_000).replace('.', '');
    await expectSeen((await findUser('46846500417')).getByText(`Slutar ${day}`));
  });

  test('med Enbart nya användare påverkas inte de som redan är synkade', async () => {
    const other = {
      ...tuva,
      givenName: 'Nils',
      displayName: 'Nils Lindmark',
      mailNickname: 'nils.lindmark',
      userPrincipalName: 'nils.lindmark@nordvik.example',
      mail: 'nils.lindmark@nordvik.example',
      businessPhones: ['08-465 004 18'],
    };
    await openTemplate('Grundinställningar');
    await page.getByRole('radio', { name: /^Enbart nya användare/u }).check();
    await saveButton().click();
    await expectSeen(told('Ändringarna är sparade'));
    const standing = await portal.database.kysely
      .selectFrom('users as u')
      .innerJoin('links as l', 'l.user_id', 'u.id')
      .select(['l.person_id as person', 'u.name', 'u.surname', 'u.pstn_fixed as pstn'])
      .where('u.alias', '<>', 'tuva.lindmark')
      .executeTakeFirstOrThrow();
    await inEntra('PATCH', `/users/${standing.person}`, { surname: 'Helt Annan' });
    await inEntra('POST', '/users', other);
    await openTemplate('Grundinställningar');
    await resync();
    await expectSeen((await findUser('46846500418')).getByText('Nils Lindmark'));
    await expectSeen((await findUser(standing.pstn ?? '')).getByText(`${standing.name} ${standing.surname}`));
  });
});
