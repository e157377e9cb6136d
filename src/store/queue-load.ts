// Looks at the queue's own table where pg-boss has no question for it: how busy the companies that wait are, and which
// claims nobody keeps up any more. Reads pg-boss's columns as of the pinned version; changes nothing.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * How many runs go for the least busy of the companies that have one ready to start; null when none is. Companies named in
 * `except` are left out, and so are templates that a run goes for.
 */
export async function readLightestLoad(
  db: Kysely<Tables>,
  queue: string,
  except: readonly string[],
): Promise<number | null> {
  const { rows } = await sql<{ load: number | null }>`
    with going as (
      select group_id, singleton_key from pgboss.job where name = ${queue} and state = 'active'),
    loads as (select group_id, count(*) as load from going group by group_id)
    select min(coalesce(l.load, 0)) as load
    from pgboss.job j left join loads l on l.group_id = j.group_id
    where j.name = ${queue} and j.state < 'active' and not j.blocked and j.start_after <= now()
      and j.group_id <> all(${except}::text[])
      and not exists (select from going g where g.singleton_key = j.singleton_key)`.execute(db);
  return rows[0]?.load ?? null;
}

/** Jobs that were taken up and that nobody has said to be alive for so long. */
export async function readLapsedJobs(
  db: Kysely<Tables>,
  queue: string,
  seconds: number,
): Promise<LapsedJob[]> {
  const { rows } = await sql<LapsedJob>`
    select id, retry_count as "retryCount" from pgboss.job
    where name = ${queue} and state = 'active' and heartbeat_on < now() - make_interval(secs => ${seconds})`.execute(
    db,
  );
  return rows;
}

/** A claim on a job: the one with this count of tries, and no later one. */
export interface LapsedJob {
  id: string;
  retryCount: number;
}

/** Runs that wait as rows and have no job any more (it was too old, or somebody emptied the queue). */
export async function readJoblessRuns(db: Kysely<Tables>, queue: string): Promise<JoblessRun[]> {
  const { rows } = await sql<JoblessRun>`
    select r.id, r.template_id as "templateId", t.company_id as "companyId", r.trigger
    from runs r join sync_templates t on t.id = r.template_id
    where r.state = 'queued' and r.requested_at < now() - interval '1 minute'
      and not exists (
        select from pgboss.job j where j.name = ${queue} and j.id = r.id and j.state in ('created', 'retry', 'active'))
    limit 1000`.execute(db);
  return rows;
}

export interface JoblessRun {
  id: string;
  templateId: string;
  companyId: string;
  trigger: string;
}
