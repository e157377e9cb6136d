// Keeps house once an hour, in whichever process comes first: what runs said while they went, the steps of old previews,
// old runs that changed nothing, runs that wait without a job, sessions and links that are over, guides that nobody went on with, and the personal data whose
// time is over. Ended jobs are pg-boss's own to tidy.
import { erasePersonalData } from '../run/erase.ts';
import { pruneAccess } from '../store/access-prune.ts';
import { KEEP_GUIDES_MS, pruneGuides } from '../store/guides.ts';
import { claimHousekeeping, pruneIdleRuns, pruneRunEvents, prunePreviewSteps } from '../store/maintenance.ts';
import { recoverJobless } from './orphans.ts';
import type { Queue } from './queue.ts';

const DAY_MS = 24 * 3_600_000;
/** Whoever resumes a watch does so within minutes; a week is for whoever looks into trouble. */
const KEEP_EVENTS_MS = 7 * DAY_MS;
/** A preview is applicable for a day; its steps are of use for some days more, to be compared with. */
const KEEP_PREVIEWS_MS = 7 * DAY_MS;
/** Nights without a change say how things were for a quarter of a year; those with changes stand for good. */
const KEEP_IDLE_RUNS_MS = 90 * DAY_MS;

/** now: ms, the clock that retention goes by. False: it has been done within the hour. */
export async function keepHouse(queue: Queue, now: number): Promise<boolean> {
  const { kysely } = queue.database;
  if (!(await claimHousekeeping(kysely))) return false;
  // Events and ends of runs carry the computer's clock.
  await pruneRunEvents(kysely, new Date(Date.now() - KEEP_EVENTS_MS));
  await prunePreviewSteps(kysely, new Date(Date.now() - KEEP_PREVIEWS_MS));
  await pruneIdleRuns(kysely, new Date(Date.now() - KEEP_IDLE_RUNS_MS));
  await pruneAccess(kysely, now);
  await pruneGuides(kysely, new Date(now - KEEP_GUIDES_MS));
  await recoverJobless(queue);
  await erasePersonalData(queue.database, now);
  return true;
}
