// What the portal keeps safe: what stands in Entra ID never becomes markup, whatever page shows it; no secret is in any answer, page or
// store of the browser; nobody is led away by a link; and a viewer finds nothing that changes anything.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProductAsk, productPassword, productPeople } from '../../demo/product-people.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

const tag = '<img src=x onerror=alert(1)>';
const formula = '=HYPERLINK("http://evil.example")';
let portal: Portal;
let ask: Awaited<ReturnType<typeof openProductAsk>>;
/** What must be in no answer and in no page. */
const secrets: Record<string, string> = {};
const ids = { run: '', user: '', guide: '', left: '', conflict: '', mail: '' };
const of = () => `/companies/${portal.companyId}`;

function hire(alias: string, phone: string): string {
  const mail = `${alias}@nordvik.example`;
  return portal.emulator.tenant.hire({
    givenName: tag,
    surname: tag,
    displayName: `${tag} ${alias}`,
    mailNickname: alias,
    userPrincipalName: mail,
    mail,
    jobTitle: tag,
    department: formula,
    businessPhones: [phone],
  });
}

beforeAll(async () => {
  portal = await openPortal({ people: 12, isSynced: false });
  ask = await openProductAsk(portal, 'administrator');
  await ask('POST', `${of()}/users`, { alias: 'old', name: 'Rut', surname: 'Alm', pstnFixed: '46313900601' });
  await ask('POST', `${of()}/settings-templates`, { name: tag, settings: {} });
  ids.left = hire('tag.left', tag);
  hire('tag.linked', '031-390 06 03');
  ids.conflict = hire('tag.conflict', '031-390 06 01');
  ids.run = (await portal.run()).run;
  const users = (await ask('GET', `${of()}/users?search=tag.linked`)) as { items: { id: string }[] };
  ids.user = users.items[0]?.id ?? '';
  const mails = (await ask('GET', `${of()}/outbox?user=${ids.user}`)) as { items: { id: string }[] };
  ids.mail = mails.items[0]?.id ?? '';
  await makeSecrets();
});
afterAll(() => portal.close());

async function makeSecrets(): Promise<void> {
  const url = `https://hook.nordvik.example/rollcall/${randomUUID()}`;
  const hook = await ask('POST', `${of()}/webhooks`, {
    name: tag,
    url,
    shape: 'json',
    kinds: ['incident.opened'],
    active: true,
  });
  const expiresAt = new Date(portal.parts.clock() + 30 * 86_400_000).toISOString();
  const token = await ask('POST', `${of()}/tokens`, { name: tag, role: 'viewer', expiresAt });
  const guide = await ask('POST', `${of()}/guides`, {});
  ids.guide = String(guide['id']);
  secrets['guide'] = `gd~${randomUUID()}`;
  await ask('PATCH', `${of()}/guides/${ids.guide}`, { clientSecret: secrets['guide'] });
  Object.assign(secrets, {
    client: portal.emulator.clientSecret,
    address: url,
    webhook: String(hook['secret']),
    token: String(token['secret']),
  });
}

const pages = (): string[] => [
  '/',
  '/users',
  `/users?user=${ids.user}`,
  `/users/${ids.user}`,
  '/numbers',
  '/numbers?view=ledger&number=46313900603',
  '/numbers?view=reserved',
  '/settings-templates',
  '/company',
  '/company?tab=mail',
  '/integrations',
  '/integrations/webhooks',
  '/integrations/ad-sync',
  `/integrations/ad-sync/${portal.templateId}`,
  `/integrations/ad-sync/${portal.templateId}?tab=mapping`,
  `/integrations/ad-sync/${portal.templateId}?tab=runs`,
  `/integrations/ad-sync/${ids.guide}/guide?step=secret`,
  '/runs',
  `/runs/${ids.run}`,
  `/runs/${ids.run}?op=skip`,
  '/people',
  '/people?standing=conflict',
  '/people?view=quality',
  `/people/${ids.left}`,
  `/people/${ids.conflict}`,
  '/outbox',
  `/outbox?mail=${ids.mail}`,
  '/audit',
  '/audit?log=audit',
  '/admins',
  '/admins?tab=tokens',
  '/profile',
];

/** What a page holds: markup that somebody smuggled in, what is seen, what can be pressed. */
interface Found {
  marked: number;
  isShown: boolean;
  html: string;
  buttons: string[];
}

