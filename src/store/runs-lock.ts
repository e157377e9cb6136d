// One run per sync template at a time over all processes, and at most one that waits for it: two session locks of
// PostgreSQL on a connection of their own. Whoever holds the first is the run; when its process dies the lock is
// free at once (R14). What a run may write is guarded by the fence as well (runs.ts): a lost connection loses the lock.
import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

export interface TemplateLock {
  close(): Promise<void>;
}

/** Short enough that nobody notices, long enough to cost the database nothing. */
const ASK_AGAIN_MS = 150;

/** 'busy': a run is going and another already waits for it. */
export async function openTemplateLock(
  database: Database,
  templateId: string,
  options: { wait: boolean; signal?: AbortSignal | undefined },
): Promise<TemplateLock | 'busy'> {
  const client = await database.pool.connect();
  const running = `run ${templateId}`;
  try {
    if (!(await tryLock(client, running))) {
      const taken = options.wait && (await waitInLine(client, templateId, options.signal));
      if (!taken) {
        client.release();
        return 'busy';
      }
    }
  } catch (error) {
    // Ends the session and with it whatever it had locked.
    client.release(true);
    throw error;
  }
  return { close: async () => client.release(!(await unlock(client, running))) };
}

async function waitInLine(client: PoolClient, templateId: string, signal?: AbortSignal): Promise<boolean> {
  const line = `line ${templateId}`;
  if (!(await tryLock(client, line))) return false;
  while (!(await tryLock(client, `run ${templateId}`))) {
    await pause(ASK_AGAIN_MS, undefined, signal ? { signal } : {});
  }
  await unlock(client, line);
  return true;
}

async function tryLock(client: PoolClient, name: string): Promise<boolean> {
  const answer = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [name],
  );
  return answer.rows[0]?.locked ?? false;
}

/** False when the connection is gone: the lock went with it. */
async function unlock(client: PoolClient, name: string): Promise<boolean> {
  return client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).then(
    () => true,
    () => false,
  );
}
