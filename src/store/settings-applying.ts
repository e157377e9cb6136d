// A settings template applied to many users at once (SPEC §7): whom it would change and how, and the steps of it, worked out by
// the database from what stands there. The steps are carried out by apply-plan.ts like any others. Decides nothing.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Actor } from './audit-log.ts';
import type { Tables } from './tables.ts';
import { presentUserChoice } from './users-list.ts';
import type { UsersChosen } from './users-list.ts';

/** Whom it is applied to. */
export type ChosenUsers = { ids: readonly string[] } | { filter: UsersChosen };

export interface SettingsApplying {
  companyId: string;
  /** Id of the settings template. */
  template: string;
  chosen: ChosenUsers;
}

interface ChangedUser {
  id: string;
  alias: string;
  name: string;
  surname: string;
  /** By name of the setting, and `settingsTemplate` by name of the template; null: was not set. */
  from: Record<string, unknown>;
  to: Record<string, unknown>;
}

export interface SettingsPlan {
  change: number;
  unchanged: number;
  /** Of the ids that were given: nobody's in this company. */
  unknown: string[];
  /** The same as long as the same users would be changed in the same way. */
  fingerprint: string;
  /** What changes, each with how many users it is for, the most first. */
  changes: { setting: string; from: unknown; to: unknown; users: number }[];
  /** The first of those who change, by alias. */
  users: ChangedUser[];
}

/** Many ways to differ are told apart up to here; more are no help. */
const MOST_CHANGES = 200;

function presentChosen({ companyId, chosen }: SettingsApplying): RawBuilder<unknown> {
  if ('filter' in chosen) return presentUserChoice(companyId, chosen.filter);
  return sql`select id from users where company_id = ${companyId} and id = any(${[...new Set(chosen.ids)]}::uuid[])`;
}

// `was` and `will`: settings that differ, by name. A setting that the template leaves alone is not looked at.
const presentDifferences = (applying: SettingsApplying) => sql`
  template as materialized (
    select id, name, settings from settings_templates
    where id = ${applying.template} and company_id = ${applying.companyId}),
  chosen as materialized (${presentChosen(applying)}),
  differences as materialized (
    select u.id, u.alias, u.alias_key, u.name, u.surname, u.settings_template_id as old_template, t.id as template, t.name as template_name,
      d.was, d.will, u.settings_template_id is distinct from t.id as is_other,
      d.will <> '{}' or u.settings_template_id is distinct from t.id as is_changed
    from chosen c join users u on u.id = c.id cross join template t
    cross join lateral (
      select coalesce(jsonb_object_agg(s.key, coalesce(u.settings->s.key, 'null')), '{}') as was,
        coalesce(jsonb_object_agg(s.key, s.value), '{}') as will
      from jsonb_each(t.settings) s where u.settings->s.key is distinct from s.value) d)`;

/** shown: how many users to name. */
export async function readSettingsPlan(
  db: Kysely<Tables>,
  applying: SettingsApplying,
  shown: number,
): Promise<SettingsPlan> {
  const differences = presentDifferences(applying);
  const { rows: totals } = await sql<{ change: number; unchanged: number; fingerprint: string }>`
    with ${differences}
    select count(*) filter (where is_changed) as change, count(*) filter (where not is_changed) as unchanged,
      md5(coalesce(string_agg(id || ' ' || coalesce(old_template::text, '') || ' ' || was || ' ' || will, E'\\n' order by id)
        filter (where is_changed), '') || (select id from template)) as fingerprint
    from differences`.execute(db);
  const { change = 0, unchanged = 0, fingerprint = '' } = totals[0] ?? {};
  return {
    change,
    unchanged,
    fingerprint,
    unknown: 'ids' in applying.chosen ? await readUnknown(db, applying.companyId, applying.chosen.ids) : [],
    changes: await readChanges(db, applying),
    users: await readChangedUsers(db, applying, shown),
  };
}

async function readUnknown(db: Kysely<Tables>, companyId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct w.id::text as id from unnest(${ids}::uuid[]) as w(id)
    where not exists (select from users u where u.id = w.id and u.company_id = ${companyId}) order by 1`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

// The template that users had before is told by its name, as everything else that people are shown.
async function readChanges(db: Kysely<Tables>, applying: SettingsApplying): Promise<SettingsPlan['changes']> {
  const { rows } = await sql<SettingsPlan['changes'][number]>`
    with ${presentDifferences(applying)}
    select setting, "from", "to", count(*) as users from (
      select s.key as setting, d.was->s.key as "from", s.value as "to"
      from differences d cross join lateral jsonb_each(d.will) s where d.is_changed
      union all
      select 'settingsTemplate', coalesce(to_jsonb(o.name), 'null'), to_jsonb(d.template_name)
      from differences d left join settings_templates o on o.id = d.old_template where d.is_other) v
    group by setting, "from", "to" order by users desc, setting, "from"::text limit ${MOST_CHANGES}`.execute(
    db,
  );
  return rows;
}

async function readChangedUsers(
  db: Kysely<Tables>,
  applying: SettingsApplying,
  shown: number,
): Promise<ChangedUser[]> {
  const { rows } = await sql<ChangedUser>`
    with ${presentDifferences(applying)}
    select d.id, d.alias, d.name, d.surname,
      d.was || case when d.is_other then jsonb_build_object('settingsTemplate', o.name) else '{}' end as "from",
      d.will || case when d.is_other then jsonb_build_object('settingsTemplate', d.template_name) else '{}' end as "to"
    from differences d left join settings_templates o on o.id = d.old_template
    where d.is_changed order by d.alias_key, d.id limit ${shown}`.execute(db);
  return rows;
}

/** One step for each user whom it changes, with its batch. Their ids; `because` is a reason. */
export async function writeSettingsSteps(
  db: Kysely<Tables>,
  applying: SettingsApplying,
  deed: { actor: Actor; at: Date; because: object; batch: string },
): Promise<number[]> {
  const logged = (values: RawBuilder<unknown>, template: RawBuilder<unknown>) => sql`
    (select coalesce(jsonb_object_agg('settings.' || s.key, s.value), '{}') from jsonb_each(${values}) s)
      || case when d.is_other then jsonb_build_object('settingsTemplate', ${template}) else '{}' end`;
  const { rows } = await sql<{ id: number }>`
    with ${presentDifferences(applying)}
    insert into steps (company_id, template_id, outcome, do_what, person_id, user_id, alias, before, after, because, details, at, actor)
    select ${applying.companyId}::uuid, l.template_id, 'applied', 'change', l.person_id, d.id, d.alias,
      ${logged(sql`d.was`, sql`d.old_template`)}, ${logged(sql`d.will`, sql`d.template`)},
      ${JSON.stringify(deed.because)}::json,
      jsonb_build_object('batch', ${deed.batch}::text) || case when d.will <> '{}' then jsonb_build_object('settings', d.will) else '{}' end,
      ${deed.at}, ${JSON.stringify(deed.actor)}::jsonb
    from differences d left join links l on l.user_id = d.id
    where d.is_changed order by d.id
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Ids of all users of the company, or of those to whom one of these settings templates was applied last. */
export async function readUserIds(
  db: Kysely<Tables>,
  companyId: string,
  templates: readonly string[] | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from users where company_id = ${companyId}
      and (${templates}::uuid[] is null or settings_template_id = any(${templates}::uuid[]))`.execute(db);
  return rows.map(({ id }) => id);
}
