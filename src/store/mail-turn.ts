// One sender of mails at a time over all processes, so that rate and order hold: a session lock of PostgreSQL on a connection
// of its own. Everything that a sender writes goes through that connection: whoever has lost it can not say that a mail was
// handed over, and so does not hand it over.
import { Kysely, PostgresDialect } from 'kysely';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import { openLockSession, tryLock, unlock } from './session-lock.ts';
import type { Tables } from './tables.ts';

export interface MailTurn {
  /** The connection that holds the turn. */
  db: Kysely<Tables>;
  close(): Promise<void>;
}

const NAME = 'mail sender';
/** Well within what the server grants a session that says nothing (database.ts). */
const KEEP_EVERY_MS = 5_000;

/** Null: another has it. */
export async function openMailTurn({ pool }: Database): Promise<MailTurn | null> {
  const { client, keep, release } = await openLockSession(pool);
  try {
    if (!(await tryLock(client, NAME))) {
      release(false);
      return null;
    }
  } catch (error) {
    release(true);
    throw error;
  }
  const stopKeeping = keep(KEEP_EVERY_MS);
  return {
    db: openOn(client),
    async close() {
      stopKeeping();
      release(!(await unlock(client, NAME)));
    },
  };
}

/** The query builder on this one connection. */
function openOn(client: PoolClient): Kysely<Tables> {
  const lent = new Proxy(client, {
    get: (target, key) => {
      if (key === 'release') return () => undefined;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const pool = { connect: async () => lent, end: async () => undefined, options: {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
