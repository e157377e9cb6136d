// rollcall approve RUN KIND: lets a kind of step through that a brake withheld in that run. Starts a run that
// reads and plans afresh; what has changed since is not approved (SPEC §6).
import type { BrakeKind } from '../plan/steps.ts';
import { presentNearest } from '../plan/nearest.ts';
import { approveRun } from '../run/approve.ts';
import { CommandError } from './command.ts';
import type { Command } from './command.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { runToEnd } from './run-to-end.ts';
import { withRun } from './with-run.ts';

const kinds: readonly BrakeKind[] = ['removals', 'numbers', 'creates'];

export const approve: Command = async (context) => {
  const given = context.words[1] ?? '';
  const kind = kinds.find((one) => one === given);
  if (kind === undefined) {
    const message = `There is no kind ${JSON.stringify(given)}.${presentNearest(given, kinds)}`;
    throw new CommandError('kind.unknown', message, `Write one of ${kinds.join(', ')}.`);
  }
  return withRun(context, async ({ id }, opened) => {
    const report = await runToEnd(context, opened, (deps, surroundings) =>
      approveRun(deps, { ...surroundings, run: id, kind, companyTemplates: null }),
    );
    return report && { exitCode: mapExitCode(report.state), json: report, text: presentReport(report) };
  });
};
