// Which numbers went and came back since a time, by the change log: what the pace of a series is worked out from. A sync
// template's first run that made users is left out with whatever undid it: it is no month's work. Reads only.
import { type Kysely, sql } from 'kysely';
import { mapByCompany } from './number-series.ts';
import type { Tables } from './tables.ts';

export interface NumberMoves {
  /** How often each was given less how often given up; those that came out even are not there. */
  moves: { digits: string; net: number }[];
  /** When the company's change log begins; null: nothing has happened yet. */
  begunAt: Date | null;
}

/** By company, each of those asked for. */
export async function readNumberMoves(
  db: Kysely<Tables>,
  companies: readonly string[],
  since: Date,
): Promise<Map<string, NumberMoves>> {
  const runs = await readLaterRuns(db, companies, since);
  // By their runs, or by hand: the hundred thousand steps of a first run are not touched.
  const columns = sql`s.company_id as company, s.do_what, s.before->>'pstnFixed' as before, s.after->>'pstnFixed' as after,
    s.after ? 'pstnFixed' as is_number`;
  const moving = sql`s.company_id = any(${[...companies]}::uuid[]) and s.outcome = 'applied' and s.at >= ${since}
    and s.do_what in ('create', 'change', 'delete')`;
  const moved = await sql<{ company: string; digits: string; net: number }>`
    with recent as materialized (
      select ${columns} from steps s where ${moving} and s.run_id = any(${runs}::uuid[])
      union all
      select ${columns} from steps s where ${moving} and s.run_id is null and s.actor is not null)
    select company, digits, sum(n)::int as net from (
      select company, after as digits, 1 as n from recent where do_what <> 'delete' and after is not null
      union all
      select company, before, -1 from recent
        where (do_what = 'delete' or (do_what = 'change' and is_number)) and before is not null) m
    -- What was forgotten is somebody's id by now.
    where digits ~ '^[0-9]+$'
    group by company, digits having sum(n) <> 0`.execute(db);
  const begun = await sql<{ company: string; at: Date | null }>`
    select c.id as company, first.at from unnest(${[...companies]}::uuid[]) as c (id)
    cross join lateral (select min(at) as at from steps s where s.company_id = c.id and s.outcome = 'applied') first`.execute(
    db,
  );
  const moves = mapByCompany(moved.rows);
  return new Map(
    begun.rows.map(({ company, at }) => [company, { moves: moves.get(company) ?? [], begunAt: at }]),
  );
}

/**
 * Runs that changed somebody since then, but the first of everybody of each sync template that made users and what took it
 * back: a run of one person may have come before it.
 */
async function readLaterRuns(
  db: Kysely<Tables>,
  companies: readonly string[],
  since: Date,
): Promise<string[]> {
  const ofCompanies = sql`template_id in (
    select id from sync_templates where company_id = any(${[...companies]}::uuid[])
    union all select id from deleted_templates where company_id = any(${[...companies]}::uuid[]))`;
  const { rows } = await sql<{ id: string }>`
    with first as (
      select distinct on (template_id) id from runs
      where ${ofCompanies} and not preview and undoes is null and person_id is null and (counts->>'create')::int > 0
      order by template_id, started_at)
    select id from runs
    where ${ofCompanies} and not preview and nominal_at >= ${since}
      and (counts->>'create')::int + (counts->>'change')::int + (counts->>'delete')::int > 0
      and id not in (select id from first) and (undoes is null or undoes not in (select id from first))`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
