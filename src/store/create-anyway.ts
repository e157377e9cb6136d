// The word "create anyway": people who are made users although a user that no sync keeps is like them. Kept until it is
// used or taken back; said and taken back by steps of deeds (apply-deeds.ts). Decides nothing.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface CreateAnywayWord {
  why: string | null;
  by: unknown;
  at: Date;
}

/** By person. */
export async function readCreateAnyway(
  db: Kysely<Tables>,
  templateId: string,
  people: readonly string[],
): Promise<Map<string, CreateAnywayWord>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('create_anyway')
    .select(['person_id', 'why', 'said_by', 'at'])
    .where('template_id', '=', templateId)
    .where('person_id', 'in', [...people])
    .execute();
  return new Map(rows.map((row) => [row.person_id, { why: row.why, by: row.said_by, at: row.at }]));
}

/** Whoever has a user by now, made or linked, needs the word no more; if she loses it she is looked at afresh. */
export async function deleteUsedWords(db: Kysely<Tables>, companyId: string): Promise<void> {
  await sql`
    delete from create_anyway a using sync_templates t, links l
    where t.company_id = ${companyId} and a.template_id = t.id and l.company_id = t.company_id and l.person_id = a.person_id`.execute(
    db,
  );
}
