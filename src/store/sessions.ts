// Sessions of people who signed in, found by the hash of their token together with who they are and what they may right
// now: a role taken away counts from the next request on. When a session is over is access/session-policy's.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface StoredSession {
  id: string;
  csrf: string;
  /** Times in ms. */
  seenAt: number;
  rotatedAt: number;
  expiresAt: number;
  isPrevious: boolean;
  administrator: { id: string; name: string; role: string; companyId: string | null };
}

/** null: there is none, or the person has been shut out. */
export async function readSession(db: Kysely<Tables>, hash: Buffer): Promise<StoredSession | null> {
  const row = await selectSessions(db)
    .where((where) => where.or([where('s.token_hash', '=', hash), where('s.previous_hash', '=', hash)]))
    .executeTakeFirst();
  return row ? mapSession(row, !row.token_hash.equals(hash)) : null;
}

/** The same of one that was found before, whatever its token is by now. */
export async function readSessionById(db: Kysely<Tables>, id: string): Promise<StoredSession | null> {
  const row = await selectSessions(db).where('s.id', '=', id).executeTakeFirst();
  return row ? mapSession(row, false) : null;
}

const selectSessions = (db: Kysely<Tables>) =>
  db
    .selectFrom('sessions as s')
    .innerJoin('administrators as a', 'a.id', 's.administrator_id')
    .select(['s.id', 's.csrf', 's.seen_at', 's.rotated_at', 's.expires_at', 's.token_hash'])
    .select(['a.id as administrator_id', 'a.first_name', 'a.last_name', 'a.role', 'a.company_id'])
    .where('a.disabled', '=', false);

type SessionRow = Awaited<ReturnType<ReturnType<typeof selectSessions>['executeTakeFirstOrThrow']>>;

function mapSession(row: SessionRow, isPrevious: boolean): StoredSession {
  return {
    id: row.id,
    csrf: row.csrf,
    seenAt: row.seen_at.getTime(),
    rotatedAt: row.rotated_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    isPrevious,
    administrator: {
      id: row.administrator_id,
      name: `${row.first_name} ${row.last_name}`,
      role: row.role,
      companyId: row.company_id,
    },
  };
}

export interface NewSession {
  id: string;
  administratorId: string;
  hash: Buffer;
  csrf: string;
  method: 'password' | 'oidc' | 'link';
  /** Times in ms. */
  now: number;
  expiresAt: number;
  address: string | null;
  userAgent: string | null;
}

export async function writeSession(db: Kysely<Tables>, session: NewSession): Promise<void> {
  const now = new Date(session.now);
  await db
    .insertInto('sessions')
    .values({
      id: session.id,
      administrator_id: session.administratorId,
      token_hash: session.hash,
      previous_hash: null,
      rotated_at: now,
      csrf: session.csrf,
      method: session.method,
      created_at: now,
      seen_at: now,
      expires_at: new Date(session.expiresAt),
      address: session.address,
      user_agent: session.userAgent,
    })
    .execute();
}

/** Whether this request is the one whose browser gets the new token: of several at once only one is. */
export async function rotateSession(
  db: Kysely<Tables>,
  id: string,
  { from, to, now }: { from: Buffer; to: Buffer; now: number },
): Promise<boolean> {
  const at = new Date(now);
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ token_hash: to, previous_hash: from, rotated_at: at, seen_at: at })
    .where('id', '=', id)
    .where((where) => where.or([where('token_hash', '=', from), where('previous_hash', '=', from)]))
    // Two requests with the old token: the first moves this on, the second finds it moved.
    .where('rotated_at', '<', new Date(now - 1000))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function touchSession(db: Kysely<Tables>, id: string, now: number): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ seen_at: new Date(now), previous_hash: null })
    .where('id', '=', id)
    .execute();
}

/** Makes the next request of each session of the person change its token. */
export async function forceRotation(db: Kysely<Tables>, administratorId: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ rotated_at: sql<Date>`'epoch'` })
    .where('administrator_id', '=', administratorId)
    .execute();
}

export interface ListedSession {
  id: string;
  method: NewSession['method'];
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
  address: string | null;
  userAgent: string | null;
}

/** The person's sessions, last seen first, also those that are over by their idle time. */
export async function readSessions(
  db: Kysely<Tables>,
  administratorId: string,
  now: number,
): Promise<ListedSession[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('administrator_id', '=', administratorId)
    .where('expires_at', '>', new Date(now))
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    method: row.method as NewSession['method'],
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    address: row.address,
    userAgent: row.user_agent,
  }));
}

/** Ends the person's sessions and tells how many there were. only, but: the id of one that it is about, or is spared. */
export async function endSessions(
  db: Kysely<Tables>,
  administratorId: string,
  which: { only?: string; but?: string } = {},
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('administrator_id', '=', administratorId)
    .$if(which.only !== undefined, (query) => query.where('id', '=', which.only ?? ''))
    .$if(which.but !== undefined, (query) => query.where('id', '!=', which.but ?? ''))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Whoever signs in leaves the session that the browser had before, its own or one that was put there. */
export async function endSessionByHash(db: Kysely<Tables>, hash: Buffer): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((where) => where.or([where('token_hash', '=', hash), where('previous_hash', '=', hash)]))
    .execute();
}
