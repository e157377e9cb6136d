// Min profil: the article's own sentences, language and theme that follow the person, the keys, the sessions, and the password that signs
// out everywhere.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productPassword, productPeople } from '../../demo/product-people.ts';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 5 });
});
afterAll(() => portal.close());

test('names and address are refused with the sentences that the article has, and saved when they are right', async () => {
  const page = await portal.openPage({ as: 'viewer', path: '/profile' });
  await page.getByLabel('Förnamn').fill('O');
  await page.getByLabel('Efternamn').fill('');
  await page.getByLabel('E-post').fill('olle');
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.getByText('Förnamnet ska ha minst 2 tecken, utan siffror och specialtecken.').waitFor();
  await page.getByText('Efternamnet ska ha minst 1 tecken, utan siffror och specialtecken.').waitFor();
  await page.getByText('Ange en giltig e-postadress.').waitFor();
  const described = await page.getByLabel('Förnamn').getAttribute('aria-describedby');
  expect(described).not.toBeNull();
  await page.getByLabel('Förnamn').fill('Olof');
  await page.getByLabel('Efternamn').fill('Dahlén');
  await page.getByLabel('E-post').fill('olof.dahlen@nordvik.example');
  await page.getByLabel('Nuvarande lösenord').first().fill('fel');
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.getByText('Lösenordet är fel. Ange det du loggar in med i dag.').waitFor();
  await page.getByLabel('Nuvarande lösenord').first().fill(productPassword);
  await page.getByRole('button', { name: 'Spara' }).click();
  await page.getByText('Ändringarna är sparade').waitFor();
  await page.getByRole('button', { name: /Olof Dahlén/u }).waitFor();
});

test('language and theme follow the person to another device; what is typed stays when the language changes', async () => {
  const page = await portal.openPage({ as: 'administrator', path: '/profile' });
  await page.getByLabel('Förnamn').fill('Maja Lisa');
  await page.getByRole('main').getByRole('radio', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'My profile' }).waitFor();
  expect(await page.getByLabel('First name').inputValue()).toBe('Maja Lisa');
  expect(await page.title()).toMatch(/^My profile – .* – Rollcall$/u);
  await page.getByRole('main').getByRole('radio', { name: 'Dark' }).click();
  await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
  await audit(page);
  const [cookie] = await page.context().cookies();
  const other = await portal.openPage({ as: null });
  if (cookie) await other.context().addCookies([cookie]);
  await other.goto('/profile');
  await other.getByRole('heading', { level: 1, name: 'My profile' }).waitFor();
  await other.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
});

test('single keys can be turned off, and never act while somebody types', async () => {
  const page = await portal.openPage({ as: 'operator', path: '/profile', widthPx: 320 });
  const list = page.getByRole('dialog', { name: 'Kortkommandon' });
  await page.getByLabel('Förnamn').press('?');
  await page.getByRole('heading', { level: 1 }).press('?');
  await list.waitFor();
  expect(await page.getByLabel('Förnamn').inputValue()).toContain('?');
  await audit(page);
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  await page.getByRole('switch', { name: 'Kommandon med en enda tangent' }).press('Space');
  await page.getByRole('heading', { level: 1 }).press('?');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Sök och gå till' }).waitFor();
  expect(await list.count()).toBe(0);
  await page.keyboard.press('Escape');
  await expectNoSidewaysScroll(page);
});

test('another password signs out at once, here and everywhere', async () => {
  const page = await portal.openPage({ as: 'operator', path: '/profile' });
  const elsewhere = await portal.openPage({ as: 'operator' });
  await page.reload();
  await page.getByText('När du byter lösenord loggas du ut direkt. Logga in igen med det nya.').waitFor();
  const sessions = page.getByRole('table', { name: 'Inloggningar' });
  await sessions.getByText('Den här enheten').waitFor();
  expect(await sessions.getByRole('button', { name: /^Avsluta inloggningen på/u }).count()).toBeGreaterThan(
    0,
  );
  await page.getByLabel('Nuvarande lösenord').fill(productPassword);
  await page.getByLabel('Nytt lösenord').fill('kort');
  await page.getByLabel('Det nya lösenordet en gång till').fill('kort');
  await page.getByRole('button', { name: 'Byt lösenord' }).click();
  await page.locator('[aria-invalid=true]').first().waitFor();
  const next = 'sju sorters kakor och saft';
  await page.getByLabel('Nytt lösenord').fill(next);
  await page.getByLabel('Det nya lösenordet en gång till').fill(next);
  await page.getByRole('button', { name: 'Byt lösenord' }).click();
  await page.getByText('Lösenordet är bytt. Logga in med det nya.').waitFor();
  await elsewhere.goto('/users');
  await elsewhere.getByRole('heading', { name: 'Logga in' }).waitFor();
  await page.getByLabel('E-post').fill(productPeople.operator.email);
  await page.getByLabel('Lösenord', { exact: true }).fill(next);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor();
});
