// Words of the page integrations, Swedish.
import { plural } from '../plural.ts';

export const integrations = {
  title: 'Integrationer',
  lead: 'Det som håller användarna i växeln i takt med andra system.',
  adSync: 'AD Sync',
  adSyncText: 'Användarna följer Microsoft Entra ID.',
  open: 'Öppna AD Sync',
  templates: (count: number, shown: string) => plural(count, shown, '# mall', '# mallar'),
  active: (count: number, shown: string) => plural(count, shown, '# aktiv', '# aktiva'),
  paused: (count: number, shown: string) => plural(count, shown, '# pausad', '# pausade'),
  notSetUp: 'Inte uppsatt än',
  isWell: 'Allt är i ordning',
  waits: 'Väntar på godkännande',
  trouble: (count: number, shown: string) => plural(count, shown, '# problem', '# problem'),
  failed: 'Läget kunde inte läsas in',
  webhooks: (count: number, shown: string) =>
    count === 0 ? 'Ingen webhook än' : plural(count, shown, '# webhook', '# webhooks'),
  failing: (count: number, shown: string) => plural(count, shown, '# når inte fram', '# når inte fram'),
  webhooksFailed: 'Webhookarna kunde inte läsas in',
  openWebhooks: 'Öppna Webhooks',
};
