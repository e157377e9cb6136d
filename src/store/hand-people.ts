// What an administrator's deed has to know of a person: whether the template has read her, who keeps her user, and
// whether she is ignored. Reads only.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface PersonInTemplate {
  /** The template has read anybody at all. */
  hasRead: boolean;
  /** … and her. */
  isRead: boolean;
  /** … and found her in scope the last time. */
  isPresent: boolean;
  displayName: string | null;
  /** Template and user of her link, by whichever template of the company. */
  linkTemplate: string | null;
  linkUser: string | null;
  linkAlias: string | null;
}

/** null: the company has no such template. */
export async function readPersonInTemplate(
  db: Kysely<Tables>,
  companyId: string,
  templateId: string,
  person: string,
): Promise<PersonInTemplate | null> {
  const { rows } = await sql<PersonInTemplate>`
    select t.last_complete_read_at is not null as "hasRead", r.person_id is not null as "isRead",
      coalesce(r.present and not r.excluded and not r.filtered_out, false) as "isPresent", r.facts->>'displayName' as "displayName",
      l.template_id as "linkTemplate", l.user_id as "linkUser", u.alias as "linkAlias"
    from sync_templates t
    left join roster r on r.template_id = t.id and r.person_id = ${person}
    left join links l on l.company_id = t.company_id and l.person_id = ${person}
    left join users u on u.id = l.user_id
    where t.id = ${templateId} and t.company_id = ${companyId}`.execute(db);
  return rows[0] ?? null;
}

/** Whether a template of the company ignores that person, for whatever time. */
export async function readIgnored(
  db: Kysely<Tables>,
  companyId: string,
  templateId: string,
  person: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('ignored_people')
    .innerJoin('sync_templates', 'sync_templates.id', 'ignored_people.template_id')
    .select('ignored_people.person_id')
    .where('sync_templates.company_id', '=', companyId)
    .where('ignored_people.template_id', '=', templateId)
    .where('ignored_people.person_id', '=', person)
    .executeTakeFirst();
  return row !== undefined;
}
