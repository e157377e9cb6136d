// rollcall run TEMPLATE [WHO]: reads, plans, applies, waits for the end and tells what happened. With WHO it is about that
// person alone.
import { runTemplate } from '../run/run.ts';
import type { Command } from './command.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { readWhom } from './read-whom.ts';
import { runToEnd } from './run-to-end.ts';
import { withTemplate } from './with-template.ts';

export const run: Command = (context) =>
  withTemplate(context, async ({ template }, opened) => {
    const whom = await readWhom(context, opened, template);
    const report = await runToEnd(context, opened, (deps, surroundings) =>
      runTemplate(deps, { ...surroundings, ...whom, templateId: template.template.id, preview: false }),
    );
    return { exitCode: mapExitCode(report.state), json: report, text: presentReport(report) };
  });
