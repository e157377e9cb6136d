// Whom a run has made users, as notices name them. Reads only.
import { type Kysely, sql } from 'kysely';
import type { ToldUser } from '../plan/told.ts';
import type { Tables } from './tables.ts';

/** By alias, the first of them, as the run has left them. */
export async function readCreatedUsers(
  db: Kysely<Tables>,
  runId: string,
  limit: number,
): Promise<ToldUser[]> {
  const { rows } = await sql<ToldUser>`
    select u.id as "user", s.person_id as person, u.alias, u.name, u.surname, u.email, u.pstn_fixed as "pstnFixed", u.extension
    from steps s join users u on u.id = s.user_id
    where s.run_id = ${runId} and s.outcome = 'applied' and s.do_what = 'create'
    order by u.alias_key, u.id limit ${limit}`.execute(db);
  return rows;
}
