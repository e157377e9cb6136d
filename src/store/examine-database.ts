// What doctor asks the database: its version, clock, room and wear, and whether runs wait too long. Reads only, and asks for
// nothing that a schema of another version might lack before it has looked which one it is.
import { type Kysely, sql } from 'kysely';
import { credentialEndOf, credentialSourceOf } from './credential-watch.ts';
import type { Tables } from './tables.ts';

export interface DatabaseFacts {
  version: string;
  /** ms */
  clock: number;
  bytes: number;
  connections: number;
  maxConnections: number;
  autovacuum: boolean;
  /** Tables of which more is dead than alive, and much. */
  worn: string[];
  /** Minutes that the oldest open transaction has lasted: nothing can be tidied away behind it. */
  oldestTransactionMinutes: number;
}

export async function readDatabaseFacts(db: Kysely<Tables>): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select current_setting('server_version') as version,
      (extract(epoch from clock_timestamp()) * 1000)::float8 as clock,
      pg_database_size(current_database())::float8 as bytes,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int as "maxConnections",
      current_setting('autovacuum')::boolean as autovacuum,
      array(select relname::text from pg_stat_user_tables
        where n_dead_tup > 100000 and n_dead_tup > n_live_tup order by 1) as worn,
      coalesce((select max(extract(epoch from now() - xact_start)) / 60 from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend'), 0)::int as "oldestTransactionMinutes"`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('a query without a table gives one row');
  return row;
}

/** Names of the migrations that were applied; null when there is no schema yet. */
export async function readAppliedMigrations(
  db: Kysely<Tables>,
): Promise<{ number: number; name: string; checksum: string }[] | null> {
  const { rows } = await sql<{ isThere: boolean }>`
    select to_regclass('schema_migrations') is not null as "isThere"`.execute(db);
  if (!rows[0]?.isThere) return null;
  const applied = await sql<{ number: number; name: string; checksum: string }>`
    select number, name, checksum from schema_migrations order by number`.execute(db);
  return applied.rows;
}

export interface RunFacts {
  queued: number;
  oldestQueuedMinutes: number;
  running: number;
  oldestRunningHours: number;
  /** Templates that should have succeeded in the last two days and have not. */
  overdue: { template: string; company: string }[];
  expiring: { template: string; company: string; expires: string; source: string; today: string }[];
  /** Second credentials that do not work. */
  notTakingOver: { template: string; company: string }[];
  withoutCredentials: { template: string; company: string }[];
  clouds: string[];
}

export async function readRunFacts(db: Kysely<Tables>, now: Date): Promise<RunFacts> {
  const { rows } = await sql<RunFacts>`
    with looked as (
      select t.name as template, c.name as company, t.mode, t.last_success_at, t.credentials is null as bare,
        ${credentialEndOf} as expires, ${credentialSourceOf} as source, t.provider->>'cloud' as cloud,
        (${now}::timestamptz at time zone c.time_zone)::date as today, t.credential_watch->>'next' = 'notWorking' as "isNextIdle",
        exists (select from runs r where r.template_id = t.id and not r.preview and r.person_id is null and r.started_at < ${now}::timestamptz - interval '2 days') as old
      from sync_templates t join companies c on c.id = t.company_id
    ), r as (select state, started_at, requested_at from runs where state in ('queued', 'running'))
    select
      (select count(*)::int from r where state = 'queued') as queued,
      (select coalesce(max(extract(epoch from now() - requested_at)) / 60, 0)::int from r where state = 'queued') as "oldestQueuedMinutes",
      (select count(*)::int from r where state = 'running') as running,
      (select coalesce(max(extract(epoch from now() - started_at)) / 3600, 0)::int from r where state = 'running') as "oldestRunningHours",
      (select coalesce(json_agg(json_build_object('template', template, 'company', company)), '[]') from looked
        where mode <> 'paused' and old and (last_success_at is null or last_success_at < ${now}::timestamptz - interval '2 days')) as overdue,
      (select coalesce(json_agg(json_build_object('template', template, 'company', company, 'expires', expires,
        'source', source, 'today', today) order by expires), '[]') from looked
        where not bare and expires is not null and expires::date <= today + 30) as expiring,
      (select coalesce(json_agg(json_build_object('template', template, 'company', company)), '[]') from looked
        where "isNextIdle") as "notTakingOver",
      (select coalesce(json_agg(json_build_object('template', template, 'company', company)), '[]') from looked where bare) as "withoutCredentials",
      (select coalesce(json_agg(distinct cloud), '[]') from looked where cloud is not null) as clouds`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('a query without a table gives one row');
  return row;
}
