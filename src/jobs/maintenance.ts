// Keeps house: what runs said while they went, the steps of old previews, runs that wait without a job. Every process may
// do it; one at a time does.
import { pruneRunEvents, prunePreviewSteps, tryMaintenanceLock } from '../store/maintenance.ts';
import { recoverJobless } from './orphans.ts';
import type { Queue } from './queue.ts';

const DAY_MS = 24 * 3_600_000;
/** Whoever resumes a watch does so within minutes; a week is for whoever looks into trouble. */
const KEEP_EVENTS_MS = 7 * DAY_MS;
/** A preview is applicable for a day; its steps are of use for some days more, to be compared with. */
const KEEP_PREVIEWS_MS = 7 * DAY_MS;

/** now: ms. */
export async function keepHouse(queue: Queue, now: number): Promise<void> {
  await queue.database.kysely.transaction().execute(async (trx) => {
    if (!(await tryMaintenanceLock(trx))) return;
    await pruneRunEvents(trx, new Date(Date.now() - KEEP_EVENTS_MS));
    await prunePreviewSteps(trx, new Date(now - KEEP_PREVIEWS_MS));
  });
  await recoverJobless(queue);
}
