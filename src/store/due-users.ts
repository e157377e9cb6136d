// Users of a template who are leaving and not held, for whoever is told who is deleted soon. When that is, is decided in
// plan/due.ts from when each was missed. Reads only.
import { type Kysely, sql } from 'kysely';
import type { ToldPerson } from '../plan/told.ts';
import { isHeldAt } from './links.ts';
import type { Tables } from './tables.ts';

const leaving = (templateId: string, at: Date) =>
  sql`l.template_id = ${templateId}::uuid and l.missing_since is not null and not ${isHeldAt(at)}`;

/** Moments at which some were missed, up to one, with how many. */
export async function readMissedMoments(
  db: Kysely<Tables>,
  templateId: string,
  until: Date,
  at: Date,
): Promise<{ since: Date; count: number }[]> {
  const { rows } = await sql<{ since: Date; count: number }>`
    select l.missing_since as since, count(*) as count from links l
    where ${leaving(templateId, at)} and l.missing_since <= ${until}
    group by l.missing_since order by l.missing_since`.execute(db);
  return rows;
}

/** Who was missed at these moments, the earliest first. */
export async function readMissedUsers(
  db: Kysely<Tables>,
  templateId: string,
  moments: readonly Date[],
  { at, limit }: { at: Date; limit: number },
): Promise<(ToldPerson & { since: Date })[]> {
  if (moments.length === 0) return [];
  const { rows } = await sql<ToldPerson & { since: Date }>`
    select l.person_id as person, l.user_id as user, concat_ws(' ', u.name, u.surname) as name, l.missing_since as since
    from links l join users u on u.id = l.user_id
    where ${leaving(templateId, at)} and l.missing_since = any(${moments}::timestamptz[])
    order by l.missing_since, u.search, l.person_id limit ${limit}`.execute(db);
  return rows;
}
