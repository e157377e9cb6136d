// One run per sync template at a time over all processes, and at most one that waits for it: two session locks of
// PostgreSQL on a connection of their own. Whoever holds the first is the run; when its process dies the lock is
// free at once (R14). What a run may write is guarded by the fence as well (runs.ts): a lost connection loses the lock.
import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import { FenceLost } from './runs.ts';
import { openLockSession, tryLock, unlock } from './session-lock.ts';
import type { Tables } from './tables.ts';

export interface TemplateLock {
  /** Throws FenceLost when the session is gone: the database was restarted or the line broke, and what was staged may be
   * gone with it (staging is not logged). */
  readIsHeld(): Promise<void>;
  close(): Promise<void>;
}

/** Short enough that nobody notices, long enough to cost the database nothing. */
const ASK_AGAIN_MS = 150;
/** Well within what the server grants; a small run has ended before the first. */
const KEEP_EVERY_MS = 2_000;

/** 'busy': a run is going and another already waits for it. 'aborted': called off while waiting. */
export async function openTemplateLock(
  database: Database,
  templateId: string,
  options: { wait: boolean; signal?: AbortSignal | undefined },
): Promise<TemplateLock | 'busy' | 'aborted'> {
  const { client, keep, release } = await openLockSession(database.pool);
  const running = `run ${templateId}`;
  try {
    const isLocked = await tryLock(client, running);
    const taken = isLocked || (options.wait && (await waitInLine(client, templateId, options.signal)));
    if (taken !== true) {
      release(false);
      return taken === false ? 'busy' : taken;
    }
  } catch (error) {
    release(true);
    throw error;
  }
  const stopKeeping = keep(KEEP_EVERY_MS);
  return {
    async readIsHeld() {
      await client.query('select 1').catch((cause: unknown) => {
        throw new FenceLost('The connection that holds the lock is gone.', { cause });
      });
    },
    async close() {
      stopKeeping();
      release(!(await unlock(client, running)));
    },
  };
}

/** Runs whose row says that they are going although nobody holds their template: their processes are gone. */
export async function readUnheldRuns(db: Kysely<Tables>): Promise<{ id: string; templateId: string }[]> {
  const { rows } = await sql<{ id: string; templateId: string }>`
    select r.id, r.template_id as "templateId" from runs r
    where r.state = 'running' and not exists (
      select from pg_locks l
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('run ' || r.template_id, 0))`.execute(
    db,
  );
  return rows;
}

async function waitInLine(
  client: PoolClient,
  templateId: string,
  signal: AbortSignal | undefined,
): Promise<boolean | 'aborted'> {
  const line = `line ${templateId}`;
  if (!(await tryLock(client, line))) return false;
  let isOurs = await tryLock(client, `run ${templateId}`);
  while (!isOurs && signal?.aborted !== true) {
    await pause(ASK_AGAIN_MS, undefined, signal && { signal }).catch(() => undefined);
    isOurs = await tryLock(client, `run ${templateId}`);
  }
  await unlock(client, line);
  if (isOurs && signal?.aborted) await unlock(client, `run ${templateId}`);
  return signal?.aborted ? 'aborted' : true;
}
