// Which numbers went and came back since a time, by the change log: what the pace of a series is worked out from. A sync
// template's first run that made users is left out with whatever undid it: it is no month's work. Reads only.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface NumberMoves {
  /** How often each was given less how often given up; those that came out even are not there. */
  moves: { digits: string; net: number }[];
  /** When the company's change log begins; null: nothing has happened yet. */
  begunAt: Date | null;
}

export async function readNumberMoves(
  db: Kysely<Tables>,
  companyId: string,
  since: Date,
): Promise<NumberMoves> {
  const first = await readFirstRuns(db, companyId);
  const recent = sql`s.company_id = ${companyId} and s.outcome = 'applied' and s.at >= ${since}
    and (s.run_id is null or s.run_id <> all(${first}::uuid[]))`;
  const moves = await sql<{ digits: string; net: number }>`
    with recent as materialized (
      select s.do_what, s.before->>'pstnFixed' as before, s.after->>'pstnFixed' as after, s.after ? 'pstnFixed' as is_number
      from steps s where ${recent} and s.do_what in ('create', 'change', 'delete'))
    select digits, sum(n)::int as net from (
      select after as digits, 1 as n from recent where do_what <> 'delete' and after is not null
      union all
      select before, -1 from recent where (do_what = 'delete' or (do_what = 'change' and is_number)) and before is not null) m
    -- What was forgotten is somebody's id by now.
    where digits ~ '^[0-9]+$'
    group by digits having sum(n) <> 0`.execute(db);
  const begun = await sql<{ at: Date | null }>`
    select min(at) as at from steps where company_id = ${companyId} and outcome = 'applied'`.execute(db);
  return { moves: moves.rows, begunAt: begun.rows[0]?.at ?? null };
}

/** The first run of each sync template that made users, and the runs that took it back. */
async function readFirstRuns(db: Kysely<Tables>, companyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with first as (
      select distinct on (template_id) id from runs
      where template_id in (
          select id from sync_templates where company_id = ${companyId}
          union all select id from deleted_templates where company_id = ${companyId})
        and not preview and undoes is null and (counts->>'create')::int > 0
      order by template_id, started_at)
    select id from first
    union all
    select r.id from runs r join first f on r.undoes = f.id`.execute(db);
  return rows.map(({ id }) => id);
}
