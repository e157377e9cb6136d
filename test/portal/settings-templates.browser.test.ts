// Settings templates: made, told what to set and what to leave alone, applied anew as the preview says, cloned and deleted.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, expectNoSidewaysScroll } from './audit.ts';
import { openPortal } from './open-portal.ts';
import type { Portal } from './open-portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal({ people: 20 });
});
afterAll(() => portal.close());

test('one is made, sets one thing and leaves the rest alone, is cloned, and both are deleted', async () => {
  const page = await portal.openPage({ path: '/settings-templates' });
  await page.getByRole('row', { name: /Kontor/u }).waitFor();
  await audit(page);
  await page.getByRole('button', { name: 'Ny mall' }).click();
  const form = page.getByRole('dialog', { name: 'Ny mall' });
  await form.getByLabel('Namn på mallen').fill('Kontor');
  await form.getByRole('button', { name: 'Skapa mallen' }).click();
  await form.getByRole('alert').or(form.locator('[aria-invalid=true]')).first().waitFor();
  await form.getByLabel('Namn på mallen').fill('Lager');
  await form.getByRole('button', { name: 'Skapa mallen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lager' }).waitFor();
  const voicemail = page.getByRole('radiogroup', { name: 'Röstbrevlåda' });
  expect(await voicemail.getByRole('radio', { name: 'Rörs inte' }).isChecked()).toBe(true);
  await voicemail.getByText('Av', { exact: true }).click();
  await page.getByLabel('Ringtid i sekunder').fill('4');
  await page.keyboard.press('Control+s');
  await page.locator('[aria-invalid=true]').waitFor();
  await page.getByLabel('Ringtid i sekunder').fill('45');
  await page.keyboard.press('Control+s');
  await page.getByText('Ändringarna är sparade').waitFor();
  await audit(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Klona' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lager 2' }).waitFor();
  expect(await page.getByLabel('Ringtid i sekunder').inputValue()).toBe('45');
  await page.getByRole('button', { name: 'Ta bort mallen' }).click();
  await page.getByText('Ingen användare har mallen.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Ta bort mallen' }).click();
  await page.getByRole('row', { name: /Lager/u }).waitFor();
  expect(await page.getByRole('row', { name: /Lager/u }).count()).toBe(1);
});

test('a change reaches whoever has the template when it is applied anew, and not before; leaving it unsaved asks', async () => {
  const page = await portal.openPage({ path: '/settings-templates' });
  await page.getByRole('row', { name: /Kontor/u }).click();
  await page.getByLabel('Ringtid i sekunder').fill('50');
  await page.getByRole('link', { name: /användare har den/u }).click();
  await page
    .getByRole('dialog', { name: 'Lämna utan att spara' })
    .getByRole('button', { name: 'Avbryt' })
    .click();
  await page.getByRole('button', { name: 'Spara', exact: false }).click();
  await page.getByText('Ändringarna är sparade').waitFor();
  await page.getByRole('button', { name: 'Tillämpa på nytt' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tillämpa Kontor på alla som har den' });
  await dialog.getByRole('row', { name: /Ringtid i sekunder 30 s 50 s/u }).waitFor();
  await audit(page);
  await dialog.getByRole('button', { name: /^Tillämpa på \d+ användare$/u }).click();
  await page.getByText(/Mallen är tillämpad på \d+ användare/u).waitFor();
  // A way back that is refused is told where it stays until it has been read.
  await page.route('**/undo', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'undo.nothing', detail: 'Nothing can be taken back.', cure: '' }),
    }),
  );
  await page.getByRole('button', { name: 'Ångra', exact: true }).click();
  const refused = page.getByRole('dialog', { name: 'Det gick inte att ångra' });
  await refused.getByRole('alert').waitFor();
  await audit(page);
  await page.keyboard.press('Escape');
  await refused.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /användare har den/u }).click();
  await page.getByRole('grid').getByRole('row').nth(2).click();
  await page.getByRole('dialog').getByText('Ringtid i sekunder').waitFor();
  expect(await page.getByRole('dialog').getByText('50 s', { exact: true }).count()).toBe(1);
});

test('a viewer reads a template and changes nothing, in English, dark and narrow', async () => {
  const page = await portal.openPage({
    as: 'viewer',
    path: '/settings-templates',
    language: 'en',
    theme: 'dark',
    widthPx: 320,
  });
  await page.getByRole('row', { name: /Kontor/u }).click();
  await page.getByRole('heading', { level: 1, name: 'Kontor' }).waitFor();
  expect(await page.getByLabel('Name of the template').isEditable()).toBe(false);
  for (const name of ['Save', 'Clone', 'Delete the template', 'Apply again'])
    expect(await page.getByRole('button', { name }).count(), name).toBe(0);
  await expectNoSidewaysScroll(page);
  await audit(page);
});
