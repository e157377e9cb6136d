// Replaces what is stored of people who are to be forgotten: their own steps set by set, and the rows that name them among
// other things, which are read, replaced by the program and written back. Entries stay; nothing here decides who.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { deleteOldKeptSamples } from './field-samples.ts';
import type { Tables } from './tables.ts';
import { textList } from './text-list.ts';

/** Somebody to be forgotten, and what stands for her from now on. */
export interface Forgetting {
  user: string | null;
  person: string | null;
  at: Date;
  as: string;
}

/** One at a time, and not beside a run that writes the same rows; false: somebody else is at it. */
export async function openForgetting(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('forgetting', 0)) as locked,
      set_config('rollcall.erasing', 'on', true)`.execute(db);
  return rows[0]?.locked ?? false;
}

const list = (people: readonly Forgetting[]) => sql`unnest(
  ${people.map((one) => one.user)}::uuid[], ${people.map((one) => one.person)}::text[],
  ${people.map((one) => one.at.toISOString())}::timestamptz[], ${people.map((one) => one.as)}::text[]) as e(user_id, person_id, at, as_id)`;

/** A JSON object whose texts are replaced; keys, numbers and truths stay. */
const forgottenValues = (column: string) => sql`case when s.${sql.ref(column)} is not null then (
  select coalesce(jsonb_object_agg(v.key,
    case when jsonb_typeof(v.value) in ('null', 'number', 'boolean') then v.value else to_jsonb(e.as_id) end), '{}')
  from jsonb_each(case when jsonb_typeof(s.${sql.ref(column)}) = 'object' then s.${sql.ref(column)} else '{}' end) v) end`;

const forgottenReason = sql`json_build_object('code', s.because->>'code', 'cure', '',
  'message', 'What was told here was replaced after the retention time.')`;

// What is left says when and by how much, never about whom.
const forgottenDetails = sql`(
  select coalesce(jsonb_object_agg(v.key, v.value), '{}') from jsonb_each(s.details) v
  where v.key in ('missingSince', 'until', 'deleteOn', 'counted', 'toTemplate', 'undoes', 'clock', 'leaveCode', 'links', 'unlinks'))`;

/** The steps of these users, and those of their people from before there was a user: stored plans above all. */
export async function applyForgottenSteps(
  db: Kysely<Tables>,
  companyId: string,
  people: readonly Forgetting[],
  now: Date,
): Promise<void> {
  const set = sql`
    update steps s set erased_at = ${now}, person_id = case when s.person_id is null then null else e.as_id end,
      alias = case when s.alias is null then null else e.as_id end,
      before = ${forgottenValues('before')}, after = ${forgottenValues('after')},
      because = ${forgottenReason}, details = ${forgottenDetails}
    from ${list(people)} where s.company_id = ${companyId} and s.erased_at is null`;
  const users = people.flatMap((one) => one.user ?? []);
  const persons = people.flatMap((one) => one.person ?? []);
  // Said twice, so that the database looks them up instead of going through the company's whole history.
  await sql`${set} and s.user_id = any(${users}::uuid[]) and s.user_id = e.user_id`.execute(db);
  await sql`
    ${set} and s.person_id = any(${persons}::text[]) and s.user_id is null and s.person_id = e.person_id and s.at <= e.at`.execute(
    db,
  );
}

/** Rows of people who are gone, in every template of the company; an ignored person's id stays, the words about her go. */
export async function deleteForgottenRows(
  db: Kysely<Tables>,
  companyId: string,
  people: readonly string[],
): Promise<void> {
  const templates = sql`(select id from sync_templates where company_id = ${companyId})`;
  await sql`
    with gone as (
      delete from roster where template_id in ${templates} and person_id = any(${people}::text[]) and not present
      returning template_id, person_id)
    delete from rule_memberships m using gone
    where m.template_id = gone.template_id and m.person_id = gone.person_id`.execute(db);
  // Made again when somebody asks for it.
  await sql`
    delete from quality_reports where template_id in (
      select template_id from quality_people where template_id in ${templates} and people && ${people}::text[])`.execute(
    db,
  );
  await sql`
    update ignored_people set why = null
    where template_id in ${templates} and person_id = any(${people}::text[]) and why is not null`.execute(db);
  await sql`
    delete from create_anyway where template_id in ${templates} and person_id = any(${people}::text[])`.execute(
    db,
  );
}

/** A row that names somebody among other things. */
export interface NamingRow {
  /** Of the row, opaque. */
  key: string;
  value: unknown;
}

/** JSON columns in which somebody may be named who is not the row's own. */
export const namingPlaces = [
  'roster.reasons',
  'steps.because',
  'steps.details',
  'runs.error',
  'audit',
  'notices',
  'incidents',
] as const;
export type NamingPlace = (typeof namingPlaces)[number];

// Any text anywhere in the value that is one of the ids.
const names = (value: RawBuilder<unknown>, ids: readonly string[]) => sql`exists (
  select from jsonb_path_query(${value}, 'lax $.** ? (@.type() == "string")') v where v #>> '{}' = any(${ids}::text[]))`;

const ofCompany = (companyId: string) => sql`(
  select id from sync_templates where company_id = ${companyId}
  union all select id from deleted_templates where company_id = ${companyId})`;

export async function readNaming(
  db: Kysely<Tables>,
  companyId: string,
  place: NamingPlace,
  ids: readonly string[],
): Promise<NamingRow[]> {
  const { rows } = await selectNaming(companyId, ids)[place].execute(db);
  return rows;
}

function selectNaming(companyId: string, ids: readonly string[]): Record<NamingPlace, RawBuilder<NamingRow>> {
  const step = (column: 'because' | 'details') => sql<NamingRow>`
      select id::text as key, ${sql.ref(column)} as value from steps
      where company_id = ${companyId} and do_what in ('skip', 'conflict') and erased_at is null
        and ${names(sql`${sql.ref(column)}::jsonb`, ids)}`;
  const told = (table: 'notices' | 'incidents') => sql<NamingRow>`
      select id::text as key, data as value from ${sql.table(table)}
      where company_id = ${companyId} and ${names(sql`data`, ids)}`;
  return {
    'roster.reasons': sql<NamingRow>`
      select template_id || ' ' || person_id as key, reasons as value from roster
      where template_id in (select id from sync_templates where company_id = ${companyId}) and codes <> '{}'
        and reasons::text ~ '"(winner|candidates)"' and ${names(sql`reasons::jsonb`, ids)}`,
    'steps.because': step('because'),
    'steps.details': step('details'),
    'runs.error': sql<NamingRow>`
      select id::text as key, error as value from runs
      where template_id in ${ofCompany(companyId)} and error ? 'people' and ${names(sql`error`, ids)}`,
    notices: told('notices'),
    incidents: told('incidents'),
    audit: sql<NamingRow>`
      select id::text as key, jsonb_build_object('isAbout', subject_id = any(${ids}::text[]), 'subjectId', subject_id,
        'subjectName', subject_name, 'before', before, 'after', after, 'details', details) as value
      from audit_log where company_id = ${companyId} and (subject_id = any(${ids}::text[])
        or ${names(sql`jsonb_build_array(before, after, details)`, ids)})`,
  };
}

export async function writeNaming(
  db: Kysely<Tables>,
  place: NamingPlace,
  rows: readonly NamingRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const fresh = sql`unnest(${rows.map((row) => row.key)}::text[], ${textList(
    rows.map((row) => JSON.stringify(row.value)),
  )}) as n(key, value)`;
  await presentWrite(place, fresh).execute(db);
}

function presentWrite(place: NamingPlace, fresh: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (place) {
    case 'roster.reasons':
      return sql`
        update roster r set reasons = n.value::json from ${fresh}
        where r.template_id = split_part(n.key, ' ', 1)::uuid and r.person_id = substr(n.key, 38)`;
    case 'steps.because':
      return sql`update steps s set because = n.value::json from ${fresh} where s.id = n.key::bigint`;
    case 'steps.details':
      return sql`update steps s set details = n.value::jsonb from ${fresh} where s.id = n.key::bigint`;
    case 'runs.error':
      return sql`update runs r set error = n.value::jsonb from ${fresh} where r.id = n.key::uuid`;
    case 'notices':
    case 'incidents':
      return sql`update ${sql.table(place)} t set data = n.value::jsonb from ${fresh} where t.id = n.key::uuid`;
    case 'audit':
      return sql`
        update audit_log a set subject_name = n.value::jsonb->>'subjectName',
          subject_id = n.value::jsonb->>'subjectId', details = n.value::jsonb->'details',
          before = nullif(n.value::jsonb->'before', 'null'), after = nullif(n.value::jsonb->'after', 'null')
        from ${fresh} where a.id = n.key::bigint`;
  }
}

/** Samples of values in runs that only read, once nobody chooses a mapping by them any more. */
export async function deleteOldSamples(db: Kysely<Tables>, companyId: string, until: Date): Promise<void> {
  await deleteOldKeptSamples(db, companyId, until);
  await sql`
    update runs r set fields = (
      select jsonb_agg(f || '{"samples": []}') from jsonb_array_elements(r.fields) f)
    where r.template_id in ${ofCompany(companyId)} and r.fields is not null and r.finished_at <= ${until}
      and jsonb_path_exists(r.fields, '$[*].samples[*]')`.execute(db);
}

/** What was kept for a person to come back to, once there is nothing left to come back to and nobody remembers the user. */
export async function deleteOldTraces(db: Kysely<Tables>, companyId: string, now: Date): Promise<void> {
  const remembered = sql`d.company_id = ${companyId} and d.outcome = 'applied' and d.do_what = 'delete' and d.erased_at is null`;
  await sql`
    delete from tombstones t
    where t.company_id = ${companyId} and (t.extension_until is null or t.extension_until <= ${now})
      and not exists (select from steps d where ${remembered} and d.user_id = t.user_id)`.execute(db);
  await sql`
    update numbers n set last_person = null, last_user = null
    where n.company_id = ${companyId} and n.user_id is null and (n.last_person is not null or n.last_user is not null)
      and not (n.state = 'cooling' and n.cooling_until > ${now})
      and not exists (select from users u where u.id = n.last_user)
      and not exists (select from links l where l.company_id = n.company_id and l.person_id = n.last_person)
      and not exists (select from steps d where ${remembered} and (d.user_id = n.last_user or d.person_id = n.last_person))`.execute(
    db,
  );
}

/** What dead runs had read and nobody has cleared away, such as those of a template that was deleted under them. */
export async function deleteLostStaging(db: Kysely<Tables>): Promise<void> {
  for (const table of [sql`staged_people`, sql`staged_excluded`]) {
    await sql`
      delete from ${table} s where not exists (select from runs r where r.id = s.run_id and r.state = 'running')`.execute(
      db,
    );
  }
}
