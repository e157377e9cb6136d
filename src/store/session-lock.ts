// Session locks of PostgreSQL on a connection of their own: held by a process until it lets go, and free at once when it dies or
// its line breaks.
import type pg from 'pg';

export interface LockSession {
  client: pg.PoolClient;
  /**
   * The server ends a session that says nothing for long (database.ts), so that a process that was cut off does not hold its
   * lock for ever; whoever lives says something. Gives back how to stop.
   */
  keep: (everyMs: number) => () => void;
  /** isBroken: ends the session, and with it whatever it had locked. */
  release: (isBroken: boolean) => void;
}

export async function openLockSession(pool: pg.Pool): Promise<LockSession> {
  const client = await pool.connect();
  // A broken line shows at the next query; without a listener Node would end the process at once.
  const ignore = () => undefined;
  client.on('error', ignore);
  return {
    client,
    keep(everyMs) {
      const timer = setInterval(() => void client.query('select 1').catch(ignore), everyMs);
      timer.unref();
      return () => clearInterval(timer);
    },
    release(isBroken) {
      client.off('error', ignore);
      client.release(isBroken);
    },
  };
}

/** Never waits. */
export async function tryLock(client: pg.PoolClient, name: string): Promise<boolean> {
  const answer = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [name],
  );
  return answer.rows[0]?.locked ?? false;
}

/** False when the connection is gone: the lock went with it. */
export async function unlock(client: pg.PoolClient, name: string): Promise<boolean> {
  return client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).then(
    () => true,
    () => false,
  );
}
