// What is thrown away once nobody needs it: events of runs, steps of previews. Never an applied or a withheld step: those
// are the change log and what can still be approved.
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
