// Links that work once: taking one deletes it, so that of two who take it at the same time one does. Only a hash is kept.
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export interface OneTimeLink {
  hash: Buffer;
  purpose: 'invitation' | 'firstAdministrator';
  /** Whom an invitation is for. */
  administratorId: string | null;
  /** In ms. */
  now: number;
  expiresAt: number;
}

/** A new invitation ends the ones before it. */
export async function writeLink(db: Kysely<Tables>, link: OneTimeLink): Promise<void> {
  if (link.administratorId !== null) await endInvitations(db, link.administratorId);
  await db
    .insertInto('one_time_links')
    .values({
      hash: link.hash,
      purpose: link.purpose,
      administrator_id: link.administratorId,
      created_at: new Date(link.now),
      expires_at: new Date(link.expiresAt),
    })
    .execute();
}

export async function endInvitations(db: Kysely<Tables>, administratorId: string): Promise<void> {
  await db.deleteFrom('one_time_links').where('administrator_id', '=', administratorId).execute();
}

/** Whom the invitation is for; null: there is none, or it is over. */
export async function readInvitation(db: Kysely<Tables>, hash: Buffer, now: number): Promise<string | null> {
  const row = await db
    .selectFrom('one_time_links')
    .select('administrator_id')
    .where('hash', '=', hash)
    .where('purpose', '=', 'invitation')
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return row?.administrator_id ?? null;
}

/** Uses the link up. null: there is none, it is over or has been used. */
export async function takeLink(
  trx: Transaction<Tables>,
  hash: Buffer,
  purpose: OneTimeLink['purpose'],
  now: number,
): Promise<{ administratorId: string | null } | null> {
  const row = await trx
    .deleteFrom('one_time_links')
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', new Date(now))
    .returning('administrator_id')
    .executeTakeFirst();
  return row ? { administratorId: row.administrator_id } : null;
}

/** After the first administrator there is no other first. */
export async function endFirstLinks(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('one_time_links').where('purpose', '=', 'firstAdministrator').execute();
}

/** Until the transaction ends, nobody else makes a first administrator. */
export async function lockFirstAdministrator(trx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('first administrator'))`.execute(trx);
}
