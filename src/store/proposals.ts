// People whom a template has read and who have no user, in the order of lists, as finding the users that they may be needs
// them; and what is shown beside them and those users. Reads only.
import { type Kysely, sql } from 'kysely';
import type { Search } from '../plan/search.ts';
import { presentMatch } from './paged-list.ts';
import type { Reading } from './roster.ts';
import type { Tables } from './tables.ts';

export interface UnlinkedPersonRow {
  person: string;
  /** With the person, what the list is sorted by. */
  search: string;
  createdAt: number | null;
  isGuest: boolean;
  isDisabled: boolean;
  isIgnored: boolean;
  createAnyway: boolean;
  /** JSON text. */
  mapped: string;
}

export interface PeopleWithoutUser {
  templateId: string;
  companyId: string;
  search: Search | null;
  /** Sort key that they come after: search text and person. */
  after: readonly [string, string] | null;
  now: Date;
}

/** As many at once as are no burden: each slice sorts all that follow, so few are better than many. */
const MOST_AT_ONCE = 50_000;

/** In scope, linked by no template of the company; by name, in slices that grow from `first` on. */
export async function* readPeopleWithoutUser(
  db: Kysely<Tables>,
  asked: PeopleWithoutUser,
  first: number,
): AsyncGenerator<UnlinkedPersonRow[]> {
  let { after } = asked;
  for (let size = Math.min(first, MOST_AT_ONCE); ; size = Math.min(4 * size, MOST_AT_ONCE)) {
    const rows = await readSlice(db, { ...asked, after }, size);
    const last = rows.at(-1);
    if (last) yield rows;
    if (last === undefined || rows.length < size) return;
    after = [last.search, last.person];
  }
}

/** One of them; null: not in scope, or she has a user. */
export async function readPersonWithoutUser(
  db: Kysely<Tables>,
  asked: Pick<PeopleWithoutUser, 'templateId' | 'companyId' | 'now'>,
  person: string,
): Promise<UnlinkedPersonRow | null> {
  const { rows } = await sql<UnlinkedPersonRow>`
    ${selectPeople(asked)} and r.person_id = ${person}`.execute(db);
  return rows[0] ?? null;
}

async function readSlice(
  db: Kysely<Tables>,
  { search, after, ...asked }: PeopleWithoutUser,
  size: number,
): Promise<UnlinkedPersonRow[]> {
  const found = search === null ? sql`` : sql`and ${presentMatch(sql`r.search`, search)}`;
  const later =
    after === null ? sql`` : sql`and (r.search, r.person_id) > (${after[0]}::text, ${after[1]}::text)`;
  const { rows } = await sql<UnlinkedPersonRow>`
    ${selectPeople(asked)} ${found} ${later}
    order by r.search, r.person_id limit ${size}`.execute(db);
  return rows;
}

function selectPeople({
  templateId,
  companyId,
  now,
}: Pick<PeopleWithoutUser, 'templateId' | 'companyId' | 'now'>) {
  return sql`
    select r.person_id as person, r.search, r.created_ms as "createdAt", r.guest as "isGuest", r.disabled as "isDisabled",
      i.person_id is not null as "isIgnored", a.person_id is not null as "createAnyway", r.mapped::text as mapped
    from roster r
    left join links l on l.company_id = ${companyId} and l.person_id = r.person_id
    left join ignored_people i on i.template_id = r.template_id and i.person_id = r.person_id
      and (i.until is null or i.until > ${now})
    left join create_anyway a on a.template_id = r.template_id and a.person_id = r.person_id
    where r.template_id = ${templateId} and r.present and not r.excluded and not r.filtered_out and l.user_id is null`;
}

/** What a person is called: display name and UPN. By person. */
export async function readPersonNames(
  db: Kysely<Tables>,
  templateId: string,
  people: readonly string[],
): Promise<Map<string, { name: string | null; userPrincipalName: string | null }>> {
  const { rows } = await sql<{ person: string; name: string | null; userPrincipalName: string | null }>`
    select person_id as person, facts->>'displayName' as name, facts->>'userPrincipalName' as "userPrincipalName"
    from roster where template_id = ${templateId} and person_id = any(${people}::text[])`.execute(db);
  return new Map(rows.map(({ person, ...names }) => [person, names]));
}

/** hand: an administrator made it; sync: a template did, which keeps it no more; unknown: no step tells (any more). */
export interface UserOrigin {
  kind: 'hand' | 'sync' | 'unknown';
  /** Name of that template, while it stands. */
  template: string | null;
}

/** How users came to be. By user; those of whom nothing is known are not in it. */
export async function readUserOrigins(
  db: Kysely<Tables>,
  companyId: string,
  users: readonly string[],
): Promise<Map<string, UserOrigin>> {
  const { rows } = await sql<{ user: string; isSync: boolean; template: string | null }>`
    select distinct on (s.user_id) s.user_id as "user", s.run_id is not null as "isSync", t.name as template
    from steps s left join sync_templates t on t.id = s.template_id
    where s.user_id = any(${users}::uuid[]) and s.company_id = ${companyId} and s.outcome = 'applied' and s.do_what = 'create'
    order by s.user_id, s.id`.execute(db);
  return new Map(
    rows.map(({ user, isSync, template }) => [
      user,
      { kind: isSync ? ('sync' as const) : ('hand' as const), template },
    ]),
  );
}

/** Mails of people of the template who may get a user as well, but are not planned beside the one of this reading. */
export async function readMailsOfOthers(db: Kysely<Tables>, reading: Reading): Promise<string[]> {
  const { templateId, companyId, only } = reading;
  const { rows } = await sql<{ mail: string }>`
    select r.mapped->'values'->>'email' as mail from roster r
    where r.template_id = ${templateId} and r.person_id <> ${only ?? ''} and r.present and not r.excluded
      and (r.standing = 'conflict' or r.planned_hash is distinct from r.facts_hash)
      and not exists (select from links l where l.company_id = ${companyId} and l.person_id = r.person_id)
      and r.mapped->'values'->>'email' is not null`.execute(db);
  return rows.map((row) => row.mail);
}
