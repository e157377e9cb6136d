// What a template has read of each person: a complete read is merged into it in one go, and it answers who is linked
// but missing, and how many people stand where. Facts only; what they come to is planned from roster-planned.ts.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface Reading {
  companyId: string;
  templateId: string;
  runId: string;
  /** full: whoever was not staged is not there; delta: whoever was not staged is as before. */
  mode: 'full' | 'delta';
  /** This person alone was read, with mode delta; nobody else is as anything but before. */
  only?: string;
}

/**
 * Believes who came, went or was excluded; all of them are planned again. Facts follow once they are planned. Remembers that
 * the roster is another one by this run, when it is.
 */
export async function applyPresences(db: Kysely<Tables>, reading: Reading, at: Date): Promise<void> {
  const { templateId, runId, mode, only } = reading;
  const hers = only === undefined ? sql`` : sql`and r.person_id = ${only}`;
  const come = await sql`
    update roster r set present = true, settled = false, gone_at = null
    from staged_people s
    where r.template_id = ${templateId} and not r.present
      and s.run_id = ${runId} and s.person_id = r.person_id and not s.removed`.execute(db);
  const gone = await (
    mode === 'full'
      ? sql`
    update roster r set present = false, settled = false, gone_at = ${at}
    where r.template_id = ${templateId} and r.present and not exists (
      select from staged_people s where s.run_id = ${runId} and s.person_id = r.person_id and not s.removed)`
      : sql`
    update roster r set present = false, settled = false, gone_at = ${at}
    from staged_people s
    where r.template_id = ${templateId} and r.present
      and s.run_id = ${runId} and s.person_id = r.person_id and s.removed`
  ).execute(db);
  const excluded = await sql`
    update roster r set excluded = true, settled = false
    from staged_excluded e
    where r.template_id = ${templateId} and not r.excluded and e.run_id = ${runId} and e.person_id = r.person_id`.execute(
    db,
  );
  const included = await sql`
    update roster r set excluded = false, settled = false
    where r.template_id = ${templateId} and r.excluded ${hers} and not exists (
      select from staged_excluded e where e.run_id = ${runId} and e.person_id = r.person_id)`.execute(db);
  const moved = [come, gone, excluded, included].some(({ numAffectedRows = 0n }) => numAffectedRows > 0n);
  await sql`
    update sync_templates set roster_version = roster_version + 1 where id = ${templateId}
      and (${moved} or exists (select from staged_people where run_id = ${runId} and facts is not null))`.execute(
    db,
  );
}

/** Believes the facts of those who are not planned in this run (all: of everybody); none of them is taken for planned. */
export async function applyFacts(
  db: Kysely<Tables>,
  reading: Reading,
  readAt: Date,
  all: boolean,
): Promise<void> {
  const facts = presentFactsInsert(
    reading,
    readAt,
    sql`(select null::text as person_id, null::bool as settled, null::text as standing, null::json as reasons, null::text[] as codes) o
      join staged_people s on ${all ? sql`true` : sql`not exists (select from planned_people p where p.person_id = s.person_id)`}`,
  );
  await facts.execute(db);
}

/** from: staged people `s` with what the plan said of them, `o`. Each row is written once, facts and outcome together. */
export function presentFactsInsert(reading: Reading, readAt: Date, from: RawBuilder<unknown>) {
  const { templateId, runId } = reading;
  return sql`
    insert into roster (template_id, person_id, present, excluded, facts, facts_hash, mapped, created_ms, guest, disabled,
      filtered_out, read_at, planned_hash, settled, standing, reasons, codes, search)
    select ${templateId}::uuid, s.person_id, true, e.person_id is not null, s.facts::json, s.facts_hash, s.mapped::json, s.created_ms,
      s.guest, s.disabled, coalesce(s.filtered_out, false), ${readAt}::timestamptz, case when o.person_id is not null then s.facts_hash end,
      coalesce(o.settled, false), coalesce(o.standing, 'outside'), coalesce(o.reasons, '[]'), coalesce(o.codes, '{}'),
      -- Plain text needs no more than small letters, which is a tenth of the work.
      left(case when octet_length(s.search) = length(s.search) then lower(s.search collate "C")
        else coalesce(search_fold(s.search), '') end, 500)
    from ${from}
    left join staged_excluded e on e.run_id = s.run_id and e.person_id = s.person_id
    where s.run_id = ${runId} and not s.removed and s.facts is not null
    on conflict (template_id, person_id) do update set
      facts = excluded.facts, facts_hash = excluded.facts_hash, mapped = excluded.mapped,
      created_ms = excluded.created_ms, guest = excluded.guest, disabled = excluded.disabled,
      filtered_out = excluded.filtered_out, read_at = excluded.read_at,
      search = excluded.search,
      planned_hash = coalesce(excluded.planned_hash, roster.planned_hash),
      settled = case when excluded.planned_hash is null then roster.settled else excluded.settled end,
      standing = case when excluded.planned_hash is null then roster.standing else excluded.standing end,
      reasons = case when excluded.planned_hash is null then roster.reasons else excluded.reasons end,
      codes = case when excluded.planned_hash is null then roster.codes else excluded.codes end`;
}

/** A linked person who is leaving, or whom this read lacks, excludes or filters out, as she stands once the read is merged. */
export interface LinkedOut {
  person: string;
  missingSince: Date | null;
  isPresent: boolean;
  isExcluded: boolean;
  /** The filter is false for her. */
  isFilteredOut: boolean;
  isDisabled: boolean;
}

