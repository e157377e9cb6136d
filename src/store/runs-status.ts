// How the templates stand: their newest runs, how many people they keep and let go. Read for `status`, in three statements
// however many templates there are; changes nothing.
import { type Kysely, sql } from 'kysely';
import type { RunRow } from './runs.ts';
import type { Tables } from './tables.ts';

export interface TemplateStatus {
  linked: number;
  leaving: number;
  /** The newest run that has begun, of any kind, and the newest of everybody that was let start and was no preview. */
  newest: RunRow | null;
  newestReal: RunRow | null;
}

/** By template id; of one company, or of all when companyId is null. */
export async function readTemplateStatuses(
  db: Kysely<Tables>,
  companyId: string | null,
): Promise<Map<string, TemplateStatus>> {
  const links = await readLinkCounts(db, companyId);
  const newest = await readNewestRuns(db, companyId, sql`r.state <> 'queued'`);
  const newestReal = await readNewestRuns(
    db,
    companyId,
    sql`r.state not in ('queued', 'refused') and not r.preview and r.person_id is null`,
  );
  const templates = await db
    .selectFrom('sync_templates')
    .select('id')
    .$if(companyId !== null, (query) => query.where('company_id', '=', companyId))
    .execute();
  return new Map(
    templates.map(({ id }) => [
      id,
      {
        linked: links.get(id)?.linked ?? 0,
        leaving: links.get(id)?.leaving ?? 0,
        newest: newest.get(id) ?? null,
        newestReal: newestReal.get(id) ?? null,
      },
    ]),
  );
}

async function readLinkCounts(db: Kysely<Tables>, companyId: string | null) {
  const { rows } = await sql<{ id: string; linked: number; leaving: number }>`
    select template_id as id, count(*) as linked, count(missing_since) as leaving from links
    where ${companyId}::uuid is null or company_id = ${companyId}::uuid group by template_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

async function readNewestRuns(db: Kysely<Tables>, companyId: string | null, which: ReturnType<typeof sql>) {
  const { rows } = await sql<RunRow>`
    select r.* from sync_templates t cross join lateral (
      select * from runs r where r.template_id = t.id and ${which} order by r.started_at desc limit 1) as r
    where ${companyId}::uuid is null or t.company_id = ${companyId}::uuid`.execute(db);
  return new Map(rows.map((row) => [row.template_id, row]));
}

/** The template's newest run that has begun, of any kind. */
export async function readNewestRun(db: Kysely<Tables>, templateId: string): Promise<RunRow | null> {
  const row = await db
    .selectFrom('runs')
    .selectAll()
    .where('template_id', '=', templateId)
    .where('state', '<>', 'queued')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
