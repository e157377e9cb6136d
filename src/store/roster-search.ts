// Finds people of a template's roster, and users of the company, by whatever somebody knows of them: object id, UPN,
// mail, alias or number. For `explain`; reads everything of the few that fit and changes nothing.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** The same thing said in the ways it is kept. */
export interface SearchKeys {
  /** As written, in lower case: object id, UPN, mail. */
  text: string;
  aliasKey: string;
  /** Digits of a number; null when it is none. */
  digits: string | null;
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

const columns = (templateId: string) => sql`
  r.present as "isPresent", r.excluded as "isExcluded", r.guest as "isGuest", r.disabled as "isDisabled", r.facts, r.mapped,
  r.planned_hash is not distinct from r.facts_hash as "isPlanned", r.standing, r.reasons, r.read_at as "readAt",
  l.user_id as "user", case when l.template_id <> ${templateId} then t.name end as "otherTemplate"`;

const links = (companyId: string) => sql`
  left join links l on l.company_id = ${companyId} and l.person_id = p.person_id
  left join sync_templates t on t.id = l.template_id`;

/** People who have this in Entra, would get it, or whose user has it. */
export async function readPeopleLike(
  db: Kysely<Tables>,
  template: { id: string; companyId: string },
  keys: SearchKeys,
  limit: number,
): Promise<FoundPerson[]> {
  const { text, aliasKey, digits } = keys;
  const { rows } = await sql<FoundPerson>`
    with found as (
      select person_id from roster
      where template_id = ${template.id} and (
        lower(person_id) = ${text}
        or lower(facts->>'userPrincipalName') = ${text} or lower(facts->>'mail') = ${text} or lower(facts->>'mailNickname') = ${text}
        or lower(mapped->'values'->>'alias') = ${text} or lower(mapped->'values'->>'email') = ${text}
        or mapped->'values'->>'pstnFixed' = ${digits} or mapped->'values'->>'mobile' = ${digits})
      union
      select l.person_id from links l join users u on u.id = l.user_id
      where l.template_id = ${template.id} and (
        lower(l.person_id) = ${text} or u.id::text = ${text} or u.alias_key = ${aliasKey} or lower(u.email) = ${text}
        or u.pstn_fixed = ${digits} or u.mobile = ${digits}))
    select p.person_id as person, ${columns(template.id)}
    from found p
    left join roster r on r.template_id = ${template.id} and r.person_id = p.person_id
    ${links(template.companyId)}
    order by r.present desc nulls last, p.person_id
    limit ${limit}`.execute(db);
  return rows;
}

/** Users of the company who have this, whether anybody is linked to them or not. */
export async function readUsersLike(
  db: Kysely<Tables>,
  companyId: string,
  keys: SearchKeys,
): Promise<string[]> {
  const { text, aliasKey, digits } = keys;
  const { rows } = await sql<{ id: string }>`
    select id from users where company_id = ${companyId} and (
      id::text = ${text} or alias_key = ${aliasKey} or lower(email) = ${text} or pstn_fixed = ${digits} or mobile = ${digits})
    order by alias collate "C" limit 5`.execute(db);
  return rows.map((row) => row.id);
}