/** Reads the roster and what is staged together, before they are merged. */
export async function readLinkedOut(db: Kysely<Tables>, reading: Reading): Promise<LinkedOut[]> {
  const { companyId, templateId, runId, mode } = reading;
  // After changes only those can be out who were, or of whom something came: the other links need no look.
  const some =
    mode === 'full'
      ? sql``
      : sql`and l.person_id in (
          select person_id from links where template_id = ${templateId} and missing_since is not null
          union all select person_id from roster where template_id = ${templateId} and (excluded or not present or filtered_out)
          union all select person_id from staged_people where run_id = ${runId}
          union all select person_id from staged_excluded where run_id = ${runId})`;
  const { rows } = await sql<LinkedOut>`
    select person, "missingSince", "isPresent", "isExcluded", "isFilteredOut", "isDisabled" from (
      select l.person_id as person, l.missing_since as "missingSince",
        case when s.person_id is not null then not s.removed
             when ${mode === 'full'} then false else coalesce(r.present, false) end as "isPresent",
        e.person_id is not null as "isExcluded",
        coalesce(s.filtered_out, r.filtered_out, false) as "isFilteredOut",
        coalesce(s.disabled, r.disabled, false) as "isDisabled"
      from links l
      left join roster r on r.template_id = l.template_id and r.person_id = l.person_id
      left join staged_people s on s.run_id = ${runId} and s.person_id = l.person_id
      left join staged_excluded e on e.run_id = ${runId} and e.person_id = l.person_id
      where l.company_id = ${companyId} and l.template_id = ${templateId} ${some}
    ) v where "missingSince" is not null or not "isPresent" or "isExcluded" or "isFilteredOut"
    order by person`.execute(db);
  return rows;
}

/** People without a user who had one that was deleted, and who would now be planned as new. */
export async function readReturningDeleted(db: Kysely<Tables>, reading: Reading): Promise<string[]> {
  const { companyId, templateId, runId, mode } = reading;
  const { rows } = await sql<{ person: string }>`
    select distinct t.person_id as person
    from tombstones t
    left join roster r on r.template_id = ${templateId} and r.person_id = t.person_id
    left join staged_people s on s.run_id = ${runId} and s.person_id = t.person_id
    where t.company_id = ${companyId}
      and case when s.person_id is not null then not s.removed when ${mode === 'full'} then false else coalesce(r.present, false) end
      and (s.facts is not null or not r.present or not r.settled or r.planned_hash is distinct from r.facts_hash)
      and not coalesce(s.filtered_out, r.filtered_out, false)
      and not exists (select from staged_excluded e where e.run_id = ${runId} and e.person_id = t.person_id)
      and not exists (select from links l where l.company_id = t.company_id and l.person_id = t.person_id)
    order by person`.execute(db);
  return rows.map((row) => row.person);
}

/** After a run that wrote a great part of them: what follows is planned by the database on what is there now. */
export async function analyzeDirectory(db: Kysely<Tables>): Promise<void> {
  await sql`analyze roster (template_id, person_id, present, excluded, filtered_out, settled, planned_hash, facts_hash, standing, codes)`.execute(
    db,
  );
  await sql`analyze links`.execute(db);
  await sql`analyze users (id, company_id, version, alias_key, pstn_fixed, extension)`.execute(db);
}

/** People in scope by what was last read. */
export async function readInScope(db: Kysely<Tables>, templateId: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select (select count(*) from roster where template_id = ${templateId})
      - (select count(*) from roster where template_id = ${templateId} and (excluded or not present or filtered_out)) as people`.execute(
    db,
  );
  return rows[0]?.people ?? 0;
}

/**
 * By how many those in scope grow when the facts that this run has read are believed: people whom the roster does not have
 * yet, and those whom the filter takes or leaves out now and did not before. Less than nothing when the filter takes many away.
 */
export async function readInScopeGrowth(db: Kysely<Tables>, { templateId, runId }: Reading): Promise<number> {
  const { rows } = await sql<{ growth: number }>`
    select count(*) filter (where not s.filtered_out and not coalesce(r.excluded, e.person_id is not null) and coalesce(r.present, true))
      - count(*) filter (where r.present and not r.excluded and not r.filtered_out) as growth
    from staged_people s
    left join roster r on r.template_id = ${templateId} and r.person_id = s.person_id
    left join staged_excluded e on e.run_id = s.run_id and e.person_id = s.person_id
    where s.run_id = ${runId} and not s.removed and s.facts is not null`.execute(db);
  return rows[0]?.growth ?? 0;
}

export interface SampledField {
  field: string;
  /** People who have a value. */
  count: number;
  samples: string[];
}

/** Whom the last read had, whatever the filter says of them. */
export async function readPresent(db: Kysely<Tables>, templateId: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*) as people from roster where template_id = ${templateId} and present and not excluded`.execute(
    db,
  );
  return rows[0]?.people ?? 0;
}

/** What each source field holds, over everybody whom the last read had; parts of an object by name. */
export async function readFieldSamples(db: Kysely<Tables>, templateId: string): Promise<SampledField[]> {
  const { rows } = await sql<SampledField>`
    select field, count(*) as count, (array_agg(text order by person_id) filter (where nth <= 3)) as samples from (
      select r.person_id, v.field, v.value #>> '{}' as text,
        row_number() over (partition by v.field order by r.person_id) as nth
      from roster r cross join lateral (
        select f.key as field, f.value from jsonb_each(r.facts::jsonb) f where jsonb_typeof(f.value) <> 'object'
        union all
        select f.key || '.' || p.key, p.value from jsonb_each(r.facts::jsonb) f
        cross join lateral jsonb_each(case jsonb_typeof(f.value) when 'object' then f.value else '{}' end) p) v
      where r.template_id = ${templateId} and r.present and not r.excluded
        and v.value not in ('null', '""', '[]', '{}')
    ) v group by field order by field`.execute(db);
  return rows;
}
