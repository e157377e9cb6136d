// Finds people of a template's roster, and users of the company, by whatever somebody knows of them: object id, UPN,
// mail, alias, number or name. For `explain`; reads everything of the few that fit and changes nothing. Goes by the text that
// lists are searched in, because everything else would read the facts of 100,000 people.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Search } from '../plan/search.ts';
import { presentMatch } from './paged-list.ts';
import type { Tables } from './tables.ts';

/** The same thing said in the ways it is kept. */
export interface SearchKeys {
  /** As written, in lower case: object id, UPN, mail. */
  text: string;
  aliasKey: string;
  /** Digits of a number; null when it is none. */
  digits: string | null;
  /** As in lists: words of a name. null: nothing to search for. */
  search: Search | null;
}

export interface FoundPerson {
  person: string;
  isPresent: boolean | null;
  isExcluded: boolean | null;
  isGuest: boolean | null;
  isDisabled: boolean | null;
  facts: unknown;
  mapped: unknown;
  isPlanned: boolean | null;
  standing: string | null;
  reasons: unknown;
  readAt: Date | null;
  user: string | null;
  otherTemplate: string | null;
}

interface TemplateOf {
  id: string;
  companyId: string;
}

/** People who have exactly this in Entra, would get it, or whose user has it; else people whose name has these words. */
export async function readPeopleLike(
  db: Kysely<Tables>,
  template: TemplateOf,
  keys: SearchKeys,
  limit: number,
): Promise<FoundPerson[]> {
  for (const find of [readExactly, readByWords, readUnlisted]) {
    const people = await find(db, template, keys, limit);
    if (people.length > 0) return readFound(db, template, people);
  }
  return [];
}

/** One person of the roster, or what is known of her beside it. */
export async function readFound(
  db: Kysely<Tables>,
  template: TemplateOf,
  people: readonly string[],
): Promise<FoundPerson[]> {
  const { rows } = await sql<FoundPerson>`
    select p.id as person, r.present as "isPresent", r.excluded as "isExcluded", r.guest as "isGuest", r.disabled as "isDisabled",
      r.facts, r.mapped, r.planned_hash is not distinct from r.facts_hash as "isPlanned", r.standing, r.reasons,
      r.read_at as "readAt", l.user_id as "user", case when l.template_id <> ${template.id} then t.name end as "otherTemplate"
    from unnest(${people}::text[]) as p(id)
    left join roster r on r.template_id = ${template.id} and r.person_id = p.id
    left join links l on l.company_id = ${template.companyId} and l.person_id = p.id
    left join sync_templates t on t.id = l.template_id
    order by r.present desc nulls last, p.id`.execute(db);
  return rows;
}

// Words in that text are separated by blanks, so a whole one is an address, alias or number and no part of it.
const hasWord = (column: RawBuilder<unknown>, word: RawBuilder<unknown>) =>
  sql`strpos(' ' || ${column} || ' ', ' ' || ${word} || ' ') > 0`;

async function readExactly(db: Kysely<Tables>, template: TemplateOf, keys: SearchKeys, limit: number) {
  const { text, digits } = keys;
  const { rows } = await sql<{ person: string }>`
    with near as materialized (
      select person_id from roster r where template_id = ${template.id}
        and (${hasWord(sql`r.search`, sql`search_fold(${text})`)} ${digits === null ? sql`` : sql`or ${hasWord(sql`r.search`, sql`${digits}`)}`}))
    select person_id as person from roster where template_id = ${template.id} and lower(person_id) = ${text}
    union
    select r.person_id from near join roster r on r.template_id = ${template.id} and r.person_id = near.person_id
    where lower(r.facts->>'userPrincipalName') = ${text} or lower(r.facts->>'mail') = ${text}
      or lower(r.mapped->'values'->>'alias') = ${text} or lower(r.mapped->'values'->>'email') = ${text}
      or r.mapped->'values'->>'pstnFixed' = ${digits}
    union
    select l.person_id from links l join users u on u.id = l.user_id
    where l.template_id = ${template.id} and u.id in (${selectUsersLike(template.companyId, keys)})
    union
    select l.person_id from links l where l.template_id = ${template.id} and l.company_id = ${template.companyId} and l.person_id = ${text}
    order by 1 limit ${limit}`.execute(db);
  return rows.map((row) => row.person);
}

/** Whoever is called just this comes before whoever is also called this. */
async function readByWords(
  db: Kysely<Tables>,
  template: TemplateOf,
  { text, search }: SearchKeys,
  limit: number,
) {
  if (search === null || !('words' in search)) return [];
  const { rows } = await sql<{ person: string; isJust: boolean }>`
    select r.person_id as person, lower(r.facts->>'displayName') = ${text} as "isJust" from (
      select person_id, search from roster r
      where r.template_id = ${template.id} and ${presentMatch(sql`r.search`, search)}
      order by not starts_with(search, search_fold(${text}) || ' '), search limit ${limit}) f
    join roster r on r.template_id = ${template.id} and r.person_id = f.person_id
    order by f.search`.execute(db);
  const just = rows.filter(({ isJust }) => isJust);
  return (just.length > 0 ? just : rows).map((row) => row.person);
}

/** What lists are not searched by: a nickname that is no alias, a mobile number. Reads the whole roster as text. */
async function readUnlisted(
  db: Kysely<Tables>,
  template: TemplateOf,
  { text, digits }: SearchKeys,
  limit: number,
) {
  const where =
    digits === null
      ? sql`strpos(lower(r.facts::text), ${`"mailnickname":${JSON.stringify(text)}`}) > 0`
      : sql`strpos(r.mapped::text, ${`"mobile":${JSON.stringify(digits)}`}) > 0`;
  if (digits === null && /[\s@]/u.test(text)) return [];
  const { rows } = await sql<{ person: string }>`
    select person_id as person from roster r where r.template_id = ${template.id} and ${where}
    order by 1 limit ${limit}`.execute(db);
  return rows.map((row) => row.person);
}

function selectUsersLike(companyId: string, { text, aliasKey, digits }: SearchKeys) {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(text);
  return sql`
    select u.id from users u where u.company_id = ${companyId} and u.alias_key = ${aliasKey}
    union select u.id from users u where u.company_id = ${companyId} and u.pstn_fixed = ${digits}
    union select u.id from users u where u.company_id = ${companyId} and u.id = ${isId ? text : null}::uuid
    union select id from (
      select u.id, u.email, u.mobile from users u
      where u.company_id = ${companyId}
        and (${hasWord(sql`u.search`, sql`search_fold(${text})`)} ${digits === null ? sql`` : sql`or ${hasWord(sql`u.search`, sql`${digits}`)}`})
      offset 0) near
    where lower(email) = ${text} or mobile = ${digits}`;
}

/** Users of the company who have this, whether anybody is linked to them or not; else users whose name has these words. */
export async function readUsersLike(
  db: Kysely<Tables>,
  companyId: string,
  keys: SearchKeys,
): Promise<string[]> {
  const exactly = await sql<{ id: string }>`
    select id from users where company_id = ${companyId} and id in (${selectUsersLike(companyId, keys)})
    order by alias collate "C" limit 5`.execute(db);
  if (exactly.rows.length > 0 || keys.search === null || !('words' in keys.search))
    return exactly.rows.map((row) => row.id);
  const named = await sql<{ id: string }>`
    select id from users u where company_id = ${companyId} and ${presentMatch(sql`u.search`, keys.search)}
    order by search limit 5`.execute(db);
  return named.rows.map((row) => row.id);
}
