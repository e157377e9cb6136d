// rollcall undo RUN [USER]: takes back what a run did, row by row where today's value is still the "after" (SPEC §5).
// --dry-run shows it. Changes of a template that was deleted are taken back without a run.
import { readRunSteps } from '../run/run-steps.ts';
import { runTemplate } from '../run/run.ts';
import { isId } from '../run/hand-deed.ts';
import { readUndoTarget, undoByHand } from '../run/undo-by-hand.ts';
import type { UndoneByHand } from '../run/undo-by-hand.ts';
import { readCompanies } from '../store/companies.ts';
import type { Company } from '../store/companies.ts';
import { readRunCompany } from '../store/undo-steps.ts';
import type { UndoWhat } from '../store/undo-steps.ts';
import { CommandError, refusal } from './command.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import { pickCompany } from './pick.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { presentStep, presentSteps } from './present-steps.ts';
import { runToEnd } from './run-to-end.ts';
import { presentCount, presentPlain } from './terminal.ts';
import { withStore } from './with-store.ts';
import type { OpenedStore } from './with-store.ts';
import { presentHand, readNamedUser } from './with-user.ts';

export const undo: Command = (context) =>
  withStore(context, async (opened) => {
    const [run = '', who] = context.words;
    const company = await readCompanyOf(context, opened, run);
    const user = who === undefined ? null : await readUserOf(opened, company, who);
    const what: UndoWhat = user === null ? { run } : { run, user };
    const { database } = opened.store;
    const target = await readUndoTarget(database, company.id, what);
    if (!target.ok) throw refusal(target);
    const preview = context.flags.has('--dry-run');
    if (target.templateId !== null) return undoAsRun(context, opened, target.templateId, what);
    const answer = await undoByHand(presentHand(context, opened, company), what, { preview });
    if (!answer.ok) throw refusal(answer);
    return { exitCode: 0, json: answer, text: presentUndone(answer, preview) };
  });

async function undoAsRun(
  context: CommandContext,
  opened: OpenedStore,
  templateId: string,
  what: UndoWhat,
): Promise<CommandResult> {
  const preview = context.flags.has('--dry-run');
  const report = await runToEnd(context, opened, (deps, surroundings) =>
    runTemplate(deps, { ...surroundings, templateId, trigger: 'undo', preview, undo: what }),
  );
  const all = await readRunSteps(opened.store.database, report.run);
  const steps = all.filter(({ outcome }) => outcome !== 'kept').map(presentStep);
  const kept = all.filter(({ outcome }) => outcome === 'kept').map(presentStep);
  return {
    exitCode: mapExitCode(report.state),
    json: { ...report, steps, kept },
    text: [
      presentReport(report),
      ...presentSteps(preview ? 'Would be taken back:' : 'Taken back:', steps),
      ...presentSteps('Stays as it is:', kept),
    ].join('\n'),
  };
}

async function readCompanyOf(
  { config }: CommandContext,
  { store }: OpenedStore,
  run: string,
): Promise<Company> {
  const db = store.database.kysely;
  const companies = await readCompanies(db);
  const named = config.company === null ? null : pickCompany(companies, config.company);
  const id = isId(run) ? await readRunCompany(db, run) : null;
  const company = companies.find((one) => one.id === id);
  if (company && (named === null || named.id === company.id)) return company;
  const message = `There is no run ${JSON.stringify(run)} that changed anybody.`;
  throw new CommandError('run.unknown', message, 'Copy the id from a run; rollcall status shows the newest.');
}

/** A user that was deleted can only be named by its id. */
async function readUserOf(opened: OpenedStore, company: Company, who: string): Promise<string> {
  return isId(who) ? who.toLowerCase() : (await readNamedUser(opened, company, who)).id;
}

export function presentUndone({ undone, kept }: UndoneByHand, preview: boolean): string {
  const word = preview ? 'would be taken back' : 'taken back';
  const lines = kept.map(
    ({ alias, because }) => `  ${presentPlain(alias ?? '')}  ${because.message} ${because.cure}`,
  );
  return [
    `${presentCount(undone)} changes ${word}.`,
    ...(lines.length ? ['Stays as it is:', ...lines] : []),
  ].join('\n');
}
