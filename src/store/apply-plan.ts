// Carries out stored steps on the directory, set by set, inside one transaction: all of it or nothing. The steps are a
// run's, or those that an administrator's deed has just written (what only those have is apply-deeds.ts).
// New users come slice by slice while the rest is planned, everything else after the plan. In between two users may have
// one alias, number or extension: the unique keys are checked at the end. Decides nothing: the plan has.
import { type Kysely, sql } from 'kysely';
import { deleteUsedWords } from './create-anyway.ts';
import { discardMailsOfDeleted } from './outbox-endings.ts';
import type { Tables } from './tables.ts';

export interface ApplyContext {
  /** null: steps of no run. */
  runId: string | null;
  /** Ids of steps of no run. */
  stepIds?: readonly number[];
  /** null: steps of no template, or of several. */
  templateId: string | null;
  companyId: string;
  /** Nominal time of the run; the moment of a deed. */
  at: Date;
  /** Until when numbers that are given up now stay untaken; null when the company lets them go at once. */
  coolingUntil: Date | null;
}

/** Before the first step of a run is carried out. */
export async function applyLateChecks(db: Kysely<Tables>): Promise<void> {
  await sql`set constraints users_alias, users_pstn_fixed, users_extension deferred`.execute(db);
}

export async function applyStoredSteps(
  db: Kysely<Tables>,
  context: ApplyContext,
  isThere: ReadonlySet<string>,
): Promise<void> {
  if (isThere.has('delete')) await applyDeletes(db, context);
  if (isThere.has('leave')) await applyLeaves(db, context);
  if (isThere.has('return')) await applyReturns(db, context);
  if (isThere.has('change')) await applyChanges(db, context);
  if (isThere.has('change') || isThere.has('create')) await deleteUsedWords(db, context.companyId);
  if (isThere.has('delete') || isThere.has('change') || isThere.has('create'))
    await applyNumbers(db, context);
  if (isThere.has('delete') && (isThere.has('change') || isThere.has('create')))
    await applyExtensionsGiven(db, context);
  await sql`
    update links l set delete_withheld = true from steps s
    where ${stepsOf(context)} and s.outcome = 'withheld' and s.do_what = 'delete' and l.user_id = s.user_id`.execute(
    db,
  );
  // Here, so that a fault in a plan ends the run and not its last statement.
  await sql`set constraints users_alias, users_pstn_fixed, users_extension immediate`.execute(db);
}

/** The condition on steps `s` by which they are this context's. */
export function stepsOf({ runId, stepIds }: ApplyContext) {
  return stepIds === undefined ? sql`s.run_id = ${runId}` : sql`s.id = any(${stepIds}::bigint[])`;
}

const applied = (context: ApplyContext, what: string) =>
  sql`${stepsOf(context)} and s.outcome = 'applied' and s.do_what = ${what}`;

async function applyDeletes(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  // What the step's own values do not tell, so that an undo brings back everything.
  await sql`
    update steps s set details = s.details
      || jsonb_build_object('kept', jsonb_build_object('callerId', u.caller_id, 'settings', u.settings,
        'settingsTemplateId', u.settings_template_id, 'createdAt', u.created_at, 'version', u.version))
      || case when l.user_id is null then '{}'
        else jsonb_build_object('link', jsonb_build_object('missingSince', l.missing_since, 'pinned', l.pinned)) end
    from users u left join links l on l.user_id = u.id
    where ${applied(context, 'delete')} and u.id = s.user_id`.execute(db);
  await sql`
    insert into tombstones (company_id, template_id, person_id, user_id, pstn_fixed, extension, extension_until, deleted_at)
    select u.company_id, s.template_id, s.person_id, u.id, u.pstn_fixed, u.extension, ${context.coolingUntil}, ${context.at}
    from steps s join users u on u.id = s.user_id
    where ${applied(context, 'delete')} and s.person_id is not null`.execute(db);
  await sql`delete from links l using steps s where ${applied(context, 'delete')} and l.user_id = s.user_id`.execute(
    db,
  );
  await sql`delete from users u using steps s where ${applied(context, 'delete')} and u.id = s.user_id`.execute(
    db,
  );
  await discardMailsOfDeleted(
    db,
    sql`select s.user_id from steps s where ${applied(context, 'delete')}`,
    context.at,
  );
  // Whoever is gone from the source counts for nothing now, and not only after the next run (roster-planned.ts has those who were
  // neither there nor linked when it was planned). Whoever is still there is planned anew.
  await sql`
    update roster r set planned_hash = r.facts_hash, settled = true, standing = 'outside', reasons = '[]', codes = '{}' from steps s
    where ${applied(context, 'delete')} and r.template_id = s.template_id and r.person_id = s.person_id
      and (r.excluded or not r.present or r.filtered_out)`.execute(db);
  // Another template may have been told that this one keeps the person's user.
  await sql`
    update roster r set settled = false from steps s, sync_templates t
    where ${applied(context, 'delete')} and t.company_id = ${context.companyId} and t.id is distinct from s.template_id
      and r.template_id = t.id and r.person_id = s.person_id`.execute(db);
}

