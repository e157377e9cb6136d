// rollcall apply RUN: carries a preview out exactly as it was seen, or nothing of it when the plan is another now; that
// one is then the preview to look at (SPEC §3).
import { applyPreview } from '../run/apply-preview.ts';
import type { Command } from './command.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { runToEnd } from './run-to-end.ts';
import { withRun } from './with-run.ts';

export const apply: Command = (context) =>
  withRun(context, async ({ id }, opened) => {
    const report = await runToEnd(context, opened, (deps, surroundings) =>
      applyPreview(deps, { ...surroundings, run: id, trigger: 'cli', templateId: null }),
    );
    return report && { exitCode: mapExitCode(report.state), json: report, text: presentReport(report) };
  });
