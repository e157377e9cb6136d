// Sync templates whose next start is due or not decided, with all that run/next-start.ts decides from, in one statement
// however many there are. Rows that another process looks at, or that a run is about to commit, are left to it.
import { type Kysely, sql } from 'kysely';
import { syncTemplateDefaults } from '../plan/sync-template.ts';
import type { Mode, Schedule } from '../plan/sync-template.ts';
import type { Tables } from './tables.ts';

export interface ScheduledTemplate {
  templateId: string;
  companyId: string;
  mode: Mode;
  schedule: Schedule;
  timeZone: string;
  /** What was decided last time. */
  expectedAt: Date | null;
  /** Of the newest run that was let start, previews, undos and runs of one person aside. */
  lastNominalAt: Date | null;
  lastFinishedAt: Date | null;
  /** When a scheduled run was last refused, if none has been let start since. */
  lastRefusedAt: Date | null;
  /** A run of everybody that is no preview and no undo waits or goes. */
  isOpen: boolean;
}

interface Row {
  id: string;
  company_id: string;
  mode: string;
  schedule: Partial<Schedule> | null;
  time_zone: string;
  next_start_at: Date | null;
  nominal_at: Date | null;
  finished_at: Date | null;
  refused_at: Date | null;
  is_open: boolean;
}

/**
 * What decides a template's next start; `t` is the template. An undo reads nothing and a run of one person reads nobody else, so
 * they stand for no night and no interval.
 */
const lastRuns = sql`
  left join lateral (
    select r.nominal_at, r.finished_at, r.started_at from runs r
    where r.template_id = t.id and not r.preview and r.trigger <> 'undo' and r.person_id is null and r.state not in ('queued', 'refused')
    order by r.started_at desc limit 1) as ran on true
  left join lateral (
    select r.finished_at from runs r
    where r.template_id = t.id and r.state = 'refused' and r.trigger = 'schedule'
      and r.started_at > coalesce(ran.started_at, '-infinity')
    order by r.started_at desc limit 1) as refused on true`;

const columns = sql`
  t.id, t.company_id, t.mode, t.settings->'schedule' as schedule, c.time_zone, t.next_start_at,
  ran.nominal_at, ran.finished_at, refused.finished_at as refused_at,
  exists (select from runs r where r.template_id = t.id and r.state in ('queued', 'running')
    and not r.preview and r.trigger <> 'undo' and r.person_id is null) as is_open`;

/** Locks them until the end of the transaction; read them with a statement of its own, so that it sees what is locked. */
export async function lockDueTemplates(db: Kysely<Tables>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from sync_templates
    where next_start_at <= ${now} or (next_start_at is null and mode <> 'paused')
    order by next_start_at nulls first limit ${limit}
    for no key update skip locked`.execute(db);
  return rows.map(({ id }) => id);
}

/** These, or all of one company, or all. */
export async function readSchedules(
  db: Kysely<Tables>,
  which: { ids: readonly string[] } | { companyId: string | null },
): Promise<ScheduledTemplate[]> {
  const chosen =
    'ids' in which
      ? sql`t.id = any(${which.ids}::uuid[])`
      : sql`(${which.companyId}::uuid is null or t.company_id = ${which.companyId}::uuid)`;
  const { rows } = await sql<Row>`
    select ${columns}
    from sync_templates t join companies c on c.id = t.company_id ${lastRuns}
    where ${chosen}`.execute(db);
  return rows.map(mapRow);
}

export async function writeNextStarts(
  db: Kysely<Tables>,
  starts: readonly { templateId: string; at: Date | null; why: string | null }[],
): Promise<void> {
  if (starts.length === 0) return;
  await sql`
    update sync_templates t set next_start_at = s.at, next_start_why = s.why
    from unnest(
      ${starts.map(({ templateId }) => templateId)}::uuid[],
      ${starts.map(({ at }) => at)}::timestamptz[],
      ${starts.map(({ why }) => why)}::text[]) as s (id, at, why)
    where t.id = s.id`.execute(db);
}

/** To be decided anew, by whichever process looks first. */
export async function forgetNextStart(db: Kysely<Tables>, templateId: string): Promise<void> {
  await db
    .updateTable('sync_templates')
    .set({ next_start_at: null, next_start_why: null })
    .where('id', '=', templateId)
    .where('next_start_at', 'is not', null)
    .execute();
}

/** The same without waiting for a run that is about to commit, and that does it itself. */
export async function forgetNextStartUnlessBusy(db: Kysely<Tables>, templateId: string): Promise<void> {
  await sql`
    update sync_templates set next_start_at = null, next_start_why = null
    where id in (select id from sync_templates where id = ${templateId} and next_start_at is not null
      for no key update skip locked)`.execute(db);
}

function mapRow(row: Row): ScheduledTemplate {
  return {
    templateId: row.id,
    companyId: row.company_id,
    mode: row.mode as Mode,
    schedule: { ...syncTemplateDefaults.schedule, ...row.schedule },
    timeZone: row.time_zone,
    expectedAt: row.next_start_at,
    lastNominalAt: row.nominal_at,
    lastFinishedAt: row.finished_at,
    lastRefusedAt: row.refused_at,
    isOpen: row.is_open,
  };
}
