// Carries out stored steps that only administrators cause: undoing, changing users by hand, and words that a sync
// respects (hold, pin, ignore, link). What they share with a sync's steps is apply-plan.ts. Decides nothing.
import { type Kysely, sql } from 'kysely';
import { applyLateChecks, applyStoredSteps, stepsOf } from './apply-plan.ts';
import type { ApplyContext } from './apply-plan.ts';
import type { Actor } from './audit-log.ts';
import { deleteUsedWords } from './create-anyway.ts';
import type { Tables } from './tables.ts';

/** isThere: kinds of step among them. */
export async function applyDeeds(
  db: Kysely<Tables>,
  context: ApplyContext,
  actor: Actor,
  isThere: ReadonlySet<string>,
): Promise<void> {
  await applyLateChecks(db);
  if (isThere.has('create')) await applyMade(db, context);
  if (isThere.has('unlink') || isThere.has('link') || isThere.has('change')) await applyLinks(db, context);
  await applyPins(db, context);
  await applyHolds(db, context, actor);
  await applyIgnores(db, context, actor);
  await applyCreateAnyway(db, context, actor);
  await applyStoredSteps(db, context, isThere);
  await applyUndone(db, context);
  if (isThere.has('link')) await deleteUsedWords(db, context.companyId);
  // Whoever something was decided about is planned anew, whether anything about her changed in the source or not.
  await sql`
    update roster r set settled = false from steps s
    where ${applied(context)} and r.template_id = s.template_id and r.person_id = s.person_id`.execute(db);
}

const applied = (context: ApplyContext) => sql`${stepsOf(context)} and s.outcome = 'applied'`;

/** Users made by hand, and deleted ones that come back with all they had. */
async function applyMade(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  const made = sql`${applied(context)} and s.do_what = 'create'`;
  await sql`
    insert into users (id, company_id, alias, alias_key, name, surname, email, pstn_fixed, mobile, extension, title, department,
      fields, caller_id, settings_template_id, settings, version, created_at)
    select s.user_id, s.company_id, s.after->>'alias', s.details->>'aliasKey', s.after->>'name', s.after->>'surname',
      s.after->>'email', s.after->>'pstnFixed', s.after->>'mobile', s.after->>'extension', s.after->>'title', s.after->>'department',
      jsonb_strip_nulls(coalesce(s.details->'fields', '{}')), s.details->'kept'->>'callerId', t.id,
      coalesce(s.details->'kept'->'settings', '{}'), coalesce((s.details->'kept'->>'version')::int + 1, 1),
      coalesce((s.details->'kept'->>'createdAt')::timestamptz, ${context.at})
    from steps s
    left join settings_templates t on t.id::text = s.details->'kept'->>'settingsTemplateId' and t.company_id = s.company_id
    where ${made}`.execute(db);
  await sql`
    insert into links (template_id, person_id, company_id, user_id, synced_version, pinned)
    select s.template_id, s.person_id, s.company_id, s.user_id, u.version, coalesce(s.details->'link'->'pinned', '{}')
    from steps s join users u on u.id = s.user_id
    where ${made} and s.details ? 'link'`.execute(db);
  await sql`delete from tombstones t using steps s where ${made} and t.user_id = s.user_id`.execute(db);
}

/** Cut first: a person may be given another user in one deed. */
async function applyLinks(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  await sql`
    delete from links l using steps s
    where ${applied(context)} and s.do_what = 'unlink' and l.user_id = s.user_id`.execute(db);
  await sql`
    insert into links (template_id, person_id, company_id, user_id, synced_version)
    select s.template_id, s.person_id, s.company_id, s.user_id, u.version
    from steps s join users u on u.id = s.user_id
    where ${applied(context)} and s.do_what = 'link'`.execute(db);
  // Planned as somebody new to the template: what the user has is compared with all that the source says.
  await sql`
    update roster r set planned_hash = null from steps s
    where ${applied(context)} and (s.do_what in ('link', 'unlink') or s.details ?| array['links', 'unlinks']) and r.template_id = s.template_id and r.person_id = s.person_id`.execute(
    db,
  );
}

async function applyPins(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  await sql`
    update links l set pinned = (l.pinned - array(select jsonb_array_elements_text(coalesce(s.details->'unpins', '[]'))))
      || coalesce(s.details->'pins', '{}')
    from steps s
    where ${applied(context)} and (s.details ? 'pins' or s.details ? 'unpins') and l.user_id = s.user_id`.execute(
    db,
  );
}

