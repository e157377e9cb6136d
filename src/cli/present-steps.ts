// Steps of a run as `plan --json` gives them and as a terminal shows them, what takes something away first. Pure but for
// colours.
import type { Reason } from '../plan/reasons.ts';
import type { CreateGets, Step, Values } from '../plan/steps.ts';
import type { RunStep } from '../run/run-steps.ts';
import { paint, presentCount, presentPlain, presentTable } from './terminal.ts';

/** More than a screen or two is for --json. */
const SHOWN_STEPS = 40;

export interface ShownStep extends CreateGets {
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
export function presentStep({ step, user, name, settingsTemplate }: RunStep): ShownStep {
  return {
    do: step.do,
    person: step.person,
    user,
    alias: step.alias,
    name,
    from: 'from' in step ? step.from : null,
    to: 'to' in step ? step.to : null,
    because: step.because,
    ...(step.do === 'create' ? presentCreateGets(step, settingsTemplate) : {}),
    ...(step.do === 'leave' ? { deleteOn: step.deleteOn } : {}),
    ...(step.do === 'conflict' ? { candidates: step.candidates } : {}),
    ...(step.do === 'change' && step.toTemplate ? { toTemplate: step.toTemplate.name } : {}),
    ...(step.do === 'change' && step.links ? { links: true } : {}),
  };
}

/** What a new user gets beside the values; the settings template by its name, as everywhere on the command line. */
function presentCreateGets(
  { rule, callerId, language }: CreateGets,
  settingsTemplate: string | null,
): CreateGets {
  return {
    ...(rule !== undefined && { rule }),
    ...(callerId !== undefined && { callerId }),
    ...(settingsTemplate !== null && { settingsTemplate }),
    ...(language !== undefined && { language }),
  };
}

/** What needs a decision or takes something away comes first; new users are many and alike. */
const order: readonly Step['do'][] = ['delete', 'leave', 'conflict', 'change', 'return', 'skip', 'create'];

export function presentSteps(title: string, steps: readonly ShownStep[]): string[] {
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

function presentAbout({ do: what, from, to, because, rule }: ShownStep): string {
  const byRule = rule === undefined ? null : `· rule ${JSON.stringify(rule)}`;
  if (what === 'create') return [to?.name, to?.surname, to?.pstnFixed, byRule].filter(Boolean).join(' ');
  if (what !== 'change' || to === null) return because.message;
  const before = new Map(Object.entries(from ?? {}));
  const values = Object.entries(to).map(
    ([field, value]) => `${field}: ${before.get(field) ?? '–'} → ${value ?? '–'}`,
  );
  return `${values.join(', ')} · ${because.message}`;
}
