// The steps by which a deleted template lets its users go: written set by set into `steps`, to be carried out by
// apply-plan.ts like any plan's. Nothing is read in the source; who falls due is decided in run/.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isHeldAt, isInScopeOf } from './links.ts';
import type { Tables } from './tables.ts';

interface RetiringRun {
  id: string;
  templateId: string;
  companyId: string;
  at: Date;
}

/** Other templates of the company that have read since then, in the order in which they take people over. */
export async function readTakers(
  db: Kysely<Tables>,
  { templateId, companyId }: RetiringRun,
  since: Date,
): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('sync_templates')
    .select(['id', 'name'])
    .where('company_id', '=', companyId)
    .where('id', '<>', templateId)
    .where('mode', '<>', 'paused')
    .where('retiring_since', 'is', null)
    .where('last_complete_read_at', '>', since)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** When the people who leave were found to be gone: few instants for many people. */
export async function readMissingSince(db: Kysely<Tables>, templateId: string): Promise<Date[]> {
  const rows = await db
    .selectFrom('links')
    .select('missing_since')
    .distinct()
    .where('template_id', '=', templateId)
    .where('missing_since', 'is not', null)
    .execute();
  return rows.flatMap((row) => row.missing_since ?? []);
}

type Because = Readonly<Record<string, unknown>>;

/** @returns how many of the template's users pass to the other one, which has their people in scope. */
export async function writeMoves(
  db: Kysely<Tables>,
  run: RetiringRun,
  taker: { id: string; name: string },
  because: Because,
): Promise<number> {
  const details = JSON.stringify({ toTemplate: taker });
  return insertSteps(db, run, {
    what: 'change',
    before: sql`'{}'::jsonb`,
    after: sql`'{}'::jsonb`,
    because: sql`${JSON.stringify(because)}::json`,
    details,
    kind: null,
    where: sql`exists (select from sync_templates t join roster r on r.template_id = t.id
      where t.id = ${taker.id} and r.person_id = l.person_id and ${isInScopeOf(run.at)})`,
  });
}

/** @returns how many begin to leave: everybody who is neither leaving nor held. */
export async function writeLeaves(
  db: Kysely<Tables>,
  run: RetiringRun,
  dates: { missingSince: number; until: number; deleteOn: string },
  because: Because,
): Promise<number> {
  return insertSteps(db, run, {
    what: 'leave',
    before: sql`null`,
    after: sql`null`,
    because: sql`${JSON.stringify(because)}::json`,
    details: JSON.stringify(dates),
    kind: 'removals',
    where: sql`l.missing_since is null`,
  });
}

/** @returns how many are deleted: those who were found gone at one of these instants, or everybody (all). */
export async function writeDeletes(
  db: Kysely<Tables>,
  run: RetiringRun,
  due: readonly Date[] | 'all',
  because: Because,
): Promise<number> {
  const isDue =
    due === 'all'
      ? sql`true`
      : sql`date_trunc('milliseconds', l.missing_since) = any(${due.map((at) => at.toISOString())}::timestamptz[])`;
  return insertSteps(db, run, {
    what: 'delete',
    before: sql`jsonb_build_object('alias', u.alias, 'name', u.name, 'surname', u.surname, 'email', u.email,
        'pstnFixed', u.pstn_fixed, 'mobile', u.mobile, 'extension', u.extension, 'title', u.title, 'department', u.department)
      || coalesce((select jsonb_object_agg('fields.' || f.key, f.value) from jsonb_each(u.fields) f), '{}')`,
    after: sql`null`,
    because: sql`${JSON.stringify(because)}::json`,
    details: JSON.stringify({ counted: false }),
    kind: null,
    where: isDue,
  });
}

interface Insert {
  what: 'change' | 'leave' | 'delete';
  before: RawBuilder<unknown>;
  after: RawBuilder<unknown>;
  because: RawBuilder<unknown>;
  details: string;
  kind: string | null;
  where: RawBuilder<unknown>;
}

// Approved: an administrator has let them go, so no brake counts them. Held users have no part in it.
async function insertSteps(db: Kysely<Tables>, run: RetiringRun, step: Insert): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into steps (run_id, template_id, company_id, at, outcome, do_what, person_id, user_id, alias, before, after, because,
      details, kind, approved)
    select ${run.id}::uuid, l.template_id, l.company_id, ${run.at}, 'applied', ${step.what}, l.person_id, l.user_id, u.alias,
      ${step.before}, ${step.after}, ${step.because}, ${step.details}::jsonb, ${step.kind}::text, true
    from links l join users u on u.id = l.user_id
    where l.template_id = ${run.templateId} and l.company_id = ${run.companyId} and not ${isHeldAt(run.at)} and ${step.where}
      and not exists (select from steps s where s.run_id = ${run.id} and s.user_id = l.user_id)
    order by l.person_id`.execute(db);
  return Number(numAffectedRows ?? 0);
}