async function applyHolds(db: Kysely<Tables>, context: ApplyContext, actor: Actor): Promise<void> {
  await sql`
    update links l set held = true, held_until = to_timestamp((s.details->'hold'->>'until')::float8 / 1000),
      held_why = s.details->'hold'->>'why', held_by = ${JSON.stringify(actor)}::jsonb, held_at = ${context.at}
    from steps s
    where ${applied(context)} and s.details ? 'hold' and l.user_id = s.user_id`.execute(db);
  await sql`
    update links l set held = false, held_until = null, held_why = null, held_by = null, held_at = null
    from steps s
    where ${applied(context)} and s.details ? 'unhold' and l.user_id = s.user_id`.execute(db);
}

async function applyIgnores(db: Kysely<Tables>, context: ApplyContext, actor: Actor): Promise<void> {
  await sql`
    insert into ignored_people (template_id, person_id, until, why, ignored_by, at)
    select s.template_id, s.person_id, to_timestamp((s.details->'ignores'->>'until')::float8 / 1000),
      s.details->'ignores'->>'why', ${JSON.stringify(actor)}::jsonb, ${context.at}
    from steps s
    where ${applied(context)} and s.details ? 'ignores' and s.template_id is not null and s.person_id is not null
    on conflict (template_id, person_id) do update set until = excluded.until, why = excluded.why,
      ignored_by = excluded.ignored_by, at = excluded.at`.execute(db);
  // Somebody whose user is taken away is made none by another template either that has her in scope.
  await sql`
    insert into ignored_people (template_id, person_id, until, why, ignored_by, at)
    select r.template_id, s.person_id, to_timestamp((s.details->'ignores'->>'until')::float8 / 1000),
      s.details->'ignores'->>'why', ${JSON.stringify(actor)}::jsonb, ${context.at}
    from steps s
    join sync_templates t on t.company_id = s.company_id
    join roster r on r.template_id = t.id and r.person_id = s.person_id
    where ${applied(context)} and s.details ? 'ignores' and (s.do_what = 'delete' or s.details ? 'unlinks')
    on conflict (template_id, person_id) do nothing`.execute(db);
  await sql`
    delete from ignored_people i using steps s
    where ${applied(context)} and s.details ? 'unignores' and i.template_id = s.template_id and i.person_id = s.person_id`.execute(
    db,
  );
  await applyUnignoresElsewhere(db, context);
}

async function applyCreateAnyway(db: Kysely<Tables>, context: ApplyContext, actor: Actor): Promise<void> {
  const said = applied(context);
  await sql`
    insert into create_anyway (template_id, person_id, why, said_by, at)
    select s.template_id, s.person_id, s.details->'createsAnyway'->>'why', ${JSON.stringify(actor)}::jsonb, ${context.at}
    from steps s where ${said} and s.details ? 'createsAnyway'
    on conflict (template_id, person_id) do update set why = excluded.why, said_by = excluded.said_by, at = excluded.at`.execute(
    db,
  );
  await sql`
    delete from create_anyway a using steps s
    where ${said} and s.details ? 'notCreatesAnyway' and a.template_id = s.template_id and a.person_id = s.person_id`.execute(
    db,
  );
}

/** With the deed that is taken back goes what it said in other templates; what was said there before stays. */
async function applyUnignoresElsewhere(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  await sql`
    with over as (
      delete from ignored_people i using steps s, sync_templates t, steps d
      where ${applied(context)} and s.details ? 'unignores' and (s.do_what = 'create' or s.details ? 'links')
        and t.company_id = s.company_id and i.template_id = t.id and i.person_id = s.person_id
        and s.details->'undoes' @> to_jsonb(d.id) and d.user_id = s.user_id and i.at = d.at
      returning i.template_id, i.person_id)
    update roster r set settled = false from over
    where r.template_id = over.template_id and r.person_id = over.person_id`.execute(db);
}

/** What was taken back says so; what had been taken back and now stands again can be taken back again. */
async function applyUndone(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  const undone = sql`
    select s.id, (e.id)::bigint as undone from steps s
      cross join lateral jsonb_array_elements_text(s.details->'undoes') as e(id)
    where ${applied(context)} and s.details ? 'undoes'`;
  await sql`
    update steps b set undone_by = null from (${undone}) d
    where b.undone_by = d.undone`.execute(db);
  await sql`update steps b set undone_by = d.id from (${undone}) d where b.id = d.undone`.execute(db);
}
