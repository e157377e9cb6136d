// What an explanation of one person needs beside her row in the roster: words of administrators about her, her link, the newest
// run and what it withheld of her, and who else wants what she wants. Reads only.
import { type Kysely, sql } from 'kysely';
import { readCreateAnyway } from './create-anyway.ts';
import type { RunRow } from './runs.ts';
import type { StoredStep } from './steps.ts';
import type { Tables } from './tables.ts';

/** A name as it was written down with the deed. */
type By = { name?: string } | null;

export interface PersonAround {
  ignored: { until: Date | null; why: string | null; by: By; at: Date } | null;
  /** Said by an administrator, and not used yet. */
  createAnyway: boolean;
  link: {
    templateId: string;
    missingSince: Date | null;
    leaveCode: string | null;
    isHeld: boolean;
    heldUntil: Date | null;
    heldWhy: string | null;
    heldBy: By;
    heldAt: Date | null;
    /** Field → the source's value that was undone. */
    pinned: Record<string, string | null>;
  } | null;
  /** When her last user was deleted; null: she never had one. */
  deletedAt: Date | null;
}

/** now: words whose time is over are none. */
export async function readPersonAround(
  db: Kysely<Tables>,
  ids: { companyId: string; templateId: string; person: string },
  now: Date,
): Promise<PersonAround> {
  const ignored = await db
    .selectFrom('ignored_people')
    .select(['until', 'why', 'ignored_by', 'at'])
    .where('template_id', '=', ids.templateId)
    .where('person_id', '=', ids.person)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .executeTakeFirst();
  const said = await readCreateAnyway(db, ids.templateId, [ids.person]);
  const link = await db
    .selectFrom('links')
    .selectAll()
    .where('company_id', '=', ids.companyId)
    .where('person_id', '=', ids.person)
    .executeTakeFirst();
  const deleted = await db
    .selectFrom('tombstones')
    .select('deleted_at')
    .where('company_id', '=', ids.companyId)
    .where('person_id', '=', ids.person)
    .orderBy('deleted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    ignored: ignored
      ? { until: ignored.until, why: ignored.why, by: ignored.ignored_by as By, at: ignored.at }
      : null,
    createAnyway: said.has(ids.person),
    link: link
      ? {
          templateId: link.template_id,
          missingSince: link.missing_since,
          leaveCode: link.leave_code,
          isHeld: link.held && (link.held_until === null || link.held_until > now),
          heldUntil: link.held_until,
          heldWhy: link.held_why,
          heldBy: link.held_by as By,
          heldAt: link.held_at,
          pinned: link.pinned as Record<string, string | null>,
        }
      : null,
    deletedAt: deleted?.deleted_at ?? null,
  };
}

/** The template's newest run of everybody, or of this person alone, that came to an end and was to change something. */
export async function readNewestEnded(
  db: Kysely<Tables>,
  templateId: string,
  person: string,
): Promise<RunRow | null> {
  const row = await db
    .selectFrom('runs')
    .selectAll()
    .where('template_id', '=', templateId)
    .where('preview', '=', false)
    .where('state', 'in', ['succeeded', 'failed', 'withheld'])
    // An undo reads nothing and withholds nothing: what the run before it said still stands.
    .where('trigger', '<>', 'undo')
    .where((eb) => eb.or([eb('person_id', 'is', null), eb('person_id', '=', person)]))
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** What that run withheld of a person. */
export async function readWithheldOf(
  db: Kysely<Tables>,
  runId: string,
  person: string,
): Promise<StoredStep[]> {
  return db
    .selectFrom('steps')
    .selectAll()
    .where('run_id', '=', runId)
    .where('person_id', '=', person)
    .where('outcome', '=', 'withheld')
    .execute();
}

/** People whom the template has in scope without a user and who may want one of these, and people whose users it keeps and who
 * have one of these. At least as generous as what decides: that compares again. */
export async function readClaimants(
  db: Kysely<Tables>,
  template: { id: string; companyId: string },
  keys: { words: readonly string[]; aliasKeys: readonly string[]; numbers: readonly string[] },
  limit: number,
): Promise<string[]> {
  const { words, aliasKeys, numbers } = keys;
  const isWord = [
    ...words.map((word) => sql`strpos(r.search || ' ', ' ' || search_fold(${word}) || ' ') > 0`),
    ...numbers.map((digits) => sql`strpos(r.search || ' ', ' ' || ${digits}::text || ' ') > 0`),
  ];
  const { rows } = await sql<{ person: string }>`
    select r.person_id as person from roster r
    where r.template_id = ${template.id} and (${isWord.length === 0 ? sql`false` : sql.join(isWord, sql` or `)})
    union
    select l.person_id from users u join links l on l.user_id = u.id and l.template_id = ${template.id}
    where u.company_id = ${template.companyId} and u.alias_key = any(${aliasKeys}::text[])
    union
    select l.person_id from users u join links l on l.user_id = u.id and l.template_id = ${template.id}
    where u.company_id = ${template.companyId} and u.pstn_fixed = any(${numbers}::text[])
    limit ${limit}`.execute(db);
  return rows.map(({ person }) => person);
}

/** In the transaction at hand, these are who is planned (roster-planned.ts). */
export async function writePlannedFew(db: Kysely<Tables>, people: readonly string[]): Promise<void> {
  await sql`insert into planned_people select id from unnest(${people}::text[]) as p(id) on conflict do nothing`.execute(
    db,
  );
}

/** The user that has a number. */
export async function readHolder(
  db: Kysely<Tables>,
  companyId: string,
  digits: string,
): Promise<{ user: string; alias: string; name: string } | null> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'alias', 'name', 'surname'])
    .where('company_id', '=', companyId)
    .where('pstn_fixed', '=', digits)
    .executeTakeFirst();
  return row ? { user: row.id, alias: row.alias, name: `${row.name} ${row.surname}` } : null;
}

/** What was last read of these people. */
export async function readFactsOf(
  db: Kysely<Tables>,
  templateId: string,
  people: readonly string[],
): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ person: string; facts: unknown }>`
    select person_id as person, facts from roster
    where template_id = ${templateId} and person_id = any(${people}::text[])`.execute(db);
  return new Map(rows.map(({ person, facts }) => [person, facts]));
}
