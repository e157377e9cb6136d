// One sender of mails at a time over all processes, so that rate and order hold: a session lock of PostgreSQL on a connection
// of its own. Everything that a sender writes goes through that connection: whoever has lost it can not say that a mail was
// handed over, and so does not hand it over.
import { Kysely, PostgresDialect } from 'kysely';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
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
  const client = await pool.connect();
  // A broken line shows at the next query; without a listener Node would end the process at once.
  const ignore = () => undefined;
  client.on('error', ignore);
  const release = (isBroken: boolean) => {
    client.off('error', ignore);
    client.release(isBroken);
  };
  try {
    if (!(await tryLock(client))) {
      release(false);
      return null;
    }
  } catch (error) {
    // Ends the session and with it whatever it had locked.
    release(true);
    throw error;
  }
  const timer = setInterval(() => void client.query('select 1').catch(ignore), KEEP_EVERY_MS);
  timer.unref();
  return {
    db: openOn(client),
    async close() {
      clearInterval(timer);
      const isUnlocked = await client
        .query('select pg_advisory_unlock(hashtextextended($1, 0))', [NAME])
        .catch(() => null);
      release(isUnlocked === null);
    },
  };
}

async function tryLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [NAME],
  );
  return rows[0]?.locked ?? false;
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
