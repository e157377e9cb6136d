// The one person whom a run is for: who she turned out to be, and what stands for her once she is forgotten.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** In the run's row and in the order that it carries out, which may have had a sign-in name for her. */
export async function writeRunPerson(db: Kysely<Tables>, runId: string, person: string): Promise<void> {
  await sql`
    update runs set person_id = ${person},
      request = case when request ? 'person' then jsonb_set(request, '{person}', to_jsonb(${person}::text)) else request end
    where id = ${runId} and person_id is distinct from ${person}`.execute(db);
}

/** In every run of the company, of templates that are deleted too. as: by place in the list. */
export async function writeRunsForgotten(
  db: Kysely<Tables>,
  companyId: string,
  people: readonly { person: string; as: string }[],
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update runs r set person_id = e.as_id,
      request = case when r.request ? 'person' then jsonb_set(r.request, '{person}', to_jsonb(e.as_id)) else r.request end
    from unnest(${people.map((one) => one.person)}::text[], ${people.map((one) => one.as)}::text[]) as e(person_id, as_id)
    where r.person_id = e.person_id and r.template_id in (
      select id from sync_templates where company_id = ${companyId}
      union all select id from deleted_templates where company_id = ${companyId})`.execute(db);
}
