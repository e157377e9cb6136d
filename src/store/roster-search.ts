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
  // From what an index answers to what reads everybody.
  for (const find of [readById, readExactly, readByUserText, readByWords]) {
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
// That it stands there at all is asked first: of 100,000 lines nearly all fail that, and need not be put together anew.
const hasWord = (column: RawBuilder<unknown>, word: RawBuilder<unknown>) =>
  sql`(strpos(${column}, ${word}) > 0 and strpos(' ' || ${column} || ' ', ' ' || ${word} || ' ') > 0)`;

/** No address, alias or number is kept with a blank in it. */
const presentWords = ({ text, digits }: SearchKeys): string[] =>
  [...new Set([text, digits])].filter((word) => word !== null && !/\s/u.test(word)) as string[];

const hasOneOf = (column: RawBuilder<unknown>, words: readonly string[]) =>
  sql`(${sql.join(
    words.map((word) => hasWord(column, sql`search_fold(${word}::text)`)),
    sql` or `,
  )})`;

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(text);

/** An object id, or the id of her user: nobody else can be meant. */
async function readById(db: Kysely<Tables>, template: TemplateOf, { text }: SearchKeys): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    select person_id as person from roster where template_id = ${template.id} and person_id = ${text}
    union select person_id from links
    where template_id = ${template.id} and company_id = ${template.companyId} and person_id = ${text}
    union select l.person_id from links l
    where l.template_id = ${template.id} and l.user_id = ${isId(text) ? text : null}::uuid`.execute(db);
  return rows.map((row) => row.person);
}

/** More people with one address or number than these are not told apart by reading them all. */
const MOST_NEAR = 200;

async function readExactly(db: Kysely<Tables>, template: TemplateOf, keys: SearchKeys, limit: number) {
  const { text, digits, aliasKey } = keys;
  const words = presentWords(keys);
  if (words.length === 0) return [];
  // By itself: put together with what follows, the database expects thousands and reads everybody's facts.
  const near = await sql<{ person: string }>`
    select person_id as person from roster r where template_id = ${template.id} and ${hasOneOf(sql`r.search`, words)}
    limit ${MOST_NEAR}`.execute(db);
  const { rows } = await sql<{ person: string; isMobile: boolean }>`
    select r.person_id as person, lower(r.facts->>'userPrincipalName') is distinct from ${text}
        and lower(r.facts->>'mail') is distinct from ${text} and lower(r.mapped->'values'->>'alias') is distinct from ${text}
        and lower(r.mapped->'values'->>'email') is distinct from ${text}
        and r.mapped->'values'->>'pstnFixed' is distinct from ${digits} as "isMobile"
      from unnest(${near.rows.map(({ person }) => person)}::text[]) as n(id)
      join roster r on r.template_id = ${template.id} and r.person_id = n.id
      where lower(r.facts->>'userPrincipalName') = ${text} or lower(r.facts->>'mail') = ${text}
        or lower(r.mapped->'values'->>'alias') = ${text} or lower(r.mapped->'values'->>'email') = ${text}
        or r.mapped->'values'->>'pstnFixed' = ${digits} or r.mapped->'values'->>'mobile' = ${digits}
    union
    select l.person_id, false from users u join links l on l.user_id = u.id and l.template_id = ${template.id}
    where u.company_id = ${template.companyId} and u.alias_key = ${aliasKey}
    union
    select l.person_id, false from users u join links l on l.user_id = u.id and l.template_id = ${template.id}
    where u.company_id = ${template.companyId} and u.pstn_fixed = ${digits}
    order by 1`.execute(db);
  // Several may answer one mobile phone; whoever has the number as the fixed one comes before.
  const fixed = rows.filter(({ isMobile }) => !isMobile);
  if (fixed.length > 0 || rows.length === 0) return presentPeople(fixed, limit);
  const byUser = await readByUserText(db, template, keys, limit);
  return presentPeople([...rows, ...byUser.map((person) => ({ person }))], limit);
}

const presentPeople = (rows: readonly { person: string }[], limit: number): string[] =>
  [...new Set(rows.map(({ person }) => person))].toSorted().slice(0, limit);

/** What a user has that its person has not: a mail address or mobile number set by hand, an extension. */
async function readByUserText(db: Kysely<Tables>, template: TemplateOf, keys: SearchKeys, limit: number) {
  const users = await readUserText(db, template.companyId, keys);
  if (users.length === 0) return [];
  const { rows } = await sql<{ person: string }>`
    select person_id as person from links where template_id = ${template.id} and user_id = any(${users}::uuid[])
    order by 1 limit ${limit}`.execute(db);
  return rows.map((row) => row.person);
}

async function readUserText(db: Kysely<Tables>, companyId: string, keys: SearchKeys): Promise<string[]> {
  const { text, digits } = keys;
  const words = presentWords(keys).filter((word) => /[@\d]/u.test(word));
  if (words.length === 0) return [];
  const { rows } = await sql<{ id: string; isExact: boolean }>`
    select u.id, lower(u.email) = ${text} or u.mobile = ${digits} or u.extension = ${text} as "isExact" from users u
    where u.company_id = ${companyId} and ${hasOneOf(sql`u.search`, words)}
    limit ${MOST_NEAR}`.execute(db);
  return rows.flatMap(({ id, isExact }) => (isExact ? [id] : []));
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

/** Users of the company who have this, whether anybody is linked to them or not; else users whose name has these words. */
export async function readUsersLike(
  db: Kysely<Tables>,
  companyId: string,
  keys: SearchKeys,
): Promise<string[]> {
  const { text, aliasKey, digits, search } = keys;
  const exactly = await sql<{ id: string }>`
    select id from users where company_id = ${companyId} and alias_key = ${aliasKey}
    union select id from users where company_id = ${companyId} and pstn_fixed = ${digits}
    union select id from users where company_id = ${companyId} and id = ${isId(text) ? text : null}::uuid
    limit ${MOST_USERS}`.execute(db);
  if (exactly.rows.length > 0) return exactly.rows.map((row) => row.id);
  const byText = await readUserText(db, companyId, keys);
  if (byText.length > 0 || search === null || !('words' in search)) return byText.slice(0, MOST_USERS);
  const named = await sql<{ id: string }>`
    select id from users u where company_id = ${companyId} and ${presentMatch(sql`u.search`, search)}
    order by search limit ${MOST_USERS}`.execute(db);
  return named.rows.map((row) => row.id);
}

const MOST_USERS = 5;
