// What the health of companies is decided from, of all of them at once: in three statements however many there are. Users are counted
// for the companies that are shown alone. Reads only; decides nothing.
import { type Kysely, sql } from 'kysely';
import { credentialEndOf } from './credential-watch.ts';
import { presentMatch } from './paged-list.ts';
import type { Tables } from './tables.ts';

export interface StandingCompany {
  id: string;
  name: string;
  timeZone: string;
  /** Open, of the company itself and of its templates. */
  incidents: number;
  /** In the order in which they were first written. */
  templates: StandingTemplate[];
}

export interface StandingTemplate {
  id: string;
  name: string;
  mode: string;
  isRetiring: boolean;
  /** Of the newest run of everybody that was let start and was no preview; null: there was none. */
  newestRunAt: Date | null;
  newestRunState: string | null;
  /** Steps that it withheld, of kinds that nobody has approved. */
  withheld: number;
  lastSuccessAt: Date | null;
  nextStartAt: Date | null;
  everyMinutes: number | null;
  /** YYYY-MM-DD; null: there is no credential, or nobody knows. */
  credentialEndsOn: string | null;
  hasSecondCredential: boolean;
}

/** words: have to stand in the company's name. */
export async function readStandingCompanies(
  db: Kysely<Tables>,
  words: readonly string[],
): Promise<StandingCompany[]> {
  const isFound =
    words.length === 0
      ? sql`true`
      : sql`c.id in (select id from companies where ${presentMatch(sql`search_fold(name)`, { words: [...words] })})`;
  const { rows } = await sql<Omit<StandingCompany, 'templates'>>`
    select c.id, c.name, c.time_zone as "timeZone", coalesce(i.count, 0) as incidents
    from companies c left join (
      select company_id, count(*) as count from incidents where closed_at is null group by company_id) i on i.company_id = c.id
    where ${isFound}`.execute(db);
  const templates = Map.groupBy(await readTemplates(db, isFound), ({ company }) => company);
  return rows.map((row) => ({ ...row, templates: templates.get(row.id) ?? [] }));
}

/** Entries of `withheld` of the run `ran` that nobody has approved. */
const openWithheld = sql`
  select sum((w->>'count')::int) from jsonb_array_elements(ran.withheld) w where w->>'kind' <> all(ran.approved)`;

async function readTemplates(db: Kysely<Tables>, isFound: ReturnType<typeof sql>) {
  const { rows } = await sql<StandingTemplate & { company: string }>`
    select c.id as company, t.id, t.name, t.mode, t.retiring_since is not null as "isRetiring",
      ran.started_at as "newestRunAt", ran.state as "newestRunState",
      case when ran.withheld <> '[]' then coalesce((${openWithheld}), 0) else 0 end as withheld,
      t.last_success_at as "lastSuccessAt", t.next_start_at as "nextStartAt",
      (t.settings->'schedule'->>'everyMinutes')::int as "everyMinutes",
      case when t.credentials is not null then ${credentialEndOf} end as "credentialEndsOn",
      coalesce(t.credential_watch->>'next' = 'unanswered', false) as "hasSecondCredential"
    from sync_templates t join companies c on c.id = t.company_id left join lateral (
      select r.started_at, r.state, r.withheld, r.approved from runs r
      where r.template_id = t.id and r.state not in ('queued', 'refused') and not r.preview and r.person_id is null
      order by r.started_at desc limit 1) as ran on true
    where ${isFound} order by t.company_id, t.position`.execute(db);
  return rows;
}

/** By company, where there are any: users that its templates keep. */
export async function readLinkedCounts(
  db: Kysely<Tables>,
  companies: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; linked: number }>`
    select t.company_id as id, count(*) as linked from sync_templates t join links l on l.template_id = t.id
    where t.company_id = any(${[...companies]}::uuid[]) group by t.company_id`.execute(db);
  return new Map(rows.map(({ id, linked }) => [id, linked]));
}
