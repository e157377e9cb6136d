// Where each page of the router is, in a company that has lived for a while. A page that is missing here is missing in the walks, and
// they fail: the list is compared with the table of the router that runs in the browser.
import type { ShotIds } from '../../../scripts/shot.ts';

export type Address = string | ((ids: ShotIds) => string);

/** By the router's own paths. */
export const addresses: Record<string, Address> = {
  '/sign-in': '/sign-in',
  '/': '/',
  '/users': '/users',
  '/users/$user': ({ leavingUser }) => `/users/${leavingUser}`,
  '/numbers': '/numbers',
  '/settings-templates': '/settings-templates',
  '/settings-templates/$settingsTemplate': ({ settingsTemplate }) =>
    `/settings-templates/${settingsTemplate}`,
  '/company': '/company',
  '/integrations': '/integrations',
  '/integrations/webhooks': '/integrations/webhooks',
  '/integrations/exchanges': '/integrations/exchanges',
  '/integrations/exchanges/$exchange': ({ exchange }) => `/integrations/exchanges/${exchange}`,
  '/integrations/ad-sync': '/integrations/ad-sync',
  '/integrations/ad-sync/$template': ({ template }) => `/integrations/ad-sync/${template}`,
  '/integrations/ad-sync/$template/guide': ({ template }) => `/integrations/ad-sync/${template}/guide`,
  '/runs': '/runs',
  '/runs/$run': ({ withheldRun }) => `/runs/${withheldRun}`,
  '/people': '/people',
  '/people/$person': ({ conflictPerson }) => `/people/${conflictPerson}`,
  '/outbox': '/outbox',
  '/audit': '/audit',
  '/admins': '/admins',
  '/profile': '/profile',
};

/** What the same pages show by another address, and what is no page at all. */
export const faces: Record<string, Address> = {
  'run, steps of one kind': ({ firstRun }) => `/runs/${firstRun}?op=create`,
  'run, preview': ({ previewRun }) => `/runs/${previewRun}`,
  'user drawer': ({ user }) => `/users?user=${user}`,
  'users, no hit': '/users?q=zzz',
  'numbers, ledger': '/numbers?view=ledger',
  'numbers, reserved': '/numbers?view=reserved',
  'company, mail': '/company?tab=mail',
  'exchange, new': '/integrations/exchanges/new',
  'exchange, users': ({ exchange }) => `/integrations/exchanges/${exchange}?tab=users`,
  'template, mapping': ({ template }) => `/integrations/ad-sync/${template}?tab=mapping`,
  'template, runs': ({ template }) => `/integrations/ad-sync/${template}?tab=runs`,
  'run, failed': ({ failedRun }) => `/runs/${failedRun}`,
  'person, skipped': ({ skippedPerson }) => `/people/${skippedPerson}`,
  'people, quality': '/people?view=quality',
  'outbox, mail': ({ mail }) => `/outbox?mail=${mail}`,
  'audit, administrators': '/audit?log=audit',
  'admins, roles': '/admins?tab=roles',
  'admins, API keys': '/admins?tab=tokens',
  'no page': '/finns-inte',
};
