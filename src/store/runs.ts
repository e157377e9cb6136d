// The rows of runs: begun, finished, failed, refused, and which of them withheld what. A run that stands as running
// although nobody holds its template's lock was killed, and is marked so (R14). Decides nothing about a plan.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Actor } from './audit-log.ts';
import { forgetNextStartUnlessBusy } from './schedule.ts';
import type { RunsTable, Tables } from './tables.ts';

export type RunRow = Selectable<RunsTable>;
export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'withheld' | 'refused';

export interface RunError {
  code: string;
  message: string;
  cure: string;
  /** Everybody whom the message names, so that they can be replaced after the retention time. */
  people?: readonly { person: string; alias: string | null }[];
  /** What messages in other words need beside the code: permission, group, candidates, tenant … Not kept with the run. */
  about?: Record<string, string | string[]>;
  /** Of `plan.changed`: how many steps are not as they were seen. */
  difference?: { added: number; removed: number; changed: number };
}

export interface RunStart {
  id: string;
  templateId: string;
  trigger: string;
  preview: boolean;
  nominalAt: Date;
  startedAt: Date;
  /** The run whose withheld steps this one carries out. */
  approves: string | null;
  /** The preview that this one carries out. */
  applies?: string | null;
  /** The run whose changes this one takes back; null also for single changes. */
  undoes?: string | null;
  /** The one person whom it is for; null: everybody. */
  person?: string | null;
  /** null: nobody is known, such as a run of the command line of old. */
  requestedBy: Actor | null;
}

export interface RunEnd {
  state: RunState;
  finishedAt: Date;
  read: unknown;
  counts: unknown;
  withheld: unknown;
  reasons: unknown;
  rules: unknown;
  mail: unknown;
  error: RunError | null;
  fields: unknown;
}

/** Another run of the template has started since: this one may write nothing more. */
export class FenceLost extends Error {
  readonly code = 'run.interrupted';
}

export const interrupted: RunError = {
  code: 'run.interrupted',
  message: 'The run was ended before it was done; nothing of it was applied.',
  cure: 'Nothing to do: the next run reads and plans afresh.',
};

/**
 * Takes the next fence of the template and marks runs that died. Only whoever holds the template's lock, or is about to
 * end it, calls it. null: the template was deleted. Throws FenceLost when the run has waited and was called off.
 */
export async function writeRunStart(db: Kysely<Tables>, start: RunStart): Promise<number | null> {
  if (!db.isTransaction) return db.transaction().execute((trx) => writeRunStart(trx, start));
  const raised = await db
    .updateTable('sync_templates')
    .set((eb) => ({ fence: eb('fence', '+', 1) }))
    .where('id', '=', start.templateId)
    .returning('fence')
    .executeTakeFirst();
  if (raised === undefined) return null;
  await markInterrupted(db, start.templateId, start.startedAt);
  const begun = { ...mapStart(start), state: 'running', fence: raised.fence };
  const row = await db
    .insertInto('runs')
    .values(begun)
    // It may have waited as a row, and somebody may have called it off by now.
    .onConflict((conflict) => conflict.column('id').doUpdateSet(begun).where('runs.state', '=', 'queued'))
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new FenceLost('The run was called off before it began.');
  return raised.fence;
}

/** A run that was not let start: kept in the history, touches nothing else. */
export async function writeRefusedRun(db: Kysely<Tables>, start: RunStart, error: RunError): Promise<void> {
  const ended = {
    ...mapStart(start),
    state: 'refused',
    finished_at: start.startedAt,
    error: JSON.stringify(error),
  };
  await db
    .insertInto('runs')
    .values((eb) => ({
      ...ended,
      // None when the template was deleted while the run waited.
      fence: eb.fn.coalesce(
        eb.selectFrom('sync_templates').select('fence').where('id', '=', start.templateId).$asScalar(),
        eb.lit(0),
      ),
    }))
    .onConflict((conflict) => conflict.column('id').doUpdateSet(ended).where('runs.state', '=', 'queued'))
    .execute();
}

function mapStart(start: RunStart) {
  return {
    id: start.id,
    template_id: start.templateId,
    trigger: start.trigger,
    preview: start.preview,
    nominal_at: start.nominalAt,
    started_at: start.startedAt,
    approves: start.approves,
    applies: start.applies ?? null,
    undoes: start.undoes ?? null,
    person_id: start.person ?? null,
    requested_by: start.requestedBy === null ? null : JSON.stringify(start.requestedBy),
  };
}

export interface DeadRun {
  id: string;
  /** Of everybody, and no preview and no undo. */
  isOfAll: boolean;
  /** By the clock that its nominal time goes by. */
  endedAt: Date;
}

