// Runs that wait, as rows: put in line, found again, called off. The same order of a template waits once; the database
// keeps that (runs_one_waiting), so that two who ask at once get the same run. When a row is taken up is jobs/.
import { type Kysely, sql } from 'kysely';
import type { Actor } from './audit-log.ts';
import type { RunError, RunRow } from './runs.ts';
import type { Tables } from './tables.ts';

export interface QueuedRun {
  id: string;
  templateId: string;
  trigger: string;
  preview: boolean;
  nominalAt: Date;
  requestedAt: Date;
  requestedBy: Actor | null;
  /** The one person whom it is for; null: everybody. */
  person: string | null;
  /** run/run-order.ts, as JSON text. */
  request: string;
  orderKey: string;
  /** 1 for the first try. */
  attempt: number;
  /** The run that this one tries again. */
  retries: string | null;
}

/** Ids of those that were put in line; the others wait already in another row. */
export async function writeQueuedRuns(
  db: Kysely<Tables>,
  runs: readonly QueuedRun[],
): Promise<ReadonlySet<string>> {
  if (runs.length === 0) return new Set();
  const rows = await db
    .insertInto('runs')
    .values(runs.map(mapQueued))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function mapQueued(run: QueuedRun) {
  return {
    id: run.id,
    template_id: run.templateId,
    trigger: run.trigger,
    preview: run.preview,
    state: 'queued',
    nominal_at: run.nominalAt,
    // Not begun: until then it stands for when it was asked for, so that lists have it in its place.
    started_at: run.requestedAt,
    fence: 0,
    requested_at: run.requestedAt,
    requested_by: run.requestedBy === null ? null : JSON.stringify(run.requestedBy),
    request: run.request,
    person_id: run.person,
    order_key: run.orderKey,
    attempt: run.attempt,
    retries: run.retries,
  };
}

/**
 * The run that waits for the same; it now also stands for the later of the two moments, so that a night that finds a
 * manual run waiting is not run once more after it. null: it has just been taken up.
 */
export async function writeAskedAgain(
  db: Kysely<Tables>,
  asked: { templateId: string; orderKey: string; nominalAt: Date },
): Promise<RunRow | null> {
  const row = await db
    .updateTable('runs')
    .set({ nominal_at: sql`greatest(nominal_at, ${asked.nominalAt})` })
    .where('template_id', '=', asked.templateId)
    .where('order_key', '=', asked.orderKey)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** A run that waits for its turn, no preview, approval or undo, and that stands for no later moment. */
export async function readWaitingRun(
  db: Kysely<Tables>,
  templateId: string,
  at: Date,
): Promise<string | null> {
  const row = await db
    .selectFrom('runs')
    .select('id')
    .where('template_id', '=', templateId)
    .where('state', '=', 'queued')
    .where('preview', '=', false)
    .where(sql<boolean>`request->>'do' = 'run'`)
    .where('nominal_at', '<=', at)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Calls a run off that waits or goes; null when it has ended or is not of this company. Whatever it still writes is refused. */
export async function writeCancelled(
  db: Kysely<Tables>,
  run: { id: string; companyId: string; by: Actor; at: Date },
): Promise<{ was: 'queued' | 'running'; run: RunRow } | null> {
  const { rows } = await sql<RunRow & { was: 'queued' | 'running' }>`
    with open as (
      select r.id, r.state as was from runs r join sync_templates t on t.id = r.template_id
      where r.id = ${run.id}::uuid and t.company_id = ${run.companyId}::uuid and r.state in ('queued', 'running')
      for update of r)
    update runs r set state = 'failed', finished_at = ${run.at}, error = ${JSON.stringify(presentCancelled(run.by))}::jsonb,
      cancelled_by = ${JSON.stringify(run.by)}::jsonb
    from open where r.id = open.id
    returning r.*, open.was`.execute(db);
  const [row] = rows;
  return row ? { was: row.was, run: row } : null;
}

function presentCancelled(by: Actor): RunError {
  return {
    code: 'run.interrupted',
    message: `The run was called off by ${by.name}; nothing of it was applied.`,
    cure: 'Start it again when it is wanted: it reads and plans afresh.',
  };
}
