// Exchanges in the portal, on a database as an Asterisk's is: tested before it is saved, taken over, written to, mended, refused and ended,
// and what a user's card says of her phones.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asteriskRole, asteriskTables } from '../asterisk-tables.ts';
import { openTargetDatabase } from '../target-database.ts';
import type { TargetDatabase } from '../target-database.ts';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

interface Person {
  id: string;
  alias: string;
  number: string;
}

let portal: Portal;
let exchange: TargetDatabase;
/** Three who have numbers. */
let [anna, bo, cia]: Person[] = [];
beforeAll(async () => {
  portal = await openPortal({ people: 12 });
  exchange = await openTargetDatabase(asteriskTables({ digest: true }), asteriskRole);
  [anna, bo, cia] = await portal.database.kysely
    .selectFrom('users')
    .select(['id', 'alias', 'pstn_fixed as number'])
    .where('pstn_fixed', 'is not', null)
    .orderBy('alias')
    .limit(3)
    .$castTo<Person>()
    .execute();
  await exchange.owner.query(`
    insert into ps_aors (id, max_contacts) values ('gammal', 1);
    insert into ps_auths (id, auth_type, username, realm, md5_cred) values ('gammal', 'md5', 'gammal', 'vaxel.test', repeat('a', 32));
    insert into ps_endpoints (id, aors, auth, context, callerid) values ('gammal', 'gammal', 'gammal', 'internal', '"Gammal Telefon" <1>');
    insert into extensions (context, exten, priority, app, appdata) values
      ('vaxel', '${anna?.number}', 1, 'Dial', 'PJSIP/gammal,30'), ('vaxel', '${cia?.number}', 1, 'Playback', 'stangt')`);
});
afterAll(async () => {
  await portal.close();
  await exchange.close();
});

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
/** The users of the page's state, as its line above the table counts them. */
const counted = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

async function fill(page: Page, password: string): Promise<void> {
  const { host, port, database, user } = exchange.settings;
  await field(page, 'Databasserver').fill(host);
  await field(page, 'Port').fill(String(port));
  await field(page, 'Databas').fill(database);
  await page.getByRole('combobox', { name: 'Kryptering' }).click();
  await page.getByRole('option', { name: 'Av', exact: true }).click();
  await field(page, 'Databasroll').fill(user);
  await page.getByLabel('Lösenord', { exact: true }).fill(password);
}

test('an exchange is tested before it is saved, and what is wrong stands at its field', async () => {
  const page = await portal.openPage({ path: '/integrations' });
  await page.getByRole('link', { name: 'Öppna Växlar' }).click();
  await page.getByText('Inga växlar än').waitFor();
  await audit(page);
  await page.getByRole('link', { name: 'Lägg till växel' }).click();
  await field(page, 'Namn').fill('Växeln i Kista');
  await page.getByLabel('Skriv användare dit direkt').uncheck();
  await fill(page, 'fel');
  await field(page, 'SIP-domän (realm)').fill('två ord');
  await field(page, 'Utan mall').fill('internal');
  await page.keyboard.press('Control+s');
  await field(page, 'SIP-domän (realm)').and(page.locator('[aria-invalid=true]')).waitFor();
  await page.getByText('Skriv SIP-domänen, till exempel vaxel.example.').waitFor();
  await button(page, 'Åtgärda 1 problem för att kunna spara').click();
  expect(await field(page, 'SIP-domän (realm)').evaluate((one) => one === document.activeElement)).toBe(true);
  await field(page, 'SIP-domän (realm)').fill('vaxel.test');
  await button(page, 'Testa anslutningen').click();
  await page.getByText('Växelns databas godtar inte roll och lösenord.').waitFor();
  await page.getByLabel('Lösenord', { exact: true }).fill(exchange.secrets.password);
  await button(page, 'Testa anslutningen').click();
  await page.getByText('Växeln kan användas.').waitFor();
  await audit(page);
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: 'Växeln i Kista' }).waitFor();
  await page.getByText('Inget skrivs till växeln.').waitFor();
  expect(await page.getByLabel('Lösenord', { exact: true }).inputValue()).toBe('');
});

test('what was there is taken over, everybody is written, and what somebody changes there is mended or kept', async () => {
  const page = await portal.openPage({ path: '/integrations/exchanges' });
  await page.getByRole('link', { name: 'Växeln i Kista' }).click();
  await page.getByRole('tab', { name: 'Okända poster' }).click();
  await button(page, 'Ta över gammal').click();
  const adopt = page.getByRole('dialog', { name: 'Ta över gammal' });
  await adopt.getByRole('radio', { checked: true }).waitFor();
  await audit(page);
  await button(page, 'Ta över posten').click();
  await page.getByText('gammal är övertagen').waitFor();
  await page.getByText('Inget i växeln är okänt').waitFor();
  await button(page, 'Återuppta').click();
  await page.getByRole('tab', { name: 'Användare' }).click();
  await counted(page, /1 misslyckade/u);
  await expect
    .poll(() => exchange.rows(`select callerid from ps_endpoints where id = 'gammal'`))
    .not.toEqual([{ callerid: '"Gammal Telefon" <1>' }]);
  // The number of one is somebody else's there: said with why and what to do, and tried again when it is free.
  await page.getByRole('row', { name: new RegExp(`^${cia?.alias}`, 'u') }).click();
  await page.getByText('Låt användaren ta över posten, ta bort numret i växeln').first().waitFor();
  await audit(page);
  await exchange.owner.query(`delete from extensions where app = 'Playback'`);
  await button(page, 'Försök igen med alla').click();
  await page.getByText(/misslyckade|väntar/u).waitFor({ state: 'hidden' });
  await exchange.owner.query(`update ps_endpoints set context = 'utland' where id in ($1, $2)`, [
    bo?.alias,
    cia?.alias,
  ]);
  await button(page, 'Jämför nu').click();
  await counted(page, /2 ändrade i växeln/u);
  await button(page, 'Status').click();
  await page.getByRole('menuitemradio', { name: /Ändrad i växeln/u }).click();
  // Rows move as the filter comes.
  await expect.poll(() => page.getByRole('row').count()).toBe(3);
  await page.getByRole('row', { name: new RegExp(`^${bo?.alias}`, 'u') }).click();
  await page.locator('ins', { hasText: 'utland' }).waitFor();
  await audit(page);
  await button(page, 'Återställ i växeln').click();
  await counted(page, /1 ändrade i växeln/u);
  await button(page, 'Behåll alla').click();
  await button(page, 'Behåll 1 användare').click();
  await page.getByText('Ingen användare är i det läget').waitFor();
  const contexts = () =>
    exchange.rows('select id, context from ps_endpoints where id in ($1, $2) order by id', [
      bo?.alias,
      cia?.alias,
    ]);
  await expect.poll(contexts).toEqual([
    { id: bo?.alias, context: 'internal' },
    { id: cia?.alias, context: 'utland' },
  ]);
});

