// rollcall plan TEMPLATE [WHO]: a preview, step by step with reasons; changes no user, link, clock or number (R8).
import { readRunSteps } from '../run/run-steps.ts';
import { runTemplate } from '../run/run.ts';
import type { Command } from './command.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { presentStep, presentSteps } from './present-steps.ts';
import { readWhom } from './read-whom.ts';
import { runToEnd } from './run-to-end.ts';
import { withTemplate } from './with-template.ts';

export const plan: Command = (context) =>
  withTemplate(context, async ({ template }, opened) => {
    const { mode, id } = template.template;
    const whom = await readWhom(context, opened, template);
    const report = await runToEnd(context, opened, (deps, surroundings) =>
      runTemplate(deps, { ...surroundings, ...whom, templateId: id, preview: true }),
    );
    const all = await readRunSteps(opened.store.database, report.run);
    const steps = all.filter(({ outcome }) => outcome === 'preview').map(presentStep);
    const withheldSteps = all.filter(({ outcome }) => outcome === 'withheld').map(presentStep);
    const note =
      mode === 'paused' ? 'The sync template is paused: this is what it would do in mode full.' : null;
    return {
      exitCode: mapExitCode(report.state),
      json: { ...report, steps, withheldSteps, ...(note === null ? {} : { note }) },
      text: [
        presentReport(report),
        ...(note === null ? [] : ['', note]),
        ...presentSteps('Steps:', steps),
        ...presentSteps('Withheld steps:', withheldSteps),
      ].join('\n'),
    };
  });
