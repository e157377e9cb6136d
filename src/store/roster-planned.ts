// Who is planned in this run: lives in one transaction with the merge before it and the apply after it. A temporary table
// holds the people, so that nothing but a slice of them is ever in memory. What the plan says of each is planned-slice.ts.
import { type Kysely, sql } from 'kysely';
import { applyPlannedOne } from './roster-one.ts';
import { selectOwnNumbers } from './free-numbers.ts';
import { type Beside, selectBeside } from './read-fields.ts';
import type { Reading } from './roster.ts';
import type { Tables } from './tables.ts';

/**
 * Made at the start of the transaction: who is planned. It stays with the connection, empty between transactions: a table
 * made and dropped in each of a thousand small runs a night was a fifth of their database time, and litter in its catalogue.
 */
export async function applyPlannedTable(db: Kysely<Tables>): Promise<void> {
  await sql`create temporary table if not exists planned_people (person_id text primary key) on commit delete rows`.execute(
    db,
  );
}

interface WhoIsPlanned {
  reading: Reading;
  /** A preview shows everybody who is left out, also those whom nothing has changed for. */
  isPreview: boolean;
  /** onlyNew leaves users alone: of the linked people only those who may return are planned. */
  mode: 'full' | 'onlyNew';
  /** People whose presence was looked up. */
  alsoPlan: readonly string[];
}

/** Gathers everybody who has to be planned; returns how many. */
export async function applyPlanned(db: Kysely<Tables>, who: WhoIsPlanned): Promise<number> {
  const { isPreview, mode, alsoPlan } = who;
  const { runId, templateId, companyId, only } = who.reading;
  if (only !== undefined) return applyPlannedOne(db, who.reading, only);
  const whileLinked =
    mode === 'full'
      ? sql`or exists (select from links l
          where l.company_id = ${companyId} and l.template_id = r.template_id and l.person_id = r.person_id)`
      : sql``;
  const leftOut = isPreview
    ? sql`union select person_id from roster
            where template_id = ${templateId} and standing in ('skip', 'conflict') and present and not excluded
              and not filtered_out`
    : sql``;
  const drifted =
    mode === 'full'
      ? sql`union select l.person_id from links l join users u on u.id = l.user_id
            where l.template_id = ${templateId} and u.version <> l.synced_version`
      : sql``;
  await sql`
    insert into planned_people
    select s.person_id from staged_people s
    where s.run_id = ${runId} and not s.removed and s.facts is not null
      and not exists (select from staged_excluded e where e.run_id = s.run_id and e.person_id = s.person_id)
    union select r.person_id from roster r
    where r.template_id = ${templateId} and (r.planned_hash is distinct from r.facts_hash or not r.settled)
      and ((r.present and not r.excluded and not r.filtered_out) ${whileLinked})
    union select person_id from links where template_id = ${templateId} and missing_since is not null
    union select id from unnest(${alsoPlan}::text[]) as a(id)
    union select i.person_id from ignored_people i
    where i.template_id = ${templateId} and i.until is not null
      and not exists (select from links l where l.company_id = ${companyId} and l.person_id = i.person_id)
    ${leftOut}
    ${drifted}`.execute(db);
  const { rows } = await sql<{ n: number }>`select count(*) as n from planned_people`.execute(db);
  const people = rows[0]?.n ?? 0;
  if (people > 1_000) await sql`analyze planned_people`.execute(db);
  return people;
}

/** One person with all that is known of her, her user and her past. */
export interface PlannedRow {
  person: string;
  isPresent: boolean | null;
  isExcluded: boolean | null;
  isFilteredOut: boolean | null;
  createdAt: number | null;
  isGuest: boolean | null;
  isDisabled: boolean | null;
  /** JSON text. */
  mapped: string | null;
  factsHash: string | null;
  plannedHash: string | null;
  /** Her facts were read in this run. */
  isStaged: boolean;
  isIgnored: boolean;
  createAnyway: boolean;
  keptExtension: string | null;
  /** A number that cools for her, where that was asked for. */
  ownNumber: string | null;
  /** Ids of groups of rules that she belongs to; null where this run has not read hers. */
  memberOf: string[] | null;
  /** The template of this company that holds her link. */
  linkTemplate: string | null;
  linkTemplateName: string | null;
  user: string | null;
  missingSince: Date | null;
  announcedUntil: Date | null;
  leaveCode: string | null;
  deleteWithheld: boolean | null;
  isHeld: boolean | null;
  pinned: Record<string, string | null> | null;
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
  /** JSON texts, of the roster and of fields beside it; null unless they were asked for. */
  facts: string | null;
  beside: string | null;
}

interface WantedOfPlanned {
  now: Date;
  /** Numbers that cool for them, in case a series has to give one. */
  ownNumbers: boolean;
  /** The groups of rules that this run has read. */
  memberships: boolean;
  facts?: boolean;
  /** Fields that stand beside the roster, of these readings. */
  beside?: Beside | null;
}

