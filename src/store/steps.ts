// Steps of plans as rows: applied ones are the change log (R17), withheld and previewed ones are what was planned.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { StepsTable, Tables } from './tables.ts';
import { textList } from './text-list.ts';

/** What is only for lists (steps-list.ts) is left out. */
export type StoredStep = Omit<Selectable<StepsTable>, 'rank' | 'code'>;

/** Texts of JSON, made once. */
export interface StepRow {
  /** kept: an undo could not take it back, wholly or in part. */
  outcome: 'applied' | 'withheld' | 'preview' | 'kept';
  doWhat: string;
  person: string | null;
  user: string | null;
  alias: string | null;
  before: string | null;
  after: string | null;
  because: string;
  details: string;
  kind: string | null;
  isApproved: boolean;
}

/** The statement that stores these, in the order in which they are given. */
export function presentStepsInsert(
  run: { id: string; templateId: string; companyId: string; at: Date },
  steps: readonly StepRow[],
) {
  return sql`
    insert into steps (run_id, template_id, company_id, at, outcome, do_what, person_id, user_id, alias, before, after,
      because, details, kind, approved)
    select ${run.id}::uuid, ${run.templateId}::uuid, ${run.companyId}::uuid, ${run.at},
      s.outcome, s.do_what, s.person, s.user_id, s.alias, s.before::jsonb, s.after::jsonb, s.because::json, s.details::jsonb,
      s.kind, s.approved
    from unnest(
      ${steps.map((s) => s.outcome)}::text[],
      ${steps.map((s) => s.doWhat)}::text[],
      ${steps.map((s) => s.person)}::text[],
      ${steps.map((s) => s.user)}::uuid[],
      ${steps.map((s) => s.alias)}::text[],
      ${textList(steps.map((s) => s.before))},
      ${textList(steps.map((s) => s.after))},
      ${textList(steps.map((s) => s.because))},
      ${textList(steps.map((s) => s.details))},
      ${steps.map((s) => s.kind)}::text[],
      ${steps.map((s) => s.isApproved)}::bool[]) as s(
        outcome, do_what, person, user_id, alias, before, after, because, details, kind, approved)`;
}

export interface NamedStep extends StoredStep {
  /** The person's display name, while the roster still knows her. */
  displayName: string | null;
  /** Of the settings template that a new user gets, while there is one. */
  settingsTemplate: string | null;
}

/** The query of NamedSteps, to be narrowed. */
export function selectNamedSteps(db: Kysely<Tables>) {
  return db
    .selectFrom('steps')
    .leftJoin('roster', (join) =>
      join
        .onRef('roster.template_id', '=', 'steps.template_id')
        .onRef('roster.person_id', '=', 'steps.person_id'),
    )
    .selectAll('steps')
    .select([
      sql<string | null>`roster.facts->>'displayName'`.as('displayName'),
      sql<string | null>`(select t.name from settings_templates t
        where t.id = (steps.details->'gets'->>'settingsTemplate')::uuid)`.as('settingsTemplate'),
    ]);
}

export async function readStoredSteps(db: Kysely<Tables>, runId: string): Promise<NamedStep[]> {
  return selectNamedSteps(db).where('steps.run_id', '=', runId).orderBy('steps.id').execute();
}

export async function readWithheldSteps(
  db: Kysely<Tables>,
  runId: string,
  kind: string,
): Promise<StoredStep[]> {
  return db
    .selectFrom('steps')
    .selectAll()
    .where('run_id', '=', runId)
    .where('outcome', '=', 'withheld')
    .where('kind', '=', kind)
    .orderBy('id')
    .execute();
}

/** The newest steps about a person or a user of the company, newest first. */
export async function readStepsAbout(
  db: Kysely<Tables>,
  companyId: string,
  who: { person: string | null; user: string | null },
  limit: number,
): Promise<StoredStep[]> {
  return db
    .selectFrom('steps')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('outcome', 'in', ['applied', 'withheld'])
    .where((eb) => eb.or([eb('person_id', '=', who.person), eb('user_id', '=', who.user)]))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Removals applied without approval since then. */
export async function readRemovalsSince(
  db: Kysely<Tables>,
  templateId: string,
  since: Date,
): Promise<number> {
  const row = await db
    .selectFrom('steps')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('template_id', '=', templateId)
    .where('outcome', '=', 'applied')
    .where('kind', '=', 'removals')
    .where('approved', '=', false)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return row.n;
}
