// What only one process at a time may do to a database before it is used: others wait for their turn. The lock goes with
// its session, so a process that dies in the middle holds up nobody.
import type { Database } from './database.ts';

const NAME = 'setup';

export async function withSetupLock<T>({ pool }: Database, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [NAME]);
    const done = await work();
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [NAME]);
    isBroken = false;
    return done;
  } finally {
    // A session that is not in order ends, and with it the lock.
    client.release(isBroken);
  }
}
