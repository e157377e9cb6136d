// What is said of one user beside its values: which fields its template rules, what is pinned, whether and by whom it is
// held. Reads only.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface UserLink {
  mode: string;
  mappedFields: string[];
  pinned: Record<string, string | null>;
  held: boolean;
  heldUntil: Date | null;
  heldWhy: string | null;
  heldBy: unknown;
  heldAt: Date | null;
}

/** null: no sync keeps the user. */
export async function readUserLink(
  db: Kysely<Tables>,
  companyId: string,
  userId: string,
): Promise<UserLink | null> {
  const { rows } = await sql<UserLink>`
    select t.mode, l.pinned, l.held, l.held_until as "heldUntil", l.held_why as "heldWhy", l.held_by as "heldBy", l.held_at as "heldAt",
      array(select jsonb_object_keys(t.settings->'fieldMapping')) ||
      array(select 'fields.' || key from jsonb_object_keys(t.settings->'userFieldMapping') as key) as "mappedFields"
    from links l join sync_templates t on t.id = l.template_id
    where l.company_id = ${companyId} and l.user_id = ${userId}::uuid`.execute(db);
  return rows[0] ?? null;
}
