// Whether a preview can be carried out exactly as it was seen (SPEC §3), before anything is read, and what is said when
// the fresh plan is another one. Comparing the two plans is store/plan-difference.ts.
import type { Database } from '../store/database.ts';
import type { DifferentStep, PlanDifference } from '../store/plan-difference.ts';
import { readIsApplied, readRun } from '../store/runs.ts';
import type { RunError, RunRow } from '../store/runs.ts';

const DAY_MS = 24 * 3_600_000;

const unknown: RunError = {
  code: 'preview.unknown',
  message: 'This is no preview of the sync template that came to a plan.',
  cure: 'Make a preview of the sync template and apply that one.',
};

const expired: RunError = {
  code: 'preview.expired',
  message: 'The preview is older than 24 hours, so it is not what would happen now.',
  cure: 'Make another preview and apply that one.',
};

const used: RunError = {
  code: 'preview.used',
  message: 'The preview was applied already.',
  cure: 'Nothing to do; make another preview to see what is left.',
};

/** Under the template's lock, so that of two who ask at once only one is let through. */
export async function decidePreviewRefusal(
  { kysely }: Database,
  previewId: string,
  { templateId, nominalAt }: { templateId: string; nominalAt: number },
): Promise<RunError | null> {
  const preview = await readRun(kysely, previewId);
  if (preview === null || preview.template_id !== templateId || !hasPlan(preview)) return unknown;
  if (await readIsApplied(kysely, previewId)) return used;
  return nominalAt - preview.nominal_at.getTime() > DAY_MS ? expired : null;
}

// One that came of another preview's plan that had changed is refused as a run, and has a plan.
// What an undo would do is carried out by that undo.
function hasPlan({ preview, trigger, state, fields, error }: RunRow): boolean {
  const isFresh = state === 'refused' && (error as RunError | null)?.code === 'plan.changed';
  return (
    preview &&
    trigger !== 'undo' &&
    fields === null &&
    (state === 'succeeded' || state === 'withheld' || isFresh)
  );
}

const words: Record<DifferentStep['is'], string> = {
  added: 'new',
  removed: 'gone',
  changed: 'other than seen',
};

/** The names in the sentence are those in `people`, so that they can be replaced once somebody is to be forgotten. */
export function presentPlanChanged(difference: PlanDifference): RunError {
  const { steps, ...counts } = difference;
  const numbers = (['added', 'removed', 'changed'] as const)
    .filter((is) => counts[is] > 0)
    .map((is) => `${counts[is]} ${words[is]}`);
  const named = steps.map((step) => `${step.alias ?? step.person} (${step.do}, ${words[step.is]})`);
  const more = counts.added + counts.removed + counts.changed - steps.length;
  return {
    code: 'plan.changed',
    message: `Not the plan that was seen: of its steps ${numbers.join(', ')}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Nothing was applied.`,
    cure: 'Look at the steps of this run, which is a preview of what would happen now, and apply this run.',
    people: steps,
    difference: counts,
  };
}
