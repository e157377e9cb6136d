// How the steps that a run has just planned differ from those of a preview, compared by the database: a hundred thousand
// of them never come to the program. The same are person, deed, values before and after, what a new
// user gets beside them, and the date of a delete.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** A step that is not as it was seen. */
export interface DifferentStep {
  person: string;
  alias: string | null;
  do: string;
  /** added: not in the preview; removed: only there; changed: with other values or another date. */
  is: 'added' | 'removed' | 'changed';
}

export interface PlanDifference {
  added: number;
  removed: number;
  changed: number;
  /** The first of them. */
  steps: DifferentStep[];
}

const MOST_NAMED = 20;

/**
 * Steps that change somebody, withheld ones included: one that a brake withheld and now would not is another step. Who is left
 * out, and every reason, may be others than before. null: the same.
 */
export async function readPlanDifference(
  db: Kysely<Tables>,
  runs: { preview: string; fresh: string },
): Promise<PlanDifference | null> {
  const { rows } = await sql<DifferentStep & Record<'added' | 'removed' | 'changed', number>>`
    with seen as (${selectSteps(runs.preview)}), fresh as (${selectSteps(runs.fresh)}),
      different as materialized (
        select coalesce(f.person_id, s.person_id) as person, coalesce(f.alias, s.alias) as alias,
          coalesce(f.do_what, s.do_what) as what,
          case when s.person_id is null then 'added' when f.person_id is null then 'removed' else 'changed' end as difference
        from fresh f
        full join seen s on s.person_id = f.person_id and s.do_what = f.do_what and s.is_withheld = f.is_withheld
        where s.person_id is null or f.person_id is null
          or (s.before, s.after, s.delete_on, s.to_template, s.links, s.gets) is distinct from
            (f.before, f.after, f.delete_on, f.to_template, f.links, f.gets))
    select person, alias, what as "do", difference as "is",
      (select count(*) from different where difference = 'added') as added,
      (select count(*) from different where difference = 'removed') as removed,
      (select count(*) from different where difference = 'changed') as changed
    from different order by person, what limit ${MOST_NAMED}`.execute(db);
  const [first] = rows;
  if (first === undefined) return null;
  const { added, removed, changed } = first;
  return {
    added,
    removed,
    changed,
    steps: rows.map(({ person, alias, do: what, is }) => ({ person, alias, do: what, is })),
  };
}

function selectSteps(runId: string) {
  return sql`
    select person_id, alias, do_what, outcome = 'withheld' as is_withheld, before, after,
      details->>'deleteOn' as delete_on, details->'toTemplate'->>'id' as to_template,
      case when details ? 'links' then user_id end as links, details->'gets' as gets
    from steps where run_id = ${runId} and do_what not in ('skip', 'conflict')`;
}
