// rollcall run TEMPLATE: reads, plans, applies, waits for the end and tells what happened.
import { runTemplate } from '../run/run.ts';
import type { Command } from './command.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { runToEnd } from './run-to-end.ts';
import { withTemplate } from './with-template.ts';

export const run: Command = (context) =>
  withTemplate(context, async ({ template }, opened) => {
    const report = await runToEnd(context, opened, (deps, surroundings) =>
      runTemplate(deps, {
        ...surroundings,
        templateId: template.template.id,
        trigger: 'cli',
        preview: false,
      }),
    );
    return { exitCode: mapExitCode(report.state), json: report, text: presentReport(report) };
  });
