// rollcall release-mail [TEMPLATE]: sends welcome mails that are held, of one sync template or of the whole company; --dry-run tells
// how many.
import { releaseHeld } from '../run/outbox.ts';
import { readCompanies } from '../store/companies.ts';
import { anyMail } from '../store/outbox-list.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { Command } from './command.ts';
import { pickCompany, pickTemplate } from './pick.ts';
import { mailHandOf, presentManyDone } from './with-mail.ts';
import { withStore } from './with-store.ts';

export const releaseMail: Command = (context) =>
  withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const { config, words } = context;
    const companies = await readCompanies(kysely);
    const [name] = words;
    const picked =
      name === undefined
        ? { company: pickCompany(companies, config.company), template: null }
        : pickTemplate(companies, await readSyncTemplates(kysely, null), name, config.company);
    const templateId = picked.template?.template.id ?? null;
    const choice = { filter: { ...anyMail, templateId, state: 'held' as const } };
    const preview = context.flags.has('--dry-run');
    const done = await kysely
      .transaction()
      .execute((db) => releaseHeld(mailHandOf(context, db, picked.company.id), { choice, preview }));
    const left = 'stay held: their users have no mail address, or are leaving.';
    return presentManyDone(done, preview, 'released', left);
  });
