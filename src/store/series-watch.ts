// When each company's number series are looked at next; a row for each company that has series (a trigger makes it). Taking one
// is a lease: whoever dies over it is followed by another.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Numbers were given: looked at as soon as somebody comes round to it. Nothing where the company has no series. */
export async function writeSeriesDue(db: Kysely<Tables>, companyId: string): Promise<void> {
  await sql`
    update series_watch set look_at = 'epoch' where company_id = ${companyId} and look_at > 'epoch'`.execute(
    db,
  );
}

/** A company whose time has come, for whoever asks first; null: there is none. */
export async function claimSeriesLook(db: Kysely<Tables>, now: Date, lease: Date): Promise<string | null> {
  const { rows } = await sql<{ company: string }>`
    update series_watch set look_at = ${lease} where company_id = (
      select company_id from series_watch where look_at <= ${now} order by look_at limit 1 for update skip locked)
    returning company_id as company`.execute(db);
  return rows[0]?.company ?? null;
}

/** Done, unless numbers were given meanwhile. */
export async function writeSeriesLooked(
  db: Kysely<Tables>,
  companyId: string,
  { lease, next }: { lease: Date; next: Date },
): Promise<void> {
  await db
    .updateTable('series_watch')
    .set({ look_at: next })
    .where('company_id', '=', companyId)
    .where('look_at', '=', lease)
    .execute();
}
