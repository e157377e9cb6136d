// Rows of the change log that are to be taken back, each with what is there today: the user, its link, the person's
// other user, the template. Read in slices by a cursor, the rows of a user together. Changes nothing.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** What is to be taken back. Ids as they are in the change log. */
export type UndoWhat =
  /** Everything a run did, or what it did to one user. */
  | { run: string; user?: string }
  /** What the newest run that changed the user did to it; runs that undo do not count. */
  | { user: string }
  /** Single rows, whoever made them. */
  | { steps: number[] }
  /** Everything that one deed about many users did. */
  | { batch: string };

export interface UndoRow {
  id: number;
  doWhat: string;
  templateId: string | null;
  person: string | null;
  user: string | null;
  alias: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  because: unknown;
  details: unknown;
  by: 'sync' | 'undo' | 'hand';
  undoneBy: number | null;
  isErased: boolean;
  templateStands: boolean;
  /** The user of today; null when it is gone. */
  today: Record<string, unknown> | null;
  linkPerson: string | null;
  linkTemplate: string | null;
  /** ms */
  missingSince: number | null;
  otherUser: string | null;
  otherAlias: string | null;
}

// Literals only: a cursor takes no parameters. The values are ids that were checked before they came here.
function isWanted(companyId: string, what: UndoWhat): RawBuilder<unknown> {
  if ('steps' in what) {
    if (what.steps.length === 0) return sql`false`;
    return sql`s.id in (${sql.join(what.steps.map((id) => sql.lit(id)))})`;
  }
  if ('batch' in what) return sql`s.details ? 'batch' and s.details->>'batch' = ${sql.lit(what.batch)}`;
  if ('run' in what) {
    const hers = what.user === undefined ? sql`` : sql`and s.user_id = ${sql.lit(what.user)}`;
    return sql`s.run_id = ${sql.lit(what.run)} ${hers}`;
  }
  const user = sql.lit(what.user);
  return sql`s.user_id = ${user} and s.run_id = (
    select x.run_id from steps x join runs r on r.id = x.run_id
    where x.user_id = ${user} and x.company_id = ${sql.lit(companyId)} and x.outcome = 'applied' and r.trigger <> 'undo'
    order by x.id desc limit 1)`;
}

const applied = (companyId: string, what: UndoWhat) =>
  sql`s.company_id = ${sql.lit(companyId)} and s.outcome = 'applied' and ${isWanted(companyId, what)}`;

/** Templates that the rows are about and that still stand, and how many rows there are. */
export async function readUndoExtent(
  db: Kysely<Tables>,
  companyId: string,
  what: UndoWhat,
): Promise<{ rows: number; templates: string[] }> {
  const { rows } = await sql<{ rows: number; templates: string[] }>`
    select count(*) as rows, coalesce(array_agg(distinct t.id::text) filter (where t.id is not null), '{}') as templates
    from steps s left join sync_templates t on t.id = s.template_id
    where ${applied(companyId, what)}`.execute(db);
  return rows[0] ?? { rows: 0, templates: [] };
}

/** The company whose users the run changed; null: it changed nobody, or there is no such run. */
export async function readRunCompany(db: Kysely<Tables>, runId: string): Promise<string | null> {
  const row = await db
    .selectFrom('steps')
    .select('company_id')
    .where('run_id', '=', runId)
    .limit(1)
    .executeTakeFirst();
  return row?.company_id ?? null;
}

/** In slices of about that many, newest rows of a user first. Sees nothing of what is written meanwhile. */
export async function* readUndoSlices(
  db: Kysely<Tables>,
  companyId: string,
  what: UndoWhat,
  size: number,
): AsyncGenerator<UndoRow[]> {
  await sql`set local cursor_tuple_fraction = 1`.execute(db);
  await sql`declare undo_rows no scroll cursor for ${selectRows(companyId, what)}`.execute(db);
  let held: UndoRow[] = [];
  try {
    for (;;) {
      const { rows } = await sql<UndoRow>`fetch ${sql.lit(size)} from undo_rows`.execute(db);
      const all = [...held, ...rows];
      if (rows.length === 0) {
        if (all.length > 0) yield all;
        return;
      }
      // The last user's rows may go on in the next slice.
      const last = all.at(-1)?.user;
      const whole = all.findLastIndex((row) => row.user !== last) + 1;
      held = all.slice(whole);
      if (whole > 0) yield all.slice(0, whole);
    }
  } finally {
    await sql`close undo_rows`.execute(db);
  }
}

function selectRows(companyId: string, what: UndoWhat) {
  return sql`
    select s.id, s.do_what as "doWhat", s.template_id as "templateId", s.person_id as person, s.user_id as "user", s.alias,
      s.before, s.after, s.because, s.details,
      case when s.details ? 'undoes' then 'undo' when s.run_id is null then 'hand' else 'sync' end as by,
      s.undone_by as "undoneBy", s.erased_at is not null as "isErased",
      t.id is not null and t.retiring_since is null as "templateStands",
      case when u.id is not null then jsonb_build_object('alias', u.alias, 'name', u.name, 'surname', u.surname, 'email', u.email,
        'pstnFixed', u.pstn_fixed, 'mobile', u.mobile, 'extension', u.extension, 'title', u.title, 'department', u.department,
        'callerId', u.caller_id, 'settingsTemplate', u.settings_template_id)
        || coalesce((select jsonb_object_agg('fields.' || f.key, f.value) from jsonb_each(u.fields) f), '{}')
        || coalesce((select jsonb_object_agg('settings.' || f.key, f.value) from jsonb_each(u.settings) f), '{}') end as today,
      l.person_id as "linkPerson", l.template_id as "linkTemplate",
      round(extract(epoch from l.missing_since) * 1000)::bigint as "missingSince",
      o.id as "otherUser", o.alias as "otherAlias"
    from steps s
    left join sync_templates t on t.id = s.template_id
    left join users u on u.id = s.user_id and u.company_id = s.company_id
    left join links l on l.user_id = u.id
    left join links lp on lp.company_id = s.company_id and lp.person_id = s.person_id and lp.user_id <> s.user_id
    left join users o on o.id = lp.user_id
    where ${applied(companyId, what)}
    order by s.user_id, s.id desc`;
}
