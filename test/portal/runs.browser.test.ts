// Runs as people use them: a preview looked through and carried out just as it was seen, one change and then all taken back, a brake
// approved by typing the number; progress while it goes, also when the line is lost. Viewers see all of it and can do none of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openProductAsk } from '../../demo/product-people.ts';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
let ask: Awaited<ReturnType<typeof openProductAsk>>;
beforeAll(async () => {
  portal = await openPortal({ people: 80, isSynced: false });
  ask = await openProductAsk(portal, 'administrator');
});
afterAll(() => portal.close());

const start = async (body: object = {}): Promise<string> => {
  const path = `/companies/${portal.companyId}/sync-templates/${portal.templateId}/runs`;
  return String((await ask('POST', path, body))['run']);
};
const grid = (page: Page) => page.getByRole('grid', { name: 'Steg' });
const counter = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Visa steg efter vad de gör' }).getByRole('button', { name });
const linked = async () =>
  portal.database.kysely
    .selectFrom('links')
    .innerJoin('users', 'users.id', 'links.user_id')
    .select(['links.person_id as person', 'users.name', 'users.surname'])
    .where('links.missing_since', 'is', null)
    .orderBy('users.alias')
    .execute();

test('a preview says who would be left out and why, and is carried out just as it was seen', async () => {
  const page = await portal.openPage({ path: `/runs/${await start({ preview: true })}` });
  await page.getByText('Inget har ändrats än.').waitFor();
  await grid(page).getByRole('row').nth(2).waitFor();
  expect(await page.title()).toMatch(
    /^Förhandsgranskning · Förhandsgranskning #\d+ – Nordvik Energi AB – Rollcall$/u,
  );
  const reason = page.getByRole('button', { name: /personer?: PSTN Fixed saknas/u });
  const count = Number.parseInt((await reason.textContent()) ?? '', 10);
  await reason.click();
  await page.getByRole('heading', { name: `Steg ${count}` }).waitFor();
  expect(new URL(page.url()).searchParams.get('code')).toBe('pstnFixed.missing');
  await grid(page).getByRole('row').nth(1).press('Enter');
  await page.getByText('Fyll i fältet för personen i Entra ID', { exact: false }).waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  await reason.click();
  await counter(page, /^Skapa/u).click();
  await grid(page)
    .getByRole('row', { name: /^Skapa: / })
    .first()
    .waitFor();
  const steps = /\d+/u.exec(
    (await page.getByRole('button', { name: /^Genomför/u }).textContent()) ?? '',
  )?.[0];
  await page.getByRole('button', { name: `Genomför ${steps} steg` }).click();
  await page.getByText(`${steps} skapades.`).waitFor();
  expect((await linked()).length).toBe(Number(steps));
  await page.goBack();
  await page.getByRole('button', { name: `Genomför ${steps} steg` }).click();
  await page.getByRole('alert').getByText('Det gick inte att genomföra').waitFor();
});

