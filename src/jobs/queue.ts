// The queue that runs wait in: pg-boss in the program's own database, on the program's own connections. A job is a run's
// row and has its id; nothing else is in it, so nothing secret can be. Retries, orphans and who is served next are decided
// here in jobs/, not by pg-boss: a retry is a run of its own in the history.
import { fromKysely, PgBoss } from 'pg-boss';
import type { JobInsert } from 'pg-boss';
import type { Kysely } from 'kysely';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { withSetupLock } from '../store/setup-lock.ts';
import type { Tables } from '../store/tables.ts';
import { openRunFeed } from './run-feed.ts';
import type { RunFeed } from './run-feed.ts';

export const QUEUE = 'runs';

export interface Queue {
  database: Database;
  boss: PgBoss;
  /** What becomes of runs, in whichever process. */
  feed: RunFeed;
  close(): Promise<void>;
}

/** Longer than any run takes (pg-boss knows no more than a day); whether its worker lives is jobs/orphans.ts. */
const LONGEST_SECONDS = 23 * 3_600;
/** An ended job says nothing that the run's row does not. */
const KEEP_ENDED_SECONDS = 3_600;

/** maintains: this process also tidies the queue's tables; some process should. */
export async function openQueue(
  database: Database,
  options: { maintains: boolean; log: Log },
): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.pool.query(text, values) },
    supervise: options.maintains,
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => options.log.warn('The queue met trouble.', { error }));
  // Several processes that start on a new database would make pg-boss's tables at once, and all but one would fail.
  await withSetupLock(database, () => startBoss(boss));
  const feed = openRunFeed(database);
  const close = async () => {
    await feed.close();
    await boss.stop({ graceful: false, close: false });
  };
  let closing: Promise<void> | null = null;
  return { database, boss, feed, close: () => (closing ??= close()) };
}

async function startBoss(boss: PgBoss): Promise<void> {
  await boss.start();
  await boss.createQueue(QUEUE, {
    // One active job a key, and the key is the template: whatever else goes wrong, two runs never start at once.
    policy: 'singleton',
    // What pg-boss calls a retry is a job that was put back (settle.ts), after this pause: soon enough after a short run
    // of the command line, seldom enough during a long one.
    retryLimit: 100_000,
    retryDelay: 2,
    expireInSeconds: LONGEST_SECONDS,
    deleteAfterSeconds: KEEP_ENDED_SECONDS,
  });
}

/** For jobs that are sent, cancelled or completed in the caller's transaction. */
export function inTransaction(trx: Kysely<Tables>) {
  return { db: fromKysely(trx) };
}

export interface QueuedJob {
  run: string;
  templateId: string;
  companyId: string;
  /** Higher is served first. */
  priority: number;
  afterSeconds: number;
}

export function presentJob({ run, templateId, companyId, priority, afterSeconds }: QueuedJob): JobInsert {
  return {
    id: run,
    singletonKey: templateId,
    group: { id: companyId },
    priority,
    startAfter: afterSeconds,
  };
}
