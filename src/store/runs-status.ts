// How the templates stand: their newest runs, how many people they keep and let go. Read for `status`; changes nothing.
import { type Kysely, sql } from 'kysely';
import type { RunRow } from './runs.ts';
import type { Tables } from './tables.ts';

export interface TemplateStatus {
  templateId: string;
  linked: number;
  leaving: number;
  /** The newest run that has begun, of any kind, and the newest that was let start and was no preview. */
  newest: RunRow | null;
  newestReal: RunRow | null;
}

export async function readTemplateStatus(db: Kysely<Tables>, templateId: string): Promise<TemplateStatus> {
  const { rows } = await sql<{ linked: number; leaving: number }>`
    select count(*) as linked, count(missing_since) as leaving from links where template_id = ${templateId}`.execute(
    db,
  );
  const runs = db
    .selectFrom('runs')
    .selectAll()
    .where('template_id', '=', templateId)
    .where('state', '<>', 'queued')
    .orderBy('started_at', 'desc')
    .limit(1);
  const newest = await runs.executeTakeFirst();
  const newestReal = await runs
    .where('preview', '=', false)
    .where('state', '<>', 'refused')
    .executeTakeFirst();
  return {
    templateId,
    linked: rows[0]?.linked ?? 0,
    leaving: rows[0]?.leaving ?? 0,
    newest: newest ?? null,
    newestReal: newestReal ?? null,
  };
}

/** Whether some run of the template stands as running. */
export async function readHasRunning(db: Kysely<Tables>, templateId: string): Promise<boolean> {
  const row = await db
    .selectFrom('runs')
    .select('id')
    .where('template_id', '=', templateId)
    .where('state', '=', 'running')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
