// Links that an administrator settles by hand (R11: a user of one person is never given to another; here an
// administrator may link an unlinked one). Reads what that decision needs and writes the link; decides nothing.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface LinkableUser {
  id: string;
  alias: string;
  aliasKey: string;
  version: number;
  /** The person it is linked to, by whichever template. */
  person: string | null;
}

export interface LinkFacts {
  /** By alias key. */
  users: Map<string, LinkableUser>;
  /** Person → alias of the user she is linked to. */
  linked: Map<string, string>;
}

/** The company's users with these alias keys, and what these people are linked to already. */
export async function readLinkFacts(
  db: Kysely<Tables>,
  companyId: string,
  asked: { aliasKeys: readonly string[]; people: readonly string[] },
): Promise<LinkFacts> {
  if (asked.aliasKeys.length === 0) return { users: new Map(), linked: new Map() };
  const users = await db
    .selectFrom('users')
    .leftJoin('links', 'links.user_id', 'users.id')
    .select(['users.id', 'users.alias', 'users.alias_key', 'users.version', 'links.person_id'])
    .where('users.company_id', '=', companyId)
    .where('users.alias_key', 'in', [...asked.aliasKeys])
    .execute();
  const linked = await db
    .selectFrom('links')
    .innerJoin('users', 'users.id', 'links.user_id')
    .select(['links.person_id', 'users.alias'])
    .where('links.company_id', '=', companyId)
    .where('links.person_id', 'in', [...asked.people])
    .execute();
  return {
    users: new Map(
      users.map((row) => [
        row.alias_key,
        {
          id: row.id,
          alias: row.alias,
          aliasKey: row.alias_key,
          version: row.version,
          person: row.person_id,
        },
      ]),
    ),
    linked: new Map(linked.map((row) => [row.person_id, row.alias])),
  };
}

/** Which of these people the template has read and found in scope. */
export async function readPresentPeople(
  db: Kysely<Tables>,
  templateId: string,
  people: readonly string[],
): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const rows = await db
    .selectFrom('roster')
    .select('person_id')
    .where('template_id', '=', templateId)
    .where('person_id', 'in', [...people])
    .where('present', '=', true)
    .where('excluded', '=', false)
    .where('filtered_out', '=', false)
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

/** Links the person to the user; the next run plans her afresh. */
export async function writeLink(
  db: Kysely<Tables>,
  link: { companyId: string; templateId: string; person: string; userId: string; version: number },
): Promise<void> {
  await db
    .insertInto('links')
    .values({
      template_id: link.templateId,
      person_id: link.person,
      company_id: link.companyId,
      user_id: link.userId,
      synced_version: link.version,
    })
    .execute();
  await db
    .updateTable('roster')
    .set({ planned_hash: null })
    .where('template_id', '=', link.templateId)
    .where('person_id', '=', link.person)
    .execute();
}
