// Whom a run withholds something of, by name, for whoever is told of it. Reads only.
import { type Kysely, sql } from 'kysely';
import type { ToldPerson } from '../plan/told.ts';
import type { Tables } from './tables.ts';

/** The first of them by name. */
export async function readWithheldPeople(
  db: Kysely<Tables>,
  runId: string,
  kind: string,
  limit: number,
): Promise<ToldPerson[]> {
  const { rows } = await sql<ToldPerson>`
    select s.person_id as person, s.user_id as user,
      coalesce(r.facts->>'displayName', nullif(concat_ws(' ', u.name, u.surname), ''), s.alias, s.person_id, '') as name
    from steps s
    left join roster r on r.template_id = s.template_id and r.person_id = s.person_id
    left join users u on u.id = s.user_id
    where s.run_id = ${runId} and s.outcome = 'withheld' and s.kind = ${kind}
    order by search_fold(coalesce(r.facts->>'displayName', s.alias, '')), s.id limit ${limit}`.execute(db);
  return rows;
}
