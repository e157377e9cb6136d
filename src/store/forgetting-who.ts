// Who is to be forgotten in a company: users whose delete lies back, and people who were read, are gone and never had a
// user that is left. How long that is, is decided in run/. Nothing here changes anything.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Stands for people who never had a user. */
export const NOBODY = 'erased';

/** null: a user made by hand had no person, somebody who was only read had no user. */
export interface Past {
  user: string | null;
  person: string | null;
  /** When the user was deleted; when the person was found gone. */
  at: Date;
}

/**
 * Deleted users who are not forgotten yet, the longest gone first; those whom an undo has brought back are none. A person who
 * has another user, is in scope somewhere, or was so lately is not to be forgotten with this one, and is null.
 */
export async function readDeletedUsers(
  db: Kysely<Tables>,
  companyId: string,
  until: Date,
  limit: number,
): Promise<Past[]> {
  const { rows } = await sql<Past>`
    with due as (
      select s.user_id, max(s.person_id) as person_id, max(s.at) as at from steps s
      where s.company_id = ${companyId} and s.outcome = 'applied' and s.do_what = 'delete' and s.erased_at is null
        and s.user_id is not null and not exists (select from users u where u.id = s.user_id)
      group by s.user_id having max(s.at) <= ${until}
      order by max(s.at), s.user_id limit ${limit})
    select p.user_id as user, p.at, case when not exists (
        select from links l where l.company_id = ${companyId} and l.person_id = p.person_id)
      and not exists (select from sync_templates t join roster r on r.template_id = t.id and r.person_id = p.person_id
        where t.company_id = ${companyId} and (r.present or r.gone_at > ${until}))
      and not exists (select from steps d where d.company_id = ${companyId} and d.person_id = p.person_id
        and d.outcome = 'applied' and d.do_what = 'delete' and d.erased_at is null and d.at > ${until})
      then p.person_id end as person
    from due p order by p.at, p.user_id`.execute(db);
  return rows;
}

/** A person `p` of whom nobody knows but the roster: no user is hers, and none that was is still remembered. */
const isNobodys = (companyId: string) => sql`
  not exists (select from links l where l.company_id = ${companyId} and l.person_id = p.person_id)
  and not exists (select from steps d where d.company_id = ${companyId} and d.person_id = p.person_id
    and d.outcome = 'applied' and d.do_what = 'delete' and d.erased_at is null)`;

/** People whom every template of the company that knows them has found gone, the longest gone first. */
export async function readGonePeople(
  db: Kysely<Tables>,
  companyId: string,
  until: Date,
  limit: number,
): Promise<Past[]> {
  const { rows } = await sql<Past>`
    select null::uuid as user, p.person_id as person, max(p.gone_at) as at
    from sync_templates t join roster p on p.template_id = t.id
    where t.company_id = ${companyId} and not p.present and p.gone_at <= ${until} and ${isNobodys(companyId)}
      and not exists (select from sync_templates o join roster r on r.template_id = o.id and r.person_id = p.person_id
        where o.company_id = ${companyId} and (r.present or r.gone_at > ${until}))
    group by p.person_id order by max(p.gone_at), p.person_id limit ${limit}`.execute(db);
  return rows;
}

/**
 * People who never had a user and whom no roster knows, because the template that read them is gone or began afresh: they
 * stand in steps that were withheld, in words about them and in the errors of runs.
 */
export async function readUnlistedPeople(
  db: Kysely<Tables>,
  companyId: string,
  until: Date,
  limit: number,
): Promise<Past[]> {
  const { rows } = await sql<Past>`
    with told as (
      select s.person_id, s.at from steps s
      where s.company_id = ${companyId} and s.user_id is null and s.person_id is not null and s.erased_at is null
        and s.outcome <> 'preview' and s.at <= ${until}
      union all
      select n->>'person', r.nominal_at from deleted_templates t join runs r on r.template_id = t.id
        cross join lateral jsonb_array_elements(r.error->'people') n
      where t.company_id = ${companyId} and r.error ? 'people' and n->>'person' <> ${NOBODY})
    select null::uuid as user, p.person_id as person, max(p.at) as at from told p
    where ${isNobodys(companyId)}
      and not exists (select from sync_templates o join roster r on r.template_id = o.id and r.person_id = p.person_id
        where o.company_id = ${companyId})
      and not exists (select from steps d where d.company_id = ${companyId} and d.person_id = p.person_id and d.at > ${until})
    group by p.person_id having max(p.at) <= ${until} order by max(p.at), p.person_id limit ${limit}`.execute(
    db,
  );
  return rows;
}