async function applyLeaves(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  await sql`
    update links l set missing_since = to_timestamp((s.details->>'missingSince')::float8 / 1000),
      announced_until = to_timestamp((s.details->>'until')::float8 / 1000), leave_code = coalesce(s.details->>'leaveCode', s.because->>'code'), delete_withheld = false
    from steps s where ${applied(context, 'leave')} and l.user_id = s.user_id`.execute(db);
}

// The clock stands in the step, so that an undo can start it again where it was.
async function applyReturns(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  await sql`
    update steps s set details = s.details || jsonb_build_object('clock', jsonb_build_object(
      'missingSince', (extract(epoch from l.missing_since) * 1000)::bigint,
      'until', (extract(epoch from l.announced_until) * 1000)::bigint, 'leaveCode', l.leave_code))
    from links l where ${applied(context, 'return')} and l.user_id = s.user_id`.execute(db);
  await sql`
    update links l set missing_since = null, announced_until = null, leave_code = null, delete_withheld = false
    from steps s where ${applied(context, 'return')} and l.user_id = s.user_id`.execute(db);
}

const columns = ['alias', 'name', 'surname', 'email', 'mobile', 'extension', 'title', 'department'] as const;

async function applyChanges(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  await applyMatched(db, context);
  const values = columns.map(
    (c) => sql`${sql.ref(c)} = case when s.after ? ${c} then s.after->>${c} else u.${sql.ref(c)} end`,
  );
  await sql`
    update users u set ${sql.join(values)},
      alias_key = coalesce(s.details->>'aliasKey', u.alias_key),
      pstn_fixed = case when s.after ? 'pstnFixed' then s.after->>'pstnFixed' else u.pstn_fixed end,
      caller_id = case when s.after ? 'callerId' then s.after->>'callerId' else u.caller_id end,
      settings = case when s.details ? 'settings' then jsonb_strip_nulls(u.settings || (s.details->'settings')) else u.settings end,
      settings_template_id = case when s.after ? 'settingsTemplate'
        then (select t.id from settings_templates t where t.id::text = s.after->>'settingsTemplate' and t.company_id = u.company_id)
        else u.settings_template_id end,
      fields = case when s.details ? 'fields' then jsonb_strip_nulls(u.fields || (s.details->'fields')) else u.fields end,
      version = u.version + 1
    from steps s where ${applied(context, 'change')} and u.id = s.user_id`.execute(db);
  // What somebody changed by hand before, in a field that the source rules, stays news to the next run.
  await sql`
    update links l set synced_version = u.version
    from steps s join users u on u.id = s.user_id
    where ${applied(context, 'change')} and (s.run_id is not null or l.synced_version = u.version - 1) and l.user_id = s.user_id`.execute(
    db,
  );
  await applyMoves(db, context);
}

/** Users that were nobody's and are linked by their change, and links that an undo of that cuts. */
async function applyMatched(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  await sql`
    delete from links l using steps s
    where ${applied(context, 'change')} and s.details ? 'unlinks' and l.user_id = s.user_id`.execute(db);
  await sql`
    insert into links (template_id, person_id, company_id, user_id, synced_version)
    select s.template_id, s.person_id, s.company_id, s.user_id, u.version
    from steps s join users u on u.id = s.user_id
    where ${applied(context, 'change')} and s.details ? 'links'`.execute(db);
}

