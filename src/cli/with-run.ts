// Opens the store and finds the sync template of a run that a command names by its id.
import type { SyncTemplate } from '../plan/sync-template.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readRun } from '../store/runs.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { CommandError } from './command.ts';
import type { CommandContext } from './command.ts';
import { pickCompany } from './pick.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';

/** null from the work: there is no such run after all. */
export async function withRun<T>(
  context: CommandContext,
  work: (run: { id: string; template: SyncTemplate }, opened: OpenedStore) => Promise<T | null>,
): Promise<T> {
  const id = context.words[0] ?? '';
  return withStore(context, async (opened) => {
    const template = await readTemplateOf(context, opened, id);
    const answer = await work({ id, template }, opened);
    if (answer === null) throw runUnknown(id, null);
    return answer;
  });
}

async function readTemplateOf({ config }: CommandContext, { store }: OpenedStore, runId: string) {
  const db = store.database.kysely;
  // Anything that is no id would be a fault of the database's, not of whoever typed it.
  const row = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(runId) ? await readRun(db, runId) : null;
  const stored = row && (await readSyncTemplate(db, row.template_id));
  const company = config.company === null ? null : pickCompany(await readCompanies(db), config.company);
  if (stored && (company === null || company.id === stored.companyId)) return stored.template;
  throw runUnknown(runId, company);
}

function runUnknown(runId: string, company: Company | null): CommandError {
  const where = company === null ? '' : ` of ${company.name}`;
  const cure = 'Copy the id from the run; rollcall status shows the newest.';
  return new CommandError('run.unknown', `There is no run ${JSON.stringify(runId)}${where}.`, cure);
}
