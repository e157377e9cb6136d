// English: the shape is Swedish's, so that a missing or an extra key does not compile.
import { common } from './en/everywhere.ts';
import { frame } from './en/frame.ts';
import { places } from './en/places.ts';
import { parts } from './en/parts.ts';
import { problems } from './en/problems.ts';
import { problemsOfExchanges } from './en/problems-exchanges.ts';
import { problemsOfOffice } from './en/problems-office.ts';
import { problemsOfPeople } from './en/problems-people.ts';
import { reasons } from './en/reasons.ts';
import { whys } from './en/whys.ts';
import { fields } from './en/fields.ts';
import { overview } from './en/overview.ts';
import { users } from './en/users.ts';
import { settingsTemplates } from './en/settings-templates.ts';
import { integrations } from './en/integrations.ts';
import { syncTemplates } from './en/sync-templates.ts';
import { runs } from './en/runs.ts';
import { people } from './en/people.ts';
import { administrators } from './en/administrators.ts';
import { profile } from './en/profile.ts';
import { signIn } from './en/sign-in.ts';
import type { sv } from './sv.ts';
import { lazily } from './lazily.ts';

// What only one page says, or the pages of a sync template.
const compare = lazily(async () => (await import('./en/compare.ts')).compare);
const company = lazily(async () => (await import('./en/company.ts')).company);
const webhooks = lazily(async () => (await import('./en/webhooks.ts')).webhooks);
const exchanges = lazily(async () => (await import('./en/exchanges.ts')).exchanges);
const exchangeSettings = lazily(async () => (await import('./en/exchange-settings.ts')).exchangeSettings);
const exchangeTroubles = lazily(async () => (await import('./en/exchange-troubles.ts')).exchangeTroubles);
const numbers = lazily(async () => (await import('./en/numbers.ts')).numbers);
const outbox = lazily(async () => (await import('./en/outbox.ts')).outbox);
const audit = lazily(async () => (await import('./en/audit.ts')).audit);
const guide = lazily(async () => (await import('./en/guide.ts')).guide);
const mapping = lazily(async () => (await import('./en/mapping.ts')).mapping);
const provider = lazily(async () => (await import('./en/provider.ts')).provider);
const syncTemplate = lazily(async () => (await import('./en/sync-template.ts')).syncTemplate);

export const en: typeof sv = {
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
