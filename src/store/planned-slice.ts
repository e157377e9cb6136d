// A slice of a plan written down: its steps, its new users with their welcome mails, and what was said of each person. Inside
// the run's transaction, one statement a slice.
import { type Kysely, sql } from 'kysely';
import { presentCreates } from './apply-plan.ts';
import type { ApplyContext } from './apply-plan.ts';
import { presentFactsInsert } from './roster.ts';
import type { Reading } from './roster.ts';
import { presentStepsInsert } from './steps.ts';
import type { StepRow } from './steps.ts';
import type { Tables } from './tables.ts';
import { textList } from './text-list.ts';
import { presentWelcomesInsert } from './welcome-mails.ts';
import type { Welcomes } from './welcome-mails.ts';

export interface PlannedOutcome {
  person: string;
  isStaged: boolean;
  isSettled: boolean;
  standing: string;
  /** JSON text of the reasons. */
  reasons: string;
  codes: string[];
}

/** A slice of the plan, as it is written down. */
export interface PlannedSlice {
  run: { id: string; templateId: string; companyId: string; at: Date };
  steps: readonly StepRow[];
  outcomes: readonly PlannedOutcome[];
  welcomes: Welcomes;
}

/**
 * Stores the steps of a slice, makes its new users with their welcome mails, remembers what the plan said of each and believes the facts of those
 * whom this run has read. One statement, so that the database is never idle while the next slice is planned.
 */
export async function applySlice(
  db: Kysely<Tables>,
  reading: Reading,
  context: ApplyContext,
  { run, steps, outcomes, welcomes }: PlannedSlice,
): Promise<void> {
  const { users, links } = presentCreates(context);
  const from = sql`${presentOutcomes(outcomes.filter((o) => o.isStaged))}
      join staged_people s on s.run_id = ${reading.runId} and s.person_id = o.person_id`;
  await sql`
    with written as (${presentStepsInsert(run, steps)} returning outcome, do_what, person_id, user_id, after, details),
      made as (${users}),
      linked as (${links}),
      welcomed as (${presentWelcomesInsert(run, welcomes)}),
      believed as (${presentFactsInsert(reading, run.at, from)})
    update roster r set planned_hash = r.facts_hash, settled = o.settled, standing = o.standing, reasons = o.reasons, codes = o.codes
    from ${presentOutcomes(outcomes.filter((o) => !o.isStaged))}
    where r.template_id = ${reading.templateId} and r.person_id = o.person_id`.execute(db);
}

/** A slice of a preview: nothing but its steps. */
export async function writePreviewSlice(
  db: Kysely<Tables>,
  { run, steps }: Pick<PlannedSlice, 'run' | 'steps'>,
): Promise<void> {
  if (steps.length > 0) await presentStepsInsert(run, steps).execute(db);
}

function presentOutcomes(outcomes: readonly PlannedOutcome[]) {
  return sql`(
      select v.person_id, v.settled, v.standing, v.reasons::json as reasons,
        coalesce(string_to_array(v.codes, ' '), '{}') as codes
      from unnest(
        ${outcomes.map((o) => o.person)}::text[],
        ${outcomes.map((o) => o.isSettled)}::bool[],
        ${outcomes.map((o) => o.standing)}::text[],
        ${textList(outcomes.map((o) => o.reasons))},
        ${textList(outcomes.map((o) => o.codes.join(' ')))}) as v(person_id, settled, standing, reasons, codes)) o`;
}
