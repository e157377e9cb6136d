// What runs say while they go: states (written by the database itself, migration 0004), progress, waiting. Ids grow, and
// whoever lost the line asks for what came after the last one seen. Kept for some days.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface RunEvent {
  id: number;
  at: Date;
  /** state: {state, code}; progress: {stage, people, total}; waiting: {seconds, why}. */
  kind: string;
  data: unknown;
}

export async function writeRunEvent(
  db: Kysely<Tables>,
  runId: string,
  kind: 'progress' | 'waiting',
  data: unknown,
): Promise<void> {
  await db
    .insertInto('run_events')
    .values({ run_id: runId, at: sql<Date>`clock_timestamp()`, kind, data: JSON.stringify(data) })
    .execute();
}

/** In the order of their ids. */
export async function readRunEvents(
  db: Kysely<Tables>,
  runId: string,
  after: number,
  limit: number,
): Promise<RunEvent[]> {
  return db
    .selectFrom('run_events')
    .select(['id', 'at', 'kind', 'data'])
    .where('run_id', '=', runId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The newest event that told a state; null when there is none any more. */
export async function readStateEvent(db: Kysely<Tables>, runId: string): Promise<RunEvent | null> {
  const row = await db
    .selectFrom('run_events')
    .select(['id', 'at', 'kind', 'data'])
    .where('run_id', '=', runId)
    .where('kind', '=', 'state')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** null: there is no such run. */
export async function readRunState(db: Kysely<Tables>, runId: string): Promise<string | null> {
  const row = await db.selectFrom('runs').select('state').where('id', '=', runId).executeTakeFirst();
  return row?.state ?? null;
}