test('a user’s card tells her account, how she stands there and which phones are registered, and gives a new link', async () => {
  await exchange.owner.query(
    `insert into ps_contacts (id, uri, endpoint, user_agent, expiration_time) values ('x', 'sip:bo@192.0.2.7:5060', $1, 'Telefon 1.0', 4000000000)`,
    [bo?.alias],
  );
  const page = await portal.openPage({ path: `/users?user=${bo?.id}`, language: 'en', widthPx: 320 });
  const phones = page.getByRole('region', { name: 'Telephony' });
  await phones.getByText('sip:bo@192.0.2.7:5060').waitFor();
  await phones.getByText('As it should be').waitFor();
  await audit(page);
  await button(page, 'New link to the details').click();
  await button(page, 'Make a new link').click();
  const link = page.getByRole('dialog', { name: 'The link is shown only now' });
  const address = new URL((await link.locator('code').textContent()) ?? '', portal.url);
  await button(page, 'I have copied it').click();
  // As the user opens it, signed in nowhere: the page's button works under its own policy, and what it shows it shows once.
  const hers = await portal.openPage({
    as: null,
    path: address.pathname,
    expects: ['Failed to load resource: the server responded with a status of 410'],
  });
  await button(hers, 'Visa mina uppgifter').click();
  await hers.getByRole('heading', { name: 'Dina uppgifter' }).waitFor();
  await hers
    .getByText(bo?.alias ?? '', { exact: true })
    .first()
    .waitFor();
  await audit(hers);
  await hers.goto(address.pathname);
  await hers.getByRole('heading', { name: 'Uppgifterna har redan visats' }).waitFor();
});

test('one that refuses is told of where people look, and tried again from there', async () => {
  const { user } = exchange.settings;
  await exchange.owner.query(`alter role ${user} password 'annat'`);
  await exchange.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${user}'`,
  );
  const page = await portal.openPage({ path: '/integrations/exchanges' });
  await page.getByRole('link', { name: 'Växeln i Kista' }).click();
  await button(page, 'Jämför nu').click();
  await page.getByText('Växeln i Kista släpper inte in Rollcall').waitFor();
  await audit(page);
  await page.goto('/');
  await page.getByText('Växeln Växeln i Kista släpper inte in Rollcall').waitFor();
  await audit(page);
  await page.getByRole('link', { name: 'Till växeln' }).click();
  await exchange.owner.query(`alter role ${user} password '${exchange.secrets.password}'`);
  await button(page, 'Försök igen').click();
  await page.getByText('Växeln i Kista släpper inte in Rollcall').waitFor({ state: 'hidden' });
  await page.getByText('Aktiv', { exact: true }).waitFor();
});

test('a viewer sees it and can change nothing; a service with SCIM has attributes; it is deleted with its users’ number typed', async () => {
  const viewer = await portal.openPage({ as: 'viewer', path: '/integrations/exchanges', language: 'en' });
  await viewer.getByRole('link', { name: 'Växeln i Kista' }).click();
  await viewer.getByText('Only administrators can change an exchange.').waitFor();
  for (const name of ['Save', 'Delete', 'Pause', 'Test connection'])
    expect(await button(viewer, name).count()).toBe(0);
  const page = await portal.openPage({
    path: '/integrations/exchanges/new',
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'SCIM 2.0' }).click();
  await page.getByRole('combobox', { name: 'Begin with a known service' }).click();
  await page.getByRole('option', { name: '8x8' }).click();
  await page.getByLabel('Attribute, row 1').waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  await button(page, 'Revert changes').click();
  await page.goto('/integrations/exchanges');
  await page.getByRole('link', { name: 'Växeln i Kista' }).click();
  await page.setViewportSize({ width: 1440, height: 900 });
  await button(page, 'Delete').click();
  const dialog = page.getByRole('dialog', { name: 'Delete Växeln i Kista' });
  await dialog.getByRole('radio', { name: /Remove it from the exchange/u }).check();
  await audit(page);
  const deed = dialog.getByRole('button', { name: /^Delete the exchange with/u });
  expect(await deed.isDisabled()).toBe(true);
  const count = /\d+/u.exec((await deed.textContent()) ?? '')?.[0] ?? '';
  await dialog.getByRole('textbox').fill(count);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'There is no such exchange' }).waitFor();
  expect(await exchange.rows('select id from ps_endpoints')).toEqual([]);
});
