// The figures that /metrics shows, from the database: of the whole installation, whichever process did the work. A few statements
// whose cost does not grow with the history; ids are the only names.
import { type Kysely, sql } from 'kysely';
import { credentialEndOf } from './credential-watch.ts';
import type { Tables } from './tables.ts';

export interface TemplateFigures {
  companyId: string;
  templateId: string;
  mode: string;
  lastSuccessAt: Date | null;
  /** YYYY-MM-DD; null when it is not known. */
  credentialExpires: string | null;
  linked: number;
  leaving: number;
  /** People in scope, and those of them without a user, by the newest run that read everything; null before the first. */
  people: number | null;
  leftOut: number | null;
  /** Of the newest run that ended. */
  lastState: string | null;
}

export interface Figures {
  templates: TemplateFigures[];
  totals: { what: string; label: string; total: number }[];
  queued: number;
  running: number;
  /** Of the run that has waited longest; 0 when none waits. */
  oldestQueuedSeconds: number;
}

export async function readFigures(db: Kysely<Tables>): Promise<Figures> {
  const [templates, totals, open] = await Promise.all([readTemplates(db), readTotals(db), readOpen(db)]);
  return { templates, totals, ...open };
}

async function readTemplates(db: Kysely<Tables>): Promise<TemplateFigures[]> {
  const { rows } = await sql<TemplateFigures>`
    select t.company_id as "companyId", t.id as "templateId", t.mode, t.last_success_at as "lastSuccessAt",
      ${credentialEndOf} as "credentialExpires",
      coalesce(l.linked, 0)::int as linked, coalesce(g.leaving, 0)::int as leaving,
      (whole.read->>'people')::int as people,
      (whole.counts->>'skip')::int + (whole.counts->>'conflict')::int as "leftOut", r.state as "lastState"
    from sync_templates t
    -- Apart, so that each is read from an index alone.
    left join (select template_id, count(*) as linked from links group by template_id) l on l.template_id = t.id
    left join (
      select template_id, count(*) as leaving from links where missing_since is not null group by template_id
    ) g on g.template_id = t.id
    left join lateral (
      select state from runs where template_id = t.id and not preview and person_id is null and state not in ('queued', 'running')
      order by started_at desc limit 1
    ) r on true
    left join lateral (
      select read, counts from runs
      where template_id = t.id and not preview and person_id is null and state in ('succeeded', 'withheld') and read->>'complete' = 'true'
      order by started_at desc limit 1
    ) whole on true
    order by t.id`.execute(db);
  return rows;
}

async function readTotals(db: Kysely<Tables>): Promise<Figures['totals']> {
  return db
    .selectFrom('run_totals')
    .select(['what', 'label', sql<number>`sum(total)::bigint`.as('total')])
    .groupBy(['what', 'label'])
    .execute();
}

async function readOpen(
  db: Kysely<Tables>,
): Promise<Pick<Figures, 'queued' | 'running' | 'oldestQueuedSeconds'>> {
  return db
    .selectFrom('runs')
    .where('state', 'in', ['queued', 'running'])
    .select([
      sql<number>`count(*) filter (where state = 'queued')::int`.as('queued'),
      sql<number>`count(*) filter (where state = 'running')::int`.as('running'),
      sql<number>`coalesce(extract(epoch from now() - min(requested_at) filter (where state = 'queued')), 0)::float8`.as(
        'oldestQueuedSeconds',
      ),
    ])
    .executeTakeFirstOrThrow();
}
