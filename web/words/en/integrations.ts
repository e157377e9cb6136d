// Words of the page integrations, English.
import { plural } from '../plural.ts';

export const integrations = {
  title: 'Integrations',
  lead: 'What keeps the users of the exchange in step with other systems.',
  adSync: 'AD Sync',
  adSyncText: 'The users follow Microsoft Entra ID.',
  open: 'Open AD Sync',
  templates: (count: number, shown: string) => plural(count, shown, '# template', '# templates'),
  active: (count: number, shown: string) => plural(count, shown, '# active', '# active'),
  paused: (count: number, shown: string) => plural(count, shown, '# paused', '# paused'),
  notSetUp: 'Not set up yet',
  isWell: 'All is well',
  waits: 'Waits for approval',
  trouble: (count: number, shown: string) => plural(count, shown, '# problem', '# problems'),
  failed: 'The state could not be read',
  webhooks: (count: number, shown: string) =>
    count === 0 ? 'No webhook yet' : plural(count, shown, '# webhook', '# webhooks'),
  failing: (count: number, shown: string) => plural(count, shown, '# does not arrive', '# do not arrive'),
  webhooksFailed: 'The webhooks could not be loaded',
  openWebhooks: 'Open Webhooks',
};
