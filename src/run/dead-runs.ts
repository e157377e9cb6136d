// Runs whose process died stand as running until somebody looks: here they are marked as what they are, failed, with
// nothing of them applied (R14), and count as trouble of their template. Starting them again is jobs/orphans.ts.
import type { Kysely } from 'kysely';
import { readCompany } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import { openTemplateLock, readUnheldRuns } from '../store/runs-lock.ts';
import { interrupted, markInterrupted } from '../store/runs.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { applyIncidents } from './incidents.ts';

/** at: ms. The ids of the runs that were marked. */
export async function markDeadRuns(database: Database, at: number): Promise<string[]> {
  const marked: string[] = [];
  const dead = await readUnheldRuns(database.kysely);
  for (const templateId of new Set(dead.map((run) => run.templateId))) {
    const lock = await openTemplateLock(database, templateId, { wait: false });
    // It has come to life in between: whoever begins marks the dead himself.
    if (typeof lock === 'string') continue;
    try {
      marked.push(...(await endDeadRuns(database, templateId, at)));
    } finally {
      await lock.close();
    }
  }
  return marked;
}

/** Only whoever holds the template's lock calls it. at: ms. The ids of the runs that were marked. */
export async function endDeadRuns({ kysely }: Database, templateId: string, at: number): Promise<string[]> {
  return kysely.transaction().execute(async (db) => {
    const dead = await markInterrupted(db, templateId, new Date(at));
    const last = dead.findLast(({ isOfAll }) => isOfAll);
    if (last !== undefined) await applyDeath(db, templateId, last);
    return dead.map(({ id }) => id);
  });
}

async function applyDeath(
  db: Kysely<Tables>,
  templateId: string,
  { id, endedAt }: { id: string; endedAt: Date },
): Promise<void> {
  const stored = await readSyncTemplate(db, templateId);
  const company = stored && (await readCompany(db, stored.companyId));
  if (!company || stored.template.mode === 'paused' || stored.retiringSince !== null) return;
  const end = { is: 'failed', code: interrupted.code } as const;
  const at = endedAt.getTime();
  await applyIncidents(db, { company, stored, runId: id, at, end, error: interrupted, withheld: [] });
}
