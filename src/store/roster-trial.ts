// Everybody whom a template has read, with facts, link and user, for trying a mapping on them: one look at one moment, in
// slices. And the names of a few people. Writes nothing but a temporary table's rows.
import { type Kysely, sql } from 'kysely';
import { applyPlannedTable } from './roster-planned.ts';
import type { Tables } from './tables.ts';

/** Gathers everybody in scope but for the filter, and all linked people; returns how many. */
export async function applyTrialPeople(
  db: Kysely<Tables>,
  template: { id: string; companyId: string },
): Promise<number> {
  await applyPlannedTable(db);
  await sql`
    insert into planned_people
    select person_id from roster where template_id = ${template.id} and present and not excluded
    union select person_id from links where company_id = ${template.companyId} and template_id = ${template.id}`.execute(
    db,
  );
  const { rows } = await sql<{ n: number }>`select count(*) as n from planned_people`.execute(db);
  const people = rows[0]?.n ?? 0;
  if (people > 1_000) await sql`analyze planned_people`.execute(db);
  return people;
}

/** Object id → display name, where there is one. */
export async function readPeopleNames(
  db: Kysely<Tables>,
  templateId: string,
  people: readonly string[],
): Promise<Map<string, string>> {
  if (people.length === 0) return new Map();
  const { rows } = await sql<{ person: string; name: string }>`
    select person_id as person, coalesce(facts->>'displayName', facts->>'userPrincipalName') as name
    from roster where template_id = ${templateId} and person_id = any(${people}::text[])`.execute(db);
  return new Map(rows.flatMap(({ person, name }) => (name === null ? [] : [[person, name] as const])));
}
