// The overview leads somebody who has read nothing: from it to a preview, through it, to who is left out and why, and to what changed.
// What waits for somebody stands first; where nothing is set up yet, the way to begin.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 60, isSynced: false, template: { mode: 'paused' } });
});
afterAll(() => portal.close());

test('a new administrator sees a preview, switches the sync on by it, and learns who is not there and why', async () => {
  const page = await portal.openPage({ path: '/' });
  await page.getByText('Har aldrig synkroniserats').waitFor();
  await audit(page);
  await page.getByRole('button', { name: 'Förhandsgranska' }).click();
  await page
    .getByText('Mallen står på Pausa. Så här skulle det bli med Användarsynk.', { exact: false })
    .waitFor();
  await page.getByRole('button', { name: /^Slå på Användarsynk och genomför \d+ steg$/u }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Slå på Användarsynk/u }).click();
  await page.getByText(/^\d+ skapades\. \d+ personer fick ingen användare\.$/u).waitFor();
  await page.getByRole('link', { name: 'Översikt' }).first().click();
  const leftOut = page.getByRole('region', { name: /personer i Entra ID har ingen användare$/u });
  await leftOut.getByRole('link', { name: /PSTN Fixed saknas/u }).click();
  await page.getByRole('heading', { level: 1, name: 'Personer i Entra ID' }).waitFor();
  expect(new URL(page.url()).searchParams.get('reason')).toBe('pstnFixed.missing');
});

test('what waits for somebody stands first, with its cure and its way on, and reminders can be silenced', async () => {
  portal.emulator.faults.add({ effect: 'aadsts', code: 7000222, path: '/*/oauth2/v2.0/token' });
  await portal.run();
  portal.emulator.faults.clear();
  const page = await portal.openPage({ path: '/' });
  const attention = page.getByRole('region', { name: 'Att titta på' });
  await attention.getByText('Hemligheten har gått ut').first().waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  await attention.getByRole('button', { name: 'Påminn inte' }).click();
  await page.getByRole('menuitem', { name: 'I 7 dagar' }).click();
  await attention.getByText(/^.*Påminner igen \d+ .*$/u).waitFor();
  expect(await attention.getByRole('button', { name: 'Påminn inte' }).count()).toBe(0);
  const viewer = await portal.openPage({
    as: 'viewer',
    path: '/',
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  await viewer.getByRole('region', { name: 'Sync templates' }).getByText('Alla kontor').waitFor();
  expect(await viewer.getByRole('button', { name: /Preview|Resync|remind/u }).count()).toBe(0);
  await audit(viewer);
  await expectNoSidewaysScroll(viewer);
});

test('a company that has nothing yet is shown the three steps, and an overview that can not be read says so', async () => {
  const page = await portal.openPage({ path: '/runs' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const answer = (body: object, status = 200) => ({
    status,
    contentType: status === 200 ? 'application/json' : 'application/problem+json',
    body: JSON.stringify(body),
  });
  let isBroken = true;
  await page.route('**/api/v1/companies/*/status', (route) =>
    route.fulfill(
      isBroken ? answer({ code: 'internal', status: 500, reference: 'abc-123' }, 500) : answer({ items: [] }),
    ),
  );
  await page.getByRole('link', { name: 'Översikt' }).first().click();
  await page.getByText('Översikten gick inte att läsa in').waitFor();
  isBroken = false;
  await page.getByRole('button', { name: 'Försök igen' }).click();
  await page.getByRole('region', { name: 'Kom igång' }).getByText('Skapa en mall').waitFor();
  await audit(page);
  await page.getByRole('link', { name: 'Skapa ny mall' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/integrations/ad-sync');
});
