// People in scope without a user, for whoever is told of them: a fingerprint of who and why in one statement, and the list by
// reason. Who is left out on purpose – guests, people an administrator ignores, those whom another template has – is not
// in it, nor what keeps only an optional field away. Reads only.
import { type Kysely, sql } from 'kysely';
import { NOBODY } from '../plan/left-out-digest.ts';
import type { LeftOutReason } from '../plan/told.ts';
import type { Tables } from './tables.ts';

const onPurpose = ['person.guest', 'person.ignored', 'person.otherTemplate'];

const selectLeftOut = (templateId: string) => sql`
  select r.person_id, r.search, coalesce(r.facts->>'displayName', r.facts->>'userPrincipalName', r.person_id) as name,
    array(select c from unnest(r.codes) as c
      where c <> all(${onPurpose}::text[]) and c !~ '^(email|mobile|extension|title|department|fields)[.]' order by c) as codes
  from roster r
  where r.template_id = ${templateId}::uuid and r.standing in ('skip', 'conflict')
    and r.present and not r.excluded and not r.filtered_out`;

export async function readLeftOutPrint(
  db: Kysely<Tables>,
  templateId: string,
): Promise<{ print: string; count: number }> {
  const { rows } = await sql<{ count: number; sum: string | null }>`
    select count(*) as count, sum(hashtextextended(person_id || ' ' || array_to_string(codes, ' '), 0))::text as sum
    from (${selectLeftOut(templateId)}) as p where codes <> '{}'`.execute(db);
  const { count = 0, sum = null } = rows[0] ?? {};
  return { count, print: count === 0 ? NOBODY : `${count} ${sum}` };
}

/** Most people first; of each reason the first `most` by name. */
export async function readLeftOutReasons(
  db: Kysely<Tables>,
  templateId: string,
  most: number,
): Promise<LeftOutReason[]> {
  const { rows } = await sql<LeftOutReason>`
    with people as materialized (${selectLeftOut(templateId)}),
      by_code as (select code, count(*) as count from people cross join lateral unnest(codes) as code group by code)
    select b.code, b.count, array(
      select jsonb_build_object('person', p.person_id, 'user', null, 'name', p.name) from people p
      where b.code = any(p.codes) order by p.search, p.person_id limit ${most}::int) as people
    from by_code b order by b.count desc, b.code`.execute(db);
  return rows;
}
