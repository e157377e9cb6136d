// The steps of a run from the history, as `plan --json` shows them: the very steps that were planned.
import type { Step } from '../plan/steps.ts';
import type { Database } from '../store/database.ts';
import { readStoredSteps } from '../store/steps.ts';
import { mapStoredStep } from './step-rows.ts';

export interface RunStep {
  /** kept: an undo could not take it back, wholly or in part. */
  outcome: 'applied' | 'withheld' | 'preview' | 'kept';
  /** The user's id; null for people without one and for users not made yet. */
  user: string | null;
  /** The person's display name, while the roster still knows her. */
  name: string | null;
  /** Name of the settings template that a new user gets; null: none, or it is no more. */
  settingsTemplate: string | null;
  step: Step;
}

/** In the order in which they were planned. Withheld ones are among them. */
export async function readRunSteps(database: Database, runId: string): Promise<RunStep[]> {
  const rows = await readStoredSteps(database.kysely, runId);
  return rows.map((row) => ({
    outcome: row.outcome as RunStep['outcome'],
    user: row.user_id,
    name: row.displayName,
    settingsTemplate: row.settingsTemplate,
    step: mapStoredStep(row),
  }));
}
