// Users of a company that no sync keeps, with all that linking them would change: for finding the people they may be.
// Reads only.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface UnlinkedRow {
  user: string;
  alias: string;
  name: string;
  surname: string;
  email: string | null;
  pstnFixed: string | null;
  mobile: string | null;
  extension: string | null;
  title: string | null;
  department: string | null;
  fields: Record<string, string>;
}

/** A link that an administrator has cut, by a word or by taking its making back: exact mail does not make it again. */
export interface CutLink {
  person: string;
  user: string;
}

export async function readCutLinks(db: Kysely<Tables>, companyId: string): Promise<CutLink[]> {
  const { rows } = await sql<CutLink>`
    select distinct s.person_id as person, s.user_id as "user" from steps s
    where s.company_id = ${companyId} and s.actor is not null and s.run_id is null and s.outcome = 'applied'
      and (s.do_what = 'unlink' or s.details ? 'unlinks') and s.person_id is not null
      and exists (select from users u where u.id = s.user_id)`.execute(db);
  return rows;
}

/** All of them, or those that have one of these mail addresses; in no particular order. */
export async function readUnlinkedUsers(
  db: Kysely<Tables>,
  companyId: string,
  mails?: readonly string[],
): Promise<UnlinkedRow[]> {
  const some =
    mails === undefined
      ? sql``
      : sql`and lower(u.email) in (select lower(m) from unnest(${mails}::text[]) as m)`;
  const { rows } = await sql<UnlinkedRow>`
    select u.id as "user", u.alias, u.name, u.surname, u.email, u.pstn_fixed as "pstnFixed", u.mobile, u.extension, u.title,
      u.department, u.fields
    from users u
    where u.company_id = ${companyId} and not exists (select from links l where l.user_id = u.id) ${some}`.execute(
    db,
  );
  return rows;
}
