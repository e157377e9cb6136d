// rollcall run TEMPLATE [WHO]: reads, plans, applies, waits for the end and tells what happened. With WHO it is about that
// person alone, and tells what was done with her or what stands in the way.
import type { Reason } from '../plan/reasons.ts';
import { guardToday } from '../run/guard-credentials.ts';
import type { RunReport } from '../run/report.ts';
import { readRunSteps } from '../run/run-steps.ts';
import { runTemplate } from '../run/run.ts';
import type { Database } from '../store/database.ts';
import { readFound } from '../store/roster-search.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import { openGuardDeps } from './guard-deps.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { presentStep, presentSteps } from './present-steps.ts';
import { readWhom } from './read-whom.ts';
import { runToEnd } from './run-to-end.ts';
import { paint, presentPlain } from './terminal.ts';
import type { OpenedStore } from './with-store.ts';
import { withTemplate } from './with-template.ts';

export const run: Command = (context) =>
  withTemplate(context, async ({ template }, opened) => {
    const whom = await readWhom(context, opened, template);
    const report = await runToEnd(context, opened, (deps, surroundings) =>
      runTemplate(deps, { ...surroundings, ...whom, templateId: template.template.id, preview: false }),
    );
    if (whom.person === undefined) await guard(context, opened, template.template.id, report);
    const exitCode = mapExitCode(report.state);
    if (report.person === null || !report.read.complete)
      return { exitCode, json: report, text: presentReport(report) };
    return { exitCode, ...(await presentPerson(opened.store.database, template, report, report.person)) };
  });

/** Once a day: where runs are started by cron alone, nobody else looks after the credential. */
async function guard(
  context: CommandContext,
  opened: OpenedStore,
  templateId: string,
  report: RunReport,
): Promise<void> {
  // Entra was out of reach a moment ago; tomorrow is soon enough.
  if (report.error?.code.startsWith('graph.')) return;
  try {
    const deps = openGuardDeps(context, opened, () => context.config.now ?? Date.now());
    await guardToday(deps, templateId);
  } catch (error) {
    // The run is done, and says what it did.
    context.log.warn('The credential of a sync template could not be looked after.', { error });
  }
}

async function presentPerson(
  database: Database,
  { template, companyId }: StoredSyncTemplate,
  report: RunReport,
  person: string,
): Promise<Pick<CommandResult, 'json' | 'text'>> {
  const all = await readRunSteps(database, report.run);
  const steps = all.filter(({ outcome }) => outcome === 'applied').map(presentStep);
  const withheldSteps = all.filter(({ outcome }) => outcome === 'withheld').map(presentStep);
  const [found] = await readFound(database.kysely, { id: template.id, companyId }, [person]);
  const because = (found?.reasons ?? []) as Reason[];
  return {
    json: { ...report, steps, withheldSteps, because },
    // Her own reasons in full stand below, where everybody's would be counted.
    text: [
      presentReport(because.length === 0 ? report : { ...report, reasons: [] }),
      ...presentSteps('Done:', steps),
      ...presentSteps('Withheld:', withheldSteps),
      ...because.flatMap(({ code, message, cure }) => [
        '',
        `${paint('yellow', code)}  ${presentPlain(message)}`,
        ...(cure === '' ? [] : [`  ${presentPlain(cure)}`]),
      ]),
    ].join('\n'),
  };
}
