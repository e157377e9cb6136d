// rollcall plan TEMPLATE: a preview, step by step with reasons; changes no user, link, clock or number (R8).
import type { Reason } from '../plan/reasons.ts';
import type { Step, Values } from '../plan/steps.ts';
import { readRunSteps } from '../run/run-steps.ts';
import type { RunStep } from '../run/run-steps.ts';
import { runTemplate } from '../run/run.ts';
import type { Command } from './command.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { runToEnd } from './run-to-end.ts';
import { paint, presentCount, presentPlain, presentTable } from './terminal.ts';
import { withTemplate } from './with-template.ts';

/** More than a screen or two is for --json. */
const SHOWN_STEPS = 40;

export const plan: Command = (context) =>
  withTemplate(context, async ({ template }, opened) => {
    const { mode, id } = template.template;
    const report = await runToEnd(context, opened, (deps, surroundings) =>
      runTemplate(deps, { ...surroundings, templateId: id, trigger: 'cli', preview: true }),
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

interface ShownStep {
  do: Step['do'];
  person: string;
  user: string | null;
  alias: string | null;
  /** The person's display name in Entra. */
  name: string | null;
  from: Values | null;
  to: Values | null;
  because: Reason;
}

/** SPEC §11's shape; what belongs to one kind of step (a date, candidates) comes after it. */
function presentStep({ step, user, name }: RunStep): ShownStep {
  return {
    do: step.do,
    person: step.person,
    user,
    alias: step.alias,
    name,
    from: 'from' in step ? step.from : null,
    to: 'to' in step ? step.to : null,
    because: step.because,
    ...(step.do === 'leave' ? { deleteOn: step.deleteOn } : {}),
    ...(step.do === 'conflict' ? { candidates: step.candidates } : {}),
    ...(step.do === 'change' && step.toTemplate ? { toTemplate: step.toTemplate.name } : {}),
  };
}

/** What needs a decision or takes something away comes first; new users are many and alike. */
const order: readonly Step['do'][] = ['delete', 'leave', 'conflict', 'change', 'return', 'skip', 'create'];

function presentSteps(title: string, steps: readonly ShownStep[]): string[] {
  if (steps.length === 0) return [];
  const rows = steps
    .toSorted((a, b) => order.indexOf(a.do) - order.indexOf(b.do))
    .slice(0, SHOWN_STEPS)
    .map((step) => [
      `  ${step.do}`,
      presentPlain(step.alias ?? step.name ?? step.person),
      presentPlain(presentAbout(step)),
      paint('dim', presentPlain(step.because.cure)),
    ]);
  const more = steps.length - rows.length;
  const rest = more > 0 ? [`  … and ${presentCount(more)} more; --json has them all.`] : [];
  return ['', title, ...presentTable(rows), ...rest];
}

function presentAbout({ do: what, from, to, because }: ShownStep): string {
  if (what === 'create') return [to?.name, to?.surname, to?.pstnFixed].filter(Boolean).join(' ');
  if (what !== 'change' || to === null) return because.message;
  const before = new Map(Object.entries(from ?? {}));
  const values = Object.entries(to).map(
    ([field, value]) => `${field}: ${before.get(field) ?? '–'} → ${value ?? '–'}`,
  );
  return `${values.join(', ')} · ${because.message}`;
}
