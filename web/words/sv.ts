// Swedish: every text of the portal, one file for each page. Its shape is what every language has to have.
import { common } from './sv/everywhere.ts';
import { frame } from './sv/frame.ts';
import { places } from './sv/places.ts';
import { parts } from './sv/parts.ts';
import { problems } from './sv/problems.ts';
import { problemsOfExchanges } from './sv/problems-exchanges.ts';
import { problemsOfOffice } from './sv/problems-office.ts';
import { problemsOfPeople } from './sv/problems-people.ts';
import { reasons } from './sv/reasons.ts';
import { whys } from './sv/whys.ts';
import { fields } from './sv/fields.ts';
import { overview } from './sv/overview.ts';
import { users } from './sv/users.ts';
import { settingsTemplates } from './sv/settings-templates.ts';
import { integrations } from './sv/integrations.ts';
import { syncTemplates } from './sv/sync-templates.ts';
import { runs } from './sv/runs.ts';
import { people } from './sv/people.ts';
import { administrators } from './sv/administrators.ts';
import { profile } from './sv/profile.ts';
import { signIn } from './sv/sign-in.ts';
import { lazily } from './lazily.ts';

// What only one page says, or the pages of a sync template.
const compare = lazily(async () => (await import('./sv/compare.ts')).compare);
const company = lazily(async () => (await import('./sv/company.ts')).company);
const webhooks = lazily(async () => (await import('./sv/webhooks.ts')).webhooks);
const exchanges = lazily(async () => (await import('./sv/exchanges.ts')).exchanges);
const exchangeSettings = lazily(async () => (await import('./sv/exchange-settings.ts')).exchangeSettings);
const exchangeTroubles = lazily(async () => (await import('./sv/exchange-troubles.ts')).exchangeTroubles);
const numbers = lazily(async () => (await import('./sv/numbers.ts')).numbers);
const outbox = lazily(async () => (await import('./sv/outbox.ts')).outbox);
const audit = lazily(async () => (await import('./sv/audit.ts')).audit);
const guide = lazily(async () => (await import('./sv/guide.ts')).guide);
const mapping = lazily(async () => (await import('./sv/mapping.ts')).mapping);
const provider = lazily(async () => (await import('./sv/provider.ts')).provider);
const syncTemplate = lazily(async () => (await import('./sv/sync-template.ts')).syncTemplate);

export const sv = {
  common,
  frame,
  places,
  parts,
  problems: { ...problems, ...problemsOfPeople, ...problemsOfOffice, ...problemsOfExchanges },
  reasons,
  whys,
  fields,
  get compare() {
    return compare();
  },
  get company() {
    return company();
  },
  get webhooks() {
    return webhooks();
  },
  get exchanges() {
    return exchanges();
  },
  get exchangeSettings() {
    return exchangeSettings();
  },
  get exchangeTroubles() {
    return exchangeTroubles();
  },
  overview,
  users,
  get numbers() {
    return numbers();
  },
  settingsTemplates,
  integrations,
  syncTemplates,
  get guide() {
    return guide();
  },
  get mapping() {
    return mapping();
  },
  get provider() {
    return provider();
  },
  get syncTemplate() {
    return syncTemplate();
  },
  runs,
  people,
  get outbox() {
    return outbox();
  },
  get audit() {
    return audit();
  },
  administrators,
  profile,
  signIn,
  /** Brings what only some pages say. */
  later: () =>
    Promise.all([
      compare.load(),
      company.load(),
      webhooks.load(),
      exchanges.load(),
      exchangeSettings.load(),
      exchangeTroubles.load(),
      numbers.load(),
      outbox.load(),
      audit.load(),
      guide.load(),
      mapping.load(),
      provider.load(),
      syncTemplate.load(),
      people.explain.load(),
    ]),
};
