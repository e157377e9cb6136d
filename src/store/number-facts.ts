// What is known of single numbers beside the ledger: who holds them, who would get one by the mapping of a sync template,
// who shows it as caller id. Reads only.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface NumberHolder {
  digits: string;
  user: string;
  alias: string;
  /** Full name. */
  name: string;
  person: string | null;
  missingSince: Date | null;
}

const holders = sql`
  select u.pstn_fixed as digits, u.id as user, u.alias, u.name || ' ' || u.surname as name, l.person_id as person,
    l.missing_since as "missingSince"
  from users u left join links l on l.user_id = u.id`;

/** Those of the company who hold one of these numbers. */
export async function readNumberHolders(
  db: Kysely<Tables>,
  companyId: string,
  digits: readonly string[],
): Promise<NumberHolder[]> {
  if (digits.length === 0) return [];
  const { rows } = await sql<NumberHolder>`
    ${holders} where u.company_id = ${companyId} and u.pstn_fixed = any(${[...digits]}::text[])`.execute(db);
  return rows;
}

/** The first few who hold a number of the range, and how many do. */
export async function readHoldersWithin(
  db: Kysely<Tables>,
  companyId: string,
  { first, last }: { first: number; last: number },
  limit: number,
): Promise<{ holders: NumberHolder[]; count: number }> {
  // Digits are texts of one length within a range, so that their order is that of the numbers.
  const within = sql`u.company_id = ${companyId} and u.pstn_fixed between ${String(first)} and ${String(last)}
    and length(u.pstn_fixed) = ${String(first).length}`;
  const found = await sql<NumberHolder>`
    ${holders} where ${within} order by u.pstn_fixed limit ${limit}`.execute(db);
  if (found.rows.length < limit) return { holders: found.rows, count: found.rows.length };
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from users u where ${within}`.execute(db);
  return { holders: found.rows, count: rows[0]?.count ?? 0 };
}

/** For each of the ranges in which somebody has a number, by its place: the first who has, and how many do. */
export async function readHoldersOfRanges(
  db: Kysely<Tables>,
  companyId: string,
  ranges: readonly { first: number; last: number }[],
): Promise<{ nth: number; digits: string; name: string; count: number }[]> {
  if (ranges.length === 0) return [];
  const { rows } = await sql<{ nth: number; digits: string; name: string; count: number }>`
    select (r.nth - 1)::int as nth, u.digits, u.name, u.count
    from unnest(${ranges.map(({ first }) => String(first))}::text[], ${ranges.map(({ last }) => String(last))}::text[])
      with ordinality as r(first, last, nth)
    cross join lateral (
      select u.pstn_fixed as digits, u.name || ' ' || u.surname as name, count(*) over () as count from users u
      where u.company_id = ${companyId} and u.pstn_fixed between r.first and r.last
        and length(u.pstn_fixed) = length(r.first)
      order by u.pstn_fixed limit 1) u`.execute(db);
  return rows;
}

export interface NumberWanter {
  templateId: string;
  template: string;
  person: string;
  /** Display name. */
  name: string | null;
  standing: string;
  codes: string[];
  reasons: unknown;
}

/** People in scope of a sync template to whom its mapping would give the number, without whoever has it. */
export async function readNumberWanters(
  db: Kysely<Tables>,
  companyId: string,
  digits: string,
  limit: number,
): Promise<{ wanters: NumberWanter[]; count: number }> {
  // By the text that people are searched by, which an index has beside their standing: the mapping is looked at for those
  // few alone, and the bound says to the database that they are few.
  const { rows } = await sql<NumberWanter & { count: number }>`
    with found as materialized (
      select r.template_id, r.person_id from roster r
      where r.template_id in (select id from sync_templates where company_id = ${companyId})
        and strpos(r.search, ${digits}) > 0 and r.present and r.standing <> 'outside' limit 1000)
    select r.template_id as "templateId", t.name as template, r.person_id as person, r.facts->>'displayName' as name, r.standing,
      r.codes, r.reasons, count(*) over () as count
    from found f
    join roster r on r.template_id = f.template_id and r.person_id = f.person_id
    join sync_templates t on t.id = r.template_id
    left join links l on l.company_id = t.company_id and l.person_id = r.person_id
    left join users u on u.id = l.user_id
    where r.mapped->'values'->>'pstnFixed' = ${digits} and u.pstn_fixed is distinct from ${digits}
    order by r.created_ms nulls first, r.person_id limit ${limit}`.execute(db);
  return { wanters: rows, count: rows[0]?.count ?? 0 };
}

/** The first few who show the number on calls they make, by alias, and how many do. */
export async function readCallerIdUsers(
  db: Kysely<Tables>,
  companyId: string,
  digits: string,
  limit: number,
): Promise<{ users: { user: string; alias: string; name: string }[]; count: number }> {
  const { rows } = await sql<{ user: string; alias: string; name: string; count: number }>`
    select id as user, alias, name || ' ' || surname as name, count(*) over () as count from users
    where company_id = ${companyId} and caller_id = ${digits} order by alias collate "C" limit ${limit}`.execute(
    db,
  );
  return {
    users: rows.map(({ user, alias, name }) => ({ user, alias, name })),
    count: rows[0]?.count ?? 0,
  };
}
