// Deletes what opens nothing any more: sessions, links and sign-ins that are over, counts that are forgotten. Whether they count is decided where they are read; this only keeps the tables small.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

const DAY_MS = 24 * 3_600_000;
/** A browser that has not been signed in from for a year is no known one any more. */
const BROWSER_DAYS = 365;

/** So long a link to a phone's secret still says that it has been used. */
const PHONE_LINK_DAYS = 90;

/** now: in ms. */
export async function pruneAccess(db: Kysely<Tables>, now: number): Promise<void> {
  const [at, yesterday] = [new Date(now), new Date(now - DAY_MS)];
  await db.deleteFrom('sessions').where('expires_at', '<=', at).execute();
  await db.deleteFrom('one_time_links').where('expires_at', '<=', at).execute();
  const quarterAgo = new Date(now - PHONE_LINK_DAYS * DAY_MS);
  await db.deleteFrom('phone_links').where('expires_at', '<', quarterAgo).execute();
  await db.deleteFrom('oidc_sign_ins').where('expires_at', '<=', at).execute();
  await db.deleteFrom('sign_in_failures').where('last_at', '<', yesterday).execute();
  const longAgo = new Date(now - BROWSER_DAYS * DAY_MS);
  await db.deleteFrom('known_browsers').where('used_at', '<', longAgo).execute();
}
