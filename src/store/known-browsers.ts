// Browsers that somebody has signed in from. Only a hash of what each carries is kept.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export async function isKnownBrowser(
  db: Kysely<Tables>,
  hash: Buffer,
  administratorId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('known_browsers')
    .select('hash')
    .where('hash', '=', hash)
    .where('administrator_id', '=', administratorId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function writeKnownBrowser(
  db: Kysely<Tables>,
  hash: Buffer,
  administratorId: string,
  now: number,
): Promise<void> {
  const used = { administrator_id: administratorId, used_at: new Date(now) };
  await db
    .insertInto('known_browsers')
    .values({ hash, ...used })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(used))
    .execute();
}

/** Whoever knew the old password may have signed in from somewhere. */
export async function forgetBrowsers(db: Kysely<Tables>, administratorId: string): Promise<void> {
  await db.deleteFrom('known_browsers').where('administrator_id', '=', administratorId).execute();
}
