// What opens on pages: drawers, dialogs, menus, a row unfolded, a list that nothing fits.
import type { Page } from 'playwright-core';
import type { Shot } from '../shot.ts';

/** Presses a button of the page by its name in each language. */
const press =
  (sv: string, en: string): NonNullable<Shot['prepare']> =>
  async (page, language) => {
    await page
      .getByRole('button', { name: language === 'sv' ? sv : en, exact: true })
      .first()
      .click();
    await page.getByRole('dialog').first().waitFor();
  };

const firstRow = async (page: Page): Promise<void> => {
  await page.getByRole('grid').getByRole('row').nth(1).click();
};
const openFirstRow = async (page: Page): Promise<void> => {
  await firstRow(page);
  await page.getByRole('dialog').first().waitFor();
};

export const shots: Shot[] = [
  {
    name: 'palette',
    path: '/',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('an');
    },
  },
  {
    name: 'keys',
    path: '/profile',
    prepare: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'users-drawer', path: ({ user }) => `/users?user=${user}` },
  { name: 'users-drawer-viewer', path: ({ user }) => `/users?user=${user}`, as: 'viewer' },
  { name: 'users-new', path: '/users', prepare: press('Ny användare', 'New user') },
  {
    name: 'users-chosen',
    path: '/users',
    prepare: async (page) => {
      await page.getByRole('grid').getByRole('checkbox').nth(2).check();
      await page.getByRole('grid').getByRole('checkbox').nth(3).check();
    },
  },
  { name: 'users-none', path: '/users?q=zzz' },
  { name: 'user-edit', path: ({ user }) => `/users/${user}`, prepare: press('Ändra', 'Edit') },
  { name: 'user-delete', path: ({ user }) => `/users/${user}`, prepare: press('Ta bort', 'Delete') },
  { name: 'user-hold', path: ({ user }) => `/users/${user}`, prepare: press('Behåll', 'Hold') },
  { name: 'numbers-ledger', path: '/numbers?view=ledger' },
  { name: 'numbers-drawer', path: '/numbers?view=ledger', prepare: openFirstRow },
  { name: 'numbers-series', path: '/numbers', prepare: press('Redigera serier', 'Edit series') },
  { name: 'numbers-import', path: '/numbers', prepare: press('Importera CSV', 'Import CSV') },
  { name: 'numbers-reserve', path: '/numbers', prepare: press('Reservera nummer', 'Reserve numbers') },
  { name: 'numbers-reserved', path: '/numbers?view=reserved' },
  { name: 'settings-templates-new', path: '/settings-templates', prepare: press('Ny mall', 'New template') },
  { name: 'company-mail', path: '/company?tab=mail' },
  { name: 'webhooks-new', path: '/integrations/webhooks', prepare: press('Ny webhook', 'New webhook') },
  {
    name: 'exchange-users',
    path: ({ exchange }) => `/integrations/exchanges/${exchange}?tab=users&state=drift`,
    prepare: firstRow,
  },
  {
    name: 'exchange-delete',
    path: ({ exchange }) => `/integrations/exchanges/${exchange}`,
    prepare: press('Ta bort', 'Delete'),
  },
  {
    name: 'ad-sync-create',
    path: '/integrations/ad-sync',
    prepare: press('Skapa ny mall', 'Create new template'),
  },
  { name: 'ad-sync-runs', path: ({ template }) => `/integrations/ad-sync/${template}?tab=runs` },
  {
    name: 'ad-sync-mail',
    path: ({ template }) => `/integrations/ad-sync/${template}`,
    prepare: press('Visa mailet', 'Show the mail'),
  },
  { name: 'run-row', path: ({ firstRun }) => `/runs/${firstRun}`, prepare: firstRow },
  {
    name: 'run-approve',
    path: ({ withheldRun }) => `/runs/${withheldRun}`,
    prepare: async (page, language) => {
      await page
        .getByRole('button', { name: language === 'sv' ? /^Granska och godkänn/u : /^Review and approve/u })
        .first()
        .click();
      await page.getByRole('dialog').first().waitFor();
    },
  },
  { name: 'people-conflicts', path: '/people?standing=conflict' },
  { name: 'people-skipped', path: '/people?standing=skip' },
  { name: 'people-quality', path: '/people?view=quality' },
  { name: 'outbox-mail', path: ({ mail }) => `/outbox?mail=${mail}` },
  { name: 'audit-administrators', path: '/audit?log=audit' },
  {
    name: 'audit-event',
    path: '/audit',
    prepare: async (page) => {
      await page.locator('main table button').first().click();
      await page.getByRole('dialog').first().waitFor();
    },
  },
  { name: 'admins-roles', path: '/admins?tab=roles' },
  { name: 'admins-tokens', path: '/admins?tab=tokens' },
  { name: 'admins-token', path: '/admins?tab=tokens', prepare: press('Ny API-nyckel', 'New API token') },
  { name: 'admins-invite', path: '/admins?invite=true' },
];
