// Swedish: every text of the portal, one file for each page. Its shape is what every language has to have.
import { common } from './sv/everywhere.ts';
import { frame } from './sv/frame.ts';
import { parts } from './sv/parts.ts';
import { problems } from './sv/problems.ts';
import { problemsOfOffice } from './sv/problems-office.ts';
import { problemsOfPeople } from './sv/problems-people.ts';
import { reasons } from './sv/reasons.ts';
import { whys } from './sv/whys.ts';
import { fields } from './sv/fields.ts';
import { company } from './sv/company.ts';
import { webhooks } from './sv/webhooks.ts';
import { overview } from './sv/overview.ts';
import { users } from './sv/users.ts';
import { numbers } from './sv/numbers.ts';
import { settingsTemplates } from './sv/settings-templates.ts';
import { integrations } from './sv/integrations.ts';
import { syncTemplates } from './sv/sync-templates.ts';
import { runs } from './sv/runs.ts';
import { people } from './sv/people.ts';
import { outbox } from './sv/outbox.ts';
import { audit } from './sv/audit.ts';
import { administrators } from './sv/administrators.ts';
import { profile } from './sv/profile.ts';
import { signIn } from './sv/sign-in.ts';
import { lazily } from './lazily.ts';

// What only the pages of a sync template say.
const guide = lazily(async () => (await import('./sv/guide.ts')).guide);
const mapping = lazily(async () => (await import('./sv/mapping.ts')).mapping);
const provider = lazily(async () => (await import('./sv/provider.ts')).provider);
const syncTemplate = lazily(async () => (await import('./sv/sync-template.ts')).syncTemplate);

export const sv = {
  common,
  frame,
  parts,
  problems: { ...problems, ...problemsOfPeople, ...problemsOfOffice },
  reasons,
  whys,
  fields,
  company,
  webhooks,
  overview,
  users,
  numbers,
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
  outbox,
  audit,
  administrators,
  profile,
  signIn,
};
