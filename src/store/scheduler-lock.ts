// One process starts the scheduled runs of a database at a time: a session lock of PostgreSQL on a connection
// of its own. When its process or its connection dies, the lock is free and another process takes over.
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

const NAME = 'scheduler';

export interface SchedulerLock {
  /** False when the connection, and the lock with it, is gone. */
  isHeld(): Promise<boolean>;
  close(): Promise<void>;
}

/** null: another process is the scheduler. */
export async function openSchedulerLock(database: Database): Promise<SchedulerLock | null> {
  const client = await database.pool.connect();
  try {
    const answer = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [NAME],
    );
    if (answer.rows[0]?.locked) return holdLock(client);
    client.release();
    return null;
  } catch (error) {
    // Ends the session and with it whatever it had locked.
    client.release(true);
    throw error;
  }
}

function holdLock(client: PoolClient): SchedulerLock {
  // A connection that breaks while it is idle says so by an event; the next question tells it as well.
  const ignore = () => undefined;
  client.on('error', ignore);
  const ask = (query: string) =>
    client.query(query, query.includes('$1') ? [NAME] : []).then(
      () => true,
      () => false,
    );
  return {
    isHeld: () => ask('select 1'),
    async close() {
      const isFree = await ask('select pg_advisory_unlock(hashtextextended($1, 0))');
      client.off('error', ignore);
      client.release(!isFree);
    },
  };
}
