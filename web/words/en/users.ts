// Words of the page users, English.
import { plural } from '../plural.ts';
import type { users as shape } from '../sv/users.ts';

export const users: typeof shape = {
  title: 'Users',
  search: 'Search name, alias, e-mail or number',
  statusLabel: 'Status',
  sourceLabel: 'Source',
  templateLabel: 'Settings template',
  syncedLabel: 'Last synced',
  status: { active: 'Active', leaving: 'Leaving', new: 'New' },
  leavesOn: (day) => `Leaving ${day}`,
  entra: 'Entra ID',
  byHand: 'By hand',
  noNumber: 'No number',
  count: (count, shown) => plural(count, shown, '# user', '# users'),
  countOf: (shown, total, all) => plural(total, all, `${shown} of # user`, `${shown} of # users`),
  empty: 'No users yet',
  noHit: 'No user matches',
  failed: 'The users could not be loaded',
};
