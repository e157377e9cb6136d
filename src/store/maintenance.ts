// What is thrown away once nobody needs it: events of runs, steps of previews. Never an applied or a withheld step: those
// are the change log and what can still be approved.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** False when another process keeps house; else until the end of the transaction. */
export async function tryMaintenanceLock(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('maintenance', 0)) as locked`.execute(db);
  return rows[0]?.locked ?? false;
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
