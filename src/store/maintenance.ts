// What is thrown away once nobody needs it: events of runs, steps of previews, old runs that changed nothing. Never an applied
// step or the run it belongs to, which are the change log, and never what can still be approved.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** True for one process an hour, by the database's clock; it then does the work. */
export async function claimHousekeeping(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`
    insert into housekeeping (what) values ('hourly')
    on conflict (what) do update set at = now() where housekeeping.at < now() - interval '1 hour'
    returning what`.execute(db);
  return rows.length > 0;
}

export async function pruneRunEvents(db: Kysely<Tables>, before: Date): Promise<void> {
  await sql`
    delete from run_events e using runs r
    where r.id = e.run_id and r.finished_at is not null and e.at < ${before}`.execute(db);
}

export async function prunePreviewSteps(db: Kysely<Tables>, before: Date): Promise<void> {
  await sql`
    delete from steps s using runs r
    where r.id = s.run_id and r.preview and r.finished_at < ${before}`.execute(db);
}

/** As many as are deleted in one transaction. */
const RUNS_AT_A_TIME = 2_000;

/**
 * Runs that applied nothing and ended before then, with whatever steps they planned: a template that looks every five
 * minutes makes a hundred thousand a year. Each template's newest run of everybody stands, and its newest that withheld something.
 */
export async function pruneIdleRuns(db: Kysely<Tables>, before: Date): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      with old as materialized (
        select r.id from runs r
        where r.finished_at < ${before}
          and not exists (select from steps s where s.run_id = r.id and s.outcome = 'applied')
          and exists (select from runs n where n.template_id = r.template_id and n.started_at > r.started_at
            and not n.preview and n.person_id is null and n.state in ('succeeded', 'failed', 'withheld'))
          and (r.state <> 'withheld' or r.preview or exists (select from runs n
            where n.template_id = r.template_id and n.started_at > r.started_at and n.state = 'withheld' and not n.preview
              and n.person_id is null))
        limit ${RUNS_AT_A_TIME}),
      planned as (delete from steps s using old where s.run_id = old.id)
      delete from runs r using old where r.id = old.id returning r.id`.execute(db);
    if (rows.length < RUNS_AT_A_TIME) return;
  }
}
