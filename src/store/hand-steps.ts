// Steps that no run made: what administrators do by hand, written as the change log keeps it and carried out right
// after by apply-deeds.ts in the same transaction.
import type { Kysely } from 'kysely';
import type { Actor } from './audit-log.ts';
import type { Tables } from './tables.ts';

export interface HandStep {
  doWhat: string;
  /** The template that keeps the person; null for users that no sync keeps. */
  templateId: string | null;
  person: string | null;
  user: string | null;
  alias: string | null;
  before?: unknown;
  after?: unknown;
  because: unknown;
  details: unknown;
}

/** Their ids, in the order in which they were given. */
export async function writeHandSteps(
  db: Kysely<Tables>,
  deed: { companyId: string; actor: Actor | null; at: Date },
  steps: readonly HandStep[],
): Promise<number[]> {
  const ids: number[] = [];
  // In slices: PostgreSQL takes at most 65,535 parameters in a statement.
  for (let from = 0; from < steps.length; from += 4_000)
    ids.push(...(await insertSteps(db, deed, steps.slice(from, from + 4_000))));
  return ids;
}

async function insertSteps(
  db: Kysely<Tables>,
  deed: { companyId: string; actor: Actor | null; at: Date },
  steps: readonly HandStep[],
): Promise<number[]> {
  const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const rows = await db
    .insertInto('steps')
    .values(
      steps.map((step) => ({
        company_id: deed.companyId,
        template_id: step.templateId,
        outcome: 'applied',
        do_what: step.doWhat,
        person_id: step.person,
        user_id: step.user,
        alias: step.alias,
        before: text(step.before),
        after: text(step.after),
        because: JSON.stringify(step.because),
        details: JSON.stringify(step.details),
        at: deed.at,
        actor: deed.actor === null ? null : JSON.stringify(deed.actor),
      })),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
