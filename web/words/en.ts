// English: the shape is Swedish's, so that a missing or an extra key does not compile.
import { common } from './en/everywhere.ts';
import { frame } from './en/frame.ts';
import { parts } from './en/parts.ts';
import { problems } from './en/problems.ts';
import { problemsOfOffice } from './en/problems-office.ts';
import { problemsOfPeople } from './en/problems-people.ts';
import { reasons } from './en/reasons.ts';
import { whys } from './en/whys.ts';
import { fields } from './en/fields.ts';
import { company } from './en/company.ts';
import { webhooks } from './en/webhooks.ts';
import { overview } from './en/overview.ts';
import { users } from './en/users.ts';
import { numbers } from './en/numbers.ts';
import { settingsTemplates } from './en/settings-templates.ts';
import { integrations } from './en/integrations.ts';
import { syncTemplates } from './en/sync-templates.ts';
import { runs } from './en/runs.ts';
import { people } from './en/people.ts';
import { outbox } from './en/outbox.ts';
import { audit } from './en/audit.ts';
import { administrators } from './en/administrators.ts';
import { profile } from './en/profile.ts';
import { signIn } from './en/sign-in.ts';
import type { sv } from './sv.ts';
import { lazily } from './lazily.ts';

// What only the pages of a sync template say.
const guide = lazily(async () => (await import('./en/guide.ts')).guide);
const mapping = lazily(async () => (await import('./en/mapping.ts')).mapping);
const provider = lazily(async () => (await import('./en/provider.ts')).provider);
const syncTemplate = lazily(async () => (await import('./en/sync-template.ts')).syncTemplate);

export const en: typeof sv = {
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
