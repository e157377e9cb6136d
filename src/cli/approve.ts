// rollcall approve RUN KIND: lets a kind of step through that a brake withheld in that run. Starts a run that
// reads and plans afresh; what has changed since is not approved (SPEC §6).
import { approveRun } from '../run/approve.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readRun } from '../store/runs.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { BrakeKind } from '../plan/steps.ts';
import { CommandError } from './command.ts';
import type { Command, CommandContext } from './command.ts';
import { presentNearest } from '../plan/nearest.ts';
import { pickCompany } from './pick.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { runToEnd } from './run-to-end.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';

const kinds: readonly BrakeKind[] = ['removals', 'numbers', 'creates'];

export const approve: Command = async (context) => {
  const [runId = '', given = ''] = context.words;
  const kind = kinds.find((one) => one === given);
  if (kind === undefined) {
    const message = `There is no kind ${JSON.stringify(given)}.${presentNearest(given, kinds)}`;
    throw new CommandError('kind.unknown', message, `Write one of ${kinds.join(', ')}.`);
  }
  return withStore(context, async (opened) => {
    const template = await readTemplateOf(context, opened, runId);
    const report = await runToEnd(context, opened, template, (deps, surroundings) =>
      approveRun(deps, { ...surroundings, run: runId, kind, companyTemplates: null }),
    );
    if (!report) throw runUnknown(runId, null);
    return { exitCode: mapExitCode(report.state), json: report, text: presentReport(report) };
  });
};

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
  const cure = 'Copy the id from the run that was withheld; rollcall status shows it.';
  return new CommandError('run.unknown', `There is no run ${JSON.stringify(runId)}${where}.`, cure);
}
