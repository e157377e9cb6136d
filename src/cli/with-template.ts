// Opens the store and finds the sync template that a command names.
import { readCompanies } from '../store/companies.ts';
import { readSyncTemplates } from '../store/sync-templates.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { CommandContext } from './command.ts';
import { pickTemplate } from './pick.ts';
import type { Picked } from './pick.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';

export async function withTemplate<T>(
  context: CommandContext,
  work: (picked: Picked<StoredSyncTemplate>, opened: OpenedStore) => Promise<T>,
): Promise<T> {
  const name = context.words[0] ?? '';
  return withStore(context, async (opened) => {
    const db = opened.store.database.kysely;
    const [companies, templates] = [await readCompanies(db), await readSyncTemplates(db, null)];
    return work(pickTemplate(companies, templates, name, context.config.company), opened);
  });
}
