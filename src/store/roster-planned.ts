// Who is planned in this run, and what the plan said of each: lives in one transaction with the merge before it and
// the apply after it. A temporary table holds the people, so that nothing but a slice of them is ever in memory.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface WhoIsPlanned {
  templateId: string;
  /** onlyNew leaves users alone: of the linked people only those who may return are planned. */
  mode: 'full' | 'onlyNew';
  /** People whose presence was looked up. */
  alsoPlan: readonly string[];
}

/** Gathers everybody who has to be planned; returns how many. */
export async function applyPlanned(db: Kysely<Tables>, who: WhoIsPlanned): Promise<number> {
  const { templateId, mode, alsoPlan } = who;
  await sql`create temporary table planned_people (person_id text primary key) on commit drop`.execute(db);
  const whileLinked =
    mode === 'full'
      ? sql`or exists (select from links l where l.template_id = r.template_id and l.person_id = r.person_id)`
      : sql``;
  const drifted =
    mode === 'full'
      ? sql`union select l.person_id from links l join users u on u.id = l.user_id
            where l.template_id = ${templateId} and u.version <> l.synced_version`
      : sql``;
  const { rows } = await sql<{ n: number }>`
    with gathered as (
      insert into planned_people
      select r.person_id from roster r
      where r.template_id = ${templateId} and (r.planned_hash is distinct from r.facts_hash or not r.settled)
        and ((r.present and not r.excluded) ${whileLinked})
      union select person_id from links where template_id = ${templateId} and missing_since is not null
      union select id from unnest(${alsoPlan}::text[]) as a(id)
      ${drifted}
      returning 1)
    select count(*) as n from gathered`.execute(db);
  const people = rows[0]?.n ?? 0;
  if (people > 1_000) await sql`analyze planned_people`.execute(db);
  return people;
}

/** One person with all that is known of her, her user and her past. */
export interface PlannedRow {
  person: string;
  isPresent: boolean | null;
  isExcluded: boolean | null;
  createdAt: number | null;
  isGuest: boolean | null;
  isDisabled: boolean | null;
  mapped: unknown;
  factsHash: string | null;
  plannedHash: string | null;
  isIgnored: boolean;
  keptExtension: string | null;
  /** The template of this company that holds her link. */
  linkTemplate: string | null;
  linkTemplateName: string | null;
  user: string | null;
  missingSince: Date | null;
  announcedUntil: Date | null;
  leaveCode: string | null;
  deleteWithheld: boolean | null;
  isHeld: boolean | null;
  pinned: string[] | null;
  isDrifted: boolean | null;
  alias: string | null;
  name: string | null;
  surname: string | null;
  email: string | null;
  pstnFixed: string | null;
  mobile: string | null;
  extension: string | null;
  title: string | null;
  department: string | null;
  fields: Record<string, string> | null;
}

/** The next people after that one, in the order of their ids. */
export async function readPlannedSlice(
  db: Kysely<Tables>,
  who: { templateId: string; companyId: string; now: Date },
  after: string,
  size: number,
): Promise<PlannedRow[]> {
  const { rows } = await sql<PlannedRow>`
    select p.person_id as person, r.present as "isPresent", r.excluded as "isExcluded", r.created_ms as "createdAt",
      r.guest as "isGuest", r.disabled as "isDisabled", r.mapped, r.facts_hash as "factsHash", r.planned_hash as "plannedHash",
      exists (select from ignored_people i where i.template_id = ${who.templateId} and i.person_id = p.person_id) as "isIgnored",
      (select t.extension from tombstones t
        where t.company_id = ${who.companyId} and t.person_id = p.person_id and t.extension_until > ${who.now}
        order by t.deleted_at desc limit 1) as "keptExtension",
      l.template_id as "linkTemplate", lt.name as "linkTemplateName", l.user_id as "user", l.missing_since as "missingSince",
      l.announced_until as "announcedUntil", l.leave_code as "leaveCode", l.delete_withheld as "deleteWithheld",
      l.held as "isHeld", l.pinned, u.version <> l.synced_version as "isDrifted",
      u.alias, u.name, u.surname, u.email, u.pstn_fixed as "pstnFixed", u.mobile, u.extension, u.title, u.department, u.fields
    from planned_people p
    left join roster r on r.template_id = ${who.templateId} and r.person_id = p.person_id
    left join links l on l.company_id = ${who.companyId} and l.person_id = p.person_id
    left join sync_templates lt on lt.id = l.template_id
    left join users u on u.id = l.user_id
    where p.person_id > ${after}
    order by p.person_id
    limit ${size}`.execute(db);
  return rows;
}

export interface PlannedOutcome {
  person: string;
  isSettled: boolean;
  standing: string;
  /** JSON text of the reasons. */
  reasons: string;
}

/** Remembers what the plan said, and that these facts were planned. */
export async function writeOutcomes(
  db: Kysely<Tables>,
  templateId: string,
  outcomes: readonly PlannedOutcome[],
): Promise<void> {
  await sql`
    update roster r set planned_hash = r.facts_hash, settled = o.settled, standing = o.standing, reasons = o.reasons,
      codes = case when o.reasons = '[]' then '{}' else array(
        select distinct e->>'code' from jsonb_array_elements(o.reasons) e) end
    from unnest(
      ${outcomes.map((o) => o.person)}::text[],
      ${outcomes.map((o) => o.isSettled)}::bool[],
      ${outcomes.map((o) => o.standing)}::text[],
      ${outcomes.map((o) => o.reasons)}::jsonb[]) as o(person_id, settled, standing, reasons)
    where r.template_id = ${templateId} and r.person_id = o.person_id`.execute(db);
}

/** People who are neither there nor linked count for nothing any more. */
export async function writeOutsiders(db: Kysely<Tables>, templateId: string): Promise<void> {
  await sql`
    update roster r set planned_hash = r.facts_hash, settled = true, standing = 'outside', reasons = '[]', codes = '{}'
    where r.template_id = ${templateId} and (r.planned_hash is distinct from r.facts_hash or not r.settled)
      and (r.excluded or not r.present)
      and not exists (select from links l where l.template_id = r.template_id and l.person_id = r.person_id)
      and not exists (select from planned_people p where p.person_id = r.person_id)`.execute(db);
}

export interface StandingCounts {
  skip: number;
  conflict: number;
  codes: Map<string, number>;
}

/** How everybody stands who is not planned in this run. */
export async function readUnplannedCounts(db: Kysely<Tables>, templateId: string): Promise<StandingCounts> {
  const unplanned = sql`not exists (select from planned_people p where p.person_id = r.person_id)`;
  const standings = await sql<{ standing: string; n: number }>`
    select standing, count(*) as n from roster r
    where r.template_id = ${templateId} and r.standing in ('skip', 'conflict') and r.present and not r.excluded and ${unplanned}
    group by standing`.execute(db);
  const codes = await sql<{ code: string; n: number }>`
    select code, count(*) as n from roster r cross join lateral unnest(r.codes) as c(code)
    where r.template_id = ${templateId} and r.codes <> '{}' and (r.standing = 'linked' or (r.present and not r.excluded)) and ${unplanned}
    group by code`.execute(db);
  const count = (standing: string) => standings.rows.find((row) => row.standing === standing)?.n ?? 0;
  return {
    skip: count('skip'),
    conflict: count('conflict'),
    codes: new Map(codes.rows.map((row) => [row.code, row.n])),
  };
}
