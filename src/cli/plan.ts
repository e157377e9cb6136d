// rollcall plan TEMPLATE: a preview, step by step with reasons; changes no user, link, clock or number (R8).
import { readStoredSteps } from '../store/steps.ts';
import type { StoredStep } from '../store/steps.ts';
import type { Command } from './command.ts';
import { mapExitCode, presentReport } from './present-report.ts';
import { runToEnd } from './run-to-end.ts';
import { paint, presentCount, presentPlain, presentTable } from './terminal.ts';
import { withTemplate } from './with-template.ts';

/** More than a screen or two is for --json. */
const SHOWN_STEPS = 40;

export const plan: Command = (context) =>
  withTemplate(context, async ({ template }, opened) => {
    const { mode } = template.template;
    const report = await runToEnd(context, opened, template.template, { trigger: 'cli', preview: true });
    const rows = await readStoredSteps(opened.store.database.kysely, report.run);
    const steps = rows.filter((row) => row.outcome === 'preview').map(presentStep);
    const withheldSteps = rows.filter((row) => row.outcome === 'withheld').map(presentStep);
    const paused =
      mode === 'paused' ? ['', 'The sync template is paused: this is what it would do in mode full.'] : [];
    return {
      exitCode: mapExitCode(report.state),
      json: { ...report, steps, withheldSteps },
      text: [
        presentReport(report),
        ...paused,
        ...presentSteps('Steps:', steps),
        ...presentSteps('Withheld steps:', withheldSteps),
      ].join('\n'),
    };
  });

type ShownValues = Record<string, string | null>;

interface ShownStep {
  do: string;
  person: string | null;
  user: string | null;
  alias: string | null;
  from: ShownValues | null;
  to: ShownValues | null;
  because: { code: string; message: string; cure: string };
}

/** SPEC §11's shape; what belongs to one kind of step (a date, candidates) comes after it. */
function presentStep(row: StoredStep): ShownStep {
  return {
    do: row.do_what,
    person: row.person_id,
    user: row.user_id,
    alias: row.alias,
    from: row.before as ShownValues | null,
    to: row.after as ShownValues | null,
    because: row.because as ShownStep['because'],
    ...presentDetails(row.details),
  };
}

function presentDetails(details: unknown): object {
  if (typeof details !== 'object' || details === null) return {};
  const told = ['deleteOn', 'candidates', 'toTemplate'];
  return Object.fromEntries(Object.entries(details).filter(([key]) => told.includes(key)));
}

function presentSteps(title: string, steps: readonly ShownStep[]): string[] {
  if (steps.length === 0) return [];
  const rows = steps
    .slice(0, SHOWN_STEPS)
    .map((step) => [
      `  ${step.do}`,
      presentPlain(step.alias ?? step.person ?? ''),
      presentPlain([presentValues(step), step.because.message].filter(Boolean).join(' · ')),
      paint('dim', presentPlain(step.because.cure)),
    ]);
  const more = steps.length - rows.length;
  return [
    '',
    title,
    ...presentTable(rows),
    ...(more > 0 ? [`  … and ${presentCount(more)} more; --json has them all.`] : []),
  ];
}

function presentValues({ do: what, from, to }: ShownStep): string {
  if (what !== 'change' || to === null) return '';
  return Object.entries(to)
    .map(([field, value]) => `${field}: ${from?.[field] ?? '–'} → ${value ?? '–'}`)
    .join(', ');
}
