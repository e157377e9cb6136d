// Runs whose process died stand as running until somebody looks: here they are marked as what they are, failed, with
// nothing of them applied (R14). Starting them again is jobs/orphans.ts.
import type { Database } from '../store/database.ts';
import { openTemplateLock, readUnheldRuns } from '../store/runs-lock.ts';
import { markInterrupted } from '../store/runs.ts';

/** at: ms. The ids of the runs that were marked. */
export async function markDeadRuns(database: Database, at: number): Promise<string[]> {
  const marked: string[] = [];
  const dead = await readUnheldRuns(database.kysely);
  for (const templateId of new Set(dead.map((run) => run.templateId))) {
    const lock = await openTemplateLock(database, templateId, { wait: false });
    // It has come to life in between: whoever begins marks the dead himself.
    if (typeof lock === 'string') continue;
    try {
      marked.push(...(await markInterrupted(database.kysely, templateId, new Date(at))));
    } finally {
      await lock.close();
    }
  }
  return marked;
}
