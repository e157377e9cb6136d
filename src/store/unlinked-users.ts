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