/** Runs that still stand as running while nobody holds the lock; what they had read is thrown away. */
export async function markInterrupted(db: Kysely<Tables>, templateId: string, at: Date): Promise<DeadRun[]> {
  const dead = await db
    .updateTable('runs')
    .set({ state: 'failed', finished_at: at, error: JSON.stringify(interrupted) })
    .where('template_id', '=', templateId)
    .where('state', '=', 'running')
    .returning([
      'id',
      sql<boolean>`not preview and person_id is null and trigger <> 'undo' and cancelled_by is null`.as(
        'isOfAll',
      ),
      sql<Date>`nominal_at + greatest(finished_at - coalesce(requested_at, started_at), interval '0')`.as(
        'endedAt',
      ),
    ])
    .execute();
  // While they stood as going no interval was decided.
  if (dead.length > 0) await forgetNextStartUnlessBusy(db, templateId);
  for (const { id } of dead) {
    await db.deleteFrom('staged_people').where('run_id', '=', id).execute();
    await db.deleteFrom('staged_excluded').where('run_id', '=', id).execute();
    await db.deleteFrom('staged_memberships').where('run_id', '=', id).execute();
  }
  return dead;
}

/**
 * Throws FenceLost when a newer run has started. `lock` keeps a newer one from starting until the transaction ends; whoever
 * asks for a run meanwhile need not wait for it.
 */
export async function readFence(
  db: Kysely<Tables>,
  templateId: string,
  fence: number,
  lock: 'lock' | 'look',
): Promise<void> {
  const query = db.selectFrom('sync_templates').select('fence').where('id', '=', templateId);
  const row = await (lock === 'lock' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  if (row?.fence !== fence) throw new FenceLost('Another run of the template has started.');
}

/** False when the run no longer stands as running (it was taken for dead). */
export async function writeRunEnd(db: Kysely<Tables>, runId: string, end: RunEnd): Promise<boolean> {
  const result = await db
    .updateTable('runs')
    .set({
      state: end.state,
      finished_at: end.finishedAt,
      read: JSON.stringify(end.read),
      counts: JSON.stringify(end.counts),
      withheld: JSON.stringify(end.withheld),
      reasons: JSON.stringify(end.reasons),
      rules: JSON.stringify(end.rules),
      mail: JSON.stringify(end.mail),
      error: end.error === null ? null : JSON.stringify(end.error),
      fields: end.fields === null ? null : JSON.stringify(end.fields),
    })
    .where('id', '=', runId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function readRun(db: Kysely<Tables>, runId: string): Promise<RunRow | null> {
  return (await db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirst()) ?? null;
}

/** The run that tried this one again. */
export async function readRetryOf(db: Kysely<Tables>, runId: string): Promise<string | null> {
  const row = await db
    .selectFrom('runs')
    .select('id')
    .where('retries', '=', runId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * The newest run of the template that withheld steps of this kind and could be meant when this one is approved; previews withhold
 * nothing. A run of one person says nothing of what was withheld of the others, so it makes only hers old.
 */
export async function readNewestWithheld(
  db: Kysely<Tables>,
  templateId: string,
  { run, kind }: { run: string; kind: string },
): Promise<RunRow | null> {
  const row = await db
    .selectFrom('runs')
    .selectAll()
    .where('template_id', '=', templateId)
    .where('state', '=', 'withheld')
    .where('preview', '=', false)
    .where(
      sql<boolean>`(person_id is null or person_id = (select a.person_id from runs a where a.id = ${run}))`,
    )
    .where(sql<boolean>`withheld @> ${JSON.stringify([{ kind }])}::jsonb`)
    .orderBy('fence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Whether some run has carried this preview out. */
export async function readIsApplied(db: Kysely<Tables>, previewId: string): Promise<boolean> {
  const row = await db
    .selectFrom('runs')
    .select('id')
    .where('applies', '=', previewId)
    .where('preview', '=', false)
    .where('state', 'in', ['succeeded', 'withheld'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A run that carried nothing out and whose plan can be. */
export async function writeIsPreview(db: Kysely<Tables>, runId: string): Promise<void> {
  await db.updateTable('runs').set({ preview: true }).where('id', '=', runId).execute();
}

export async function writeApproved(db: Kysely<Tables>, runId: string, kind: string): Promise<void> {
  await db
    .updateTable('runs')
    .set({ approved: sql`array_append(approved, ${kind})` })
    .where('id', '=', runId)
    .execute();
}

/** Users made less users deleted by the template's runs since then. */
export async function readGrowth(db: Kysely<Tables>, templateId: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('runs')
    .select(
      sql<number>`coalesce(sum((counts->>'create')::int - (counts->>'delete')::int), 0)::int`.as('growth'),
    )
    .where('template_id', '=', templateId)
    .where('preview', '=', false)
    .where('state', 'in', ['succeeded', 'withheld'])
    .where('nominal_at', '>', since)
    .executeTakeFirstOrThrow();
  return row.growth;
}