/** Everybody who is planned, in slices and in no particular order. Sees nothing of what is written meanwhile. */
export async function* readPlannedSlices(
  db: Kysely<Tables>,
  reading: Reading,
  wanted: WantedOfPlanned,
  size: number,
): AsyncGenerator<PlannedRow[]> {
  // A cursor joins once for all slices; it is told that all of it will be wanted. Everything is joined to the planned people,
  // in the order in which it is written: looking for a better one takes longer than a small run's join itself.
  await sql`select set_config('cursor_tuple_fraction', '1', true), set_config('join_collapse_limit', '1', true)`.execute(
    db,
  );
  await sql`declare planned_rows no scroll cursor for ${selectPlanned(reading, wanted)}`.execute(db);
  await sql`set local join_collapse_limit to default`.execute(db);
  try {
    for (;;) {
      const { rows } = await sql<PlannedRow>`fetch ${sql.lit(size)} from planned_rows`.execute(db);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await sql`close planned_rows`.execute(db);
  }
}

function selectPlanned(reading: Reading, wanted: WantedOfPlanned) {
  const { now, ownNumbers, memberships, facts = false, beside = null } = wanted;
  const templateId = sql.lit(reading.templateId);
  const companyId = sql.lit(reading.companyId);
  const runId = sql.lit(reading.runId);
  const at = sql.lit(now.toISOString());
  return sql`
    select p.person_id as person, coalesce(r.present, s.person_id is not null) as "isPresent", r.excluded as "isExcluded",
      coalesce(s.filtered_out, r.filtered_out) as "isFilteredOut",
      case when s.person_id is null then r.created_ms else s.created_ms end as "createdAt",
      coalesce(s.guest, r.guest) as "isGuest", coalesce(s.disabled, r.disabled) as "isDisabled",
      coalesce(s.mapped, r.mapped::text) as mapped, coalesce(s.facts_hash, r.facts_hash) as "factsHash",
      r.planned_hash as "plannedHash", s.person_id is not null as "isStaged",
      i.person_id is not null as "isIgnored", a.person_id is not null as "createAnyway", t.extension as "keptExtension",
      ${ownNumbers ? sql`o.digits` : sql`null`} as "ownNumber", ${memberships ? sql`m.groups` : sql`null`} as "memberOf",
      l.template_id as "linkTemplate", lt.name as "linkTemplateName", l.user_id as "user", l.missing_since as "missingSince",
      l.announced_until as "announcedUntil", l.leave_code as "leaveCode", l.delete_withheld as "deleteWithheld",
      l.held and (l.held_until is null or l.held_until > ${at}) as "isHeld", l.pinned, u.version <> l.synced_version as "isDrifted",
      u.alias, u.name, u.surname, u.email, u.pstn_fixed as "pstnFixed", u.mobile, u.extension, u.title, u.department, u.fields,
      ${facts ? sql`r.facts::text` : sql`null`} as facts, ${beside ? sql`b.facts` : sql`null`} as beside
    from planned_people p
    left join roster r on r.template_id = ${templateId} and r.person_id = p.person_id
    left join staged_people s on s.run_id = ${runId} and s.person_id = p.person_id and not s.removed and s.facts is not null
    left join links l on l.company_id = ${companyId} and l.person_id = p.person_id
    left join sync_templates lt on lt.id = l.template_id
    left join users u on u.id = l.user_id
    left join ignored_people i on i.template_id = ${templateId} and i.person_id = p.person_id
      and (i.until is null or i.until > ${at})
    left join create_anyway a on a.template_id = ${templateId} and a.person_id = p.person_id
    left join (
      select distinct on (person_id) person_id, extension from tombstones
      where company_id = ${companyId} and extension_until > ${at}
      order by person_id, deleted_at desc) t on t.person_id = p.person_id
    ${memberships ? sql`left join staged_memberships m on m.run_id = ${runId} and m.person_id = p.person_id` : sql``}
    ${ownNumbers ? sql`left join (${selectOwnNumbers(companyId, at)}) o on o.person = p.person_id` : sql``}
    ${beside ? sql`left join (${selectBeside(beside)}) b on b.person_id = p.person_id` : sql``}`;
}

/** People who are neither in scope nor linked count for nothing any more, and an ignore whose time was over is gone. */
export async function writeOutsiders(
  db: Kysely<Tables>,
  { templateId, companyId, only }: Reading,
  now: Date,
): Promise<void> {
  const hers = only === undefined ? sql`` : sql`and person_id = ${only}`;
  await sql`
    with over as (delete from ignored_people where template_id = ${templateId} and until <= ${now} ${hers})
    update roster r set planned_hash = r.facts_hash, settled = true, standing = 'outside', reasons = '[]', codes = '{}'
    where r.template_id = ${templateId} and (r.planned_hash is distinct from r.facts_hash or not r.settled)
      and (r.excluded or not r.present or r.filtered_out) ${hers}
      and not exists (select from links l
        where l.company_id = ${companyId} and l.template_id = r.template_id and l.person_id = r.person_id)
      and not exists (select from planned_people p where p.person_id = r.person_id)`.execute(db);
}

export interface StandingCounts {
  skip: number;
  conflict: number;
  codes: Map<string, number>;
}

/** How everybody stands who is not planned in this run. */
export async function readUnplannedCounts(
  db: Kysely<Tables>,
  { templateId, only }: Reading,
): Promise<StandingCounts> {
  // A run of one person tells of nobody else.
  if (only !== undefined) return { skip: 0, conflict: 0, codes: new Map() };
  const { rows } = await sql<{ what: 'standing' | 'code'; word: string; n: number }>`
    with unplanned as materialized (
      select r.standing, r.codes from roster r
      where r.template_id = ${templateId} and (r.codes <> '{}' or r.standing in ('skip', 'conflict'))
        and (r.standing = 'linked' or (r.present and not r.excluded and not r.filtered_out))
        and not exists (select from planned_people p where p.person_id = r.person_id))
    select 'standing' as what, standing as word, count(*) as n from unplanned group by standing
    union all select 'code', code, count(*) from unplanned cross join lateral unnest(codes) as c(code) group by code`.execute(
    db,
  );
  const count = (standing: string) =>
    rows.find((row) => row.what === 'standing' && row.word === standing)?.n ?? 0;
  const codes = rows.filter((row) => row.what === 'code').map((row): [string, number] => [row.word, row.n]);
  return { skip: count('skip'), conflict: count('conflict'), codes: new Map(codes) };
}