async function visit(page: Page, address: string): Promise<Found> {
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return page.evaluate((text) => {
    const inside = (what: string) =>
      ['main', '[role=dialog]'].flatMap((place) => [...document.querySelectorAll(`${place} :is(${what})`)]);
    return {
      marked: document.querySelectorAll('img[src="x"], [onerror], [href^="javascript:"]').length,
      isShown: document.body.innerText.includes(text),
      html: document.documentElement.outerHTML,
      buttons: inside('button, a').map((one) => one.getAttribute('aria-label') ?? one.textContent.trim()),
    };
  }, tag);
}

/** How the names of deeds begin. */
const deed =
  /^(Spara|Ta bort|Skapa|Ny|Nytt|Ångra|Byt|Ändra|Redigera|Lägg till|Godkänn|Granska och|Koppla|Ignorera|Bjud in|Återkalla|Omsynkronisering|Förhandsgranska|Testa|Skicka|Släpp|Behåll|Håll|Klona|Tillämpa|Importera|Läs in|Reservera|Starta|Genomför|Kör|Kasta|Tilldela|Stäng ute|Avbryt)(?![\p{L}])/u;

const patience = 120_000;

test(
  'what stands in Entra ID is text on every page, and no secret is in an answer, in a page or in what the browser keeps',
  async () => {
    const leaks: string[] = [];
    const look = (where: string, text: string): void => {
      for (const [name, value] of Object.entries(secrets))
        if (text.includes(value)) leaks.push(`${name} in ${where}`);
    };
    const page = await portal.openPage();
    secrets['session'] = (await page.context().cookies())[0]?.value ?? '';
    expect(Object.values(secrets).filter((value) => value.length < 20)).toEqual([]);
    const bodies: Promise<void>[] = [];
    page.on('response', (answer) => {
      if (!answer.url().includes('/api/')) return;
      const read = answer.text().then((text) => look(answer.url(), text));
      // A question that the page itself has given up has no answer.
      bodies.push(read.catch(() => undefined));
    });
    const shown: string[] = [];
    for (const address of pages()) {
      const found = await visit(page, address);
      expect(found.marked, address).toBe(0);
      if (found.isShown) shown.push(address);
      look(address, found.html);
      const kept = await page.evaluate(() =>
        JSON.stringify([
          Object.entries(localStorage),
          Object.entries(sessionStorage),
          document.cookie,
          history.state,
        ]),
      );
      look(`what is kept at ${address}`, kept);
    }
    await Promise.all(bodies);
    expect(bodies.length).toBeGreaterThan(pages().length);
    expect(leaks).toEqual([]);
    // The tag was there to be seen, as text.
    for (const address of [
      `/users/${ids.user}`,
      '/integrations/webhooks',
      `/people/${ids.left}`,
      '/settings-templates',
    ])
      expect(shown).toContain(address);
  },
  patience,
);

test(
  'a viewer finds nothing to press that changes anything, on any page but the own profile',
  async () => {
    const page = await portal.openPage({ as: 'viewer' });
    const found: string[] = [];
    for (const address of pages().filter((one) => one !== '/profile')) {
      const { buttons } = await visit(page, address);
      found.push(...buttons.filter((name) => deed.test(name)).map((name) => `${name} at ${address}`));
    }
    expect(found).toEqual([]);
  },
  patience,
);

test('an address to go to after signing in never leads away', async () => {
  const page = await portal.openPage({ as: null });
  for (const to of ['//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)']) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await page.getByLabel('E-post').fill(productPeople.viewer.email);
    await page.getByLabel('Lösenord', { exact: true }).fill(productPassword);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    expect(new URL(page.url()).origin, to).toBe(portal.url);
  }
});

test('a value that a spreadsheet would take for a formula is none in a file', async () => {
  const page = await portal.openPage({ path: '/profile' });
  const read = (path: string) =>
    page.evaluate(async (url) => (await fetch(url)).text(), `/api/v1${of()}${path}`);
  for (const file of [await read('/users.csv'), await read(`/runs/${ids.run}/steps.csv`)]) {
    expect(file).toContain(tag);
    expect(file).not.toMatch(/(^|[,;"\n])=HYPERLINK/u);
  }
  expect(await read('/users.csv')).toContain('HYPERLINK');
});