test('one change is taken back, and a whole run is looked at first and then undone', async () => {
  const [eva, nils] = await linked();
  for (const one of [eva, nils]) portal.emulator.tenant.update(one?.person ?? '', { jobTitle: 'Montör' });
  const page = await portal.openPage({ path: `/runs/${await start()}` });
  await page.getByText('2 ändrades', { exact: false }).waitFor();
  const name = `${eva?.name} ${eva?.surname}`;
  await page.getByRole('searchbox', { name: 'Sök i stegen' }).fill(name);
  await page.getByRole('heading', { name: 'Steg 1', exact: true }).waitFor();
  await grid(page)
    .getByRole('row', { name: new RegExp(name, 'u') })
    .click();
  await page.getByRole('button', { name: 'Varför?' }).click();
  await page.getByRole('table', { name: 'Ändrade fält' }).getByText('jobTitle').waitFor();
  await page.getByRole('button', { name: 'Ångra', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Ångra ändringen av/u })
    .click();
  await page.getByRole('heading', { level: 1, name: /^Ångring/u }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Ångra synkroniseringen' }).click();
  await page.getByText('Inget har tagits tillbaka än.').waitFor();
  await page
    .getByText('1 person: Redan ångrat')
    .or(page.getByRole('button', { name: /Redan ångrat/u }))
    .first()
    .waitFor();
  await audit(page);
  await page.getByRole('button', { name: 'Ångra 1 ändring', exact: true }).click();
  await page.getByText('1 ändrades.').waitFor();
});

test('a brake is approved by typing how many it is, and by nobody who may only look', async () => {
  for (const { person } of (await linked()).slice(0, 20)) portal.emulator.tenant.remove(person);
  const run = await start();
  const page = await portal.openPage({ path: `/runs/${run}` });
  await page.getByText('20 användare skulle sluta eller tas bort', { exact: false }).waitFor();
  const viewer = await portal.openPage({ as: 'viewer', path: `/runs/${run}`, language: 'en', theme: 'dark' });
  await viewer.getByRole('button', { name: 'Review …' }).click();
  await viewer.getByRole('dialog').getByRole('row').nth(3).waitFor();
  expect(await viewer.getByRole('textbox').count()).toBe(0);
  await viewer.keyboard.press('Escape');
  expect(await viewer.getByRole('button', { name: /Undo|Preview again|Apply/u }).count()).toBe(0);
  await page.getByRole('button', { name: 'Granska och godkänn …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Godkänn borttagningarna' });
  await dialog.getByRole('row').nth(3).waitFor();
  await audit(page);
  await dialog.getByRole('textbox').fill('19');
  await page.keyboard.press('Enter');
  await dialog.getByText('Det är 20 användare i listan.').waitFor();
  await dialog.getByRole('textbox').fill('20');
  await page.keyboard.press('Enter');
  await page.getByText('20 slutar.', { exact: false }).waitFor();
  await page.goto(`/runs/${run}`);
  await page.getByText('Godkänd', { exact: true }).waitFor();
});

test('a run that goes is seen going, the lost line is told and comes back, and it is called off', async () => {
  portal.emulator.faults.add({ effect: 'slow', delayMs: 60_000, path: '/v1.0/users*' });
  const run = await start();
  const page = await portal.openPage({ path: `/runs/${run}`, expects: ['Failed to load resource'] });
  await page.getByText('Pågår', { exact: true }).first().waitFor();
  await page.getByText('Läser Entra ID').waitFor();
  await audit(page);
  await page.clock.install();
  await page.context().setOffline(true);
  await page.clock.fastForward(15_000);
  await page.getByText('Ingen kontakt med servern – försöker igen').first().waitFor();
  await page.context().setOffline(false);
  await page.clock.resume();
  await page
    .getByText('Synkroniseringen går vidare på servern', { exact: false })
    .waitFor({ state: 'detached' });
  portal.emulator.faults.clear();
  await page.getByRole('button', { name: 'Avbryt synkroniseringen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Avbryt synkroniseringen' }).click();
  await page.getByText('Inget av den genomfördes.', { exact: false }).first().waitFor();
  await page.getByText('Avbruten', { exact: true }).first().waitFor();
});

test('a server that is started anew in the middle of a run is found again, and tells that the run was broken off', async () => {
  portal.emulator.faults.add({ effect: 'slow', delayMs: 60_000, path: '/v1.0/users*' });
  const page = await portal.openPage({
    path: `/runs/${await start()}`,
    expects: ['Failed to load resource'],
  });
  await page.getByText('Läser Entra ID').waitFor();
  portal.emulator.faults.clear();
  await portal.restart();
  await page.getByText('Synkroniseringen är slut:', { exact: false }).waitFor({ state: 'attached' });
  await page.getByText('Avbruten', { exact: true }).first().waitFor();
  expect(
    await page.getByText('nästa synkronisering läser och planerar på nytt', { exact: false }).count(),
  ).toBe(1);
});

test('the history is filtered by its address, opened by keyboard, and read as bars or as a table', async () => {
  const page = await portal.openPage({ path: '/runs?changes=with&preview=none' });
  const list = page.getByRole('grid', { name: 'Synkroniseringar' });
  await list.getByRole('row').nth(1).waitFor();
  expect(await list.getByText('Avbruten').count()).toBe(0);
  await page.getByRole('button', { name: 'Visa som tabell' }).click();
  await page
    .getByRole('region', { name: /senaste/u })
    .getByText('Avbruten')
    .first()
    .waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  await list.getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^(Synkronisering|Ångring) #\d/u }).waitFor();
  const english = await portal.openPage({ path: '/runs?state=failed', language: 'en', theme: 'dark' });
  await english.getByRole('grid', { name: 'Runs' }).getByText('Called off').first().waitFor();
  await english.goto('/runs?state=refused');
  await english.getByText('No run matches').waitFor();
});