/** Links that pass to another template of the company: there the person counts as linked and present. */
async function applyMoves(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  const moved = sql`${applied(context, 'change')} and s.details ? 'toTemplate'`;
  await sql`
    update links l set template_id = (s.details->'toTemplate'->>'id')::uuid, missing_since = null, announced_until = null,
      leave_code = null, delete_withheld = false
    from steps s where ${moved} and l.user_id = s.user_id`.execute(db);
  await sql`
    update roster r set settled = false from steps s
    where ${moved} and r.template_id = (s.details->'toTemplate'->>'id')::uuid and r.person_id = s.person_id`.execute(
    db,
  );
}

/** The statements that make the new users among `written` steps: what they get may be another's until the run's end. */
export function presentCreates(context: ApplyContext) {
  const isNew = sql`s.outcome = 'applied' and s.do_what = 'create'`;
  const users = sql`
    insert into users (id, company_id, alias, alias_key, name, surname, email, pstn_fixed, mobile, extension, title, department,
      fields, caller_id, settings_template_id, settings)
    select s.user_id, ${context.companyId}::uuid, s.after->>'alias', s.details->>'aliasKey', s.after->>'name', s.after->>'surname',
      s.after->>'email', s.after->>'pstnFixed', s.after->>'mobile', s.after->>'extension', s.after->>'title', s.after->>'department',
      jsonb_strip_nulls(coalesce(s.details->'fields', '{}')), s.details->'gets'->>'callerId', t.id,
      coalesce(t.settings, '{}') || case when s.details->'gets' ? 'language'
        then jsonb_build_object('language', s.details->'gets'->'language') else '{}' end
    from written s left join settings_templates t
      on t.id = (s.details->'gets'->>'settingsTemplate')::uuid and t.company_id = ${context.companyId}
    where ${isNew}`;
  const links = sql`
    insert into links (template_id, person_id, company_id, user_id, synced_version)
    select ${context.templateId}::uuid, s.person_id, ${context.companyId}::uuid, s.user_id, 1
    from written s where ${isNew}`;
  return { users, links };
}

/** Numbers given up cool, those that somebody got are hers: in that order, so that a swap leaves none cooling. */
async function applyNumbers(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  const state = context.coolingUntil === null ? 'free' : 'cooling';
  await sql`
    insert into numbers (company_id, digits, state, user_id, cooling_until, last_person, last_user, changed_at)
    select distinct on (s.before->>'pstnFixed') ${context.companyId}::uuid, s.before->>'pstnFixed', ${state}, null::uuid,
      ${context.coolingUntil}::timestamptz, s.person_id, s.user_id, ${context.at}::timestamptz
    from steps s where ${stepsOf(context)} and s.outcome = 'applied' and s.before->>'pstnFixed' is not null
      and (s.do_what = 'delete' or (s.do_what = 'change' and s.after ? 'pstnFixed'))
    on conflict (company_id, digits) do update set state = excluded.state, user_id = null,
      cooling_until = excluded.cooling_until, last_person = excluded.last_person, last_user = excluded.last_user,
      changed_at = excluded.changed_at`.execute(db);
  await sql`
    insert into numbers (company_id, digits, state, user_id, cooling_until, last_person, last_user, changed_at)
    select ${context.companyId}::uuid, s.after->>'pstnFixed', 'assigned', s.user_id, null, s.person_id, s.user_id, ${context.at}::timestamptz
    from steps s where ${stepsOf(context)} and s.outcome = 'applied' and s.after->>'pstnFixed' is not null
      and s.do_what in ('create', 'change')
    on conflict (company_id, digits) do update set state = 'assigned', user_id = excluded.user_id, cooling_until = null,
      last_person = excluded.last_person, last_user = excluded.last_user, changed_at = excluded.changed_at`.execute(
    db,
  );
}

/** Like a number: what the same plan gives to somebody is not kept for whoever was deleted. */
async function applyExtensionsGiven(db: Kysely<Tables>, context: ApplyContext): Promise<void> {
  await sql`
    update tombstones t set extension_until = ${context.at} from users u
    where t.company_id = ${context.companyId} and t.extension is not null and t.extension_until > ${context.at}
      and u.company_id = t.company_id and u.extension = t.extension`.execute(db);
}
