// Compares what is at exchanges with what was written there, every night and when somebody asks, one target after the other. While one is
// compared nobody feeds it: what changes meanwhile is written right after.
import { randomUUID } from 'node:crypto';
import { decideIsCompareDue } from '../plan/target.ts';
import { compareTarget } from '../run/compare-target.ts';
import type { FeedDeps } from '../run/feed-target.ts';
import { openStoredTarget } from '../run/open-target.ts';
import { readComparable } from '../store/target-comparison.ts';
import { claimTargetsById, releaseTarget } from '../store/target-line.ts';
import type { HeldTarget } from '../store/target-line.ts';
import { markHoldsEnded } from '../store/target-marks.ts';
import { keepHold, writeTrouble } from './held-target.ts';
import type { Chore } from './worker.ts';

const LOOK_EVERY_MS = 5_000;

export function openTargetComparer(deps: FeedDeps): Chore {
  return { everyMs: LOOK_EVERY_MS, work: (closing) => compareDueTargets(deps, closing) };
}

/** How many were compared. */
export async function compareDueTargets(deps: FeedDeps, closing: AbortSignal): Promise<number> {
  const { kysely } = deps.database;
  const now = deps.now();
  const due = (await readComparable(kysely)).filter(({ comparedAt, timeZone }) =>
    decideIsCompareDue(comparedAt?.getTime() ?? null, now, timeZone),
  );
  let compared = 0;
  for (const { id, comparedAt } of due) {
    if (closing.aborted) break;
    const [held] = await claimTargetsById(kysely, randomUUID(), [id]);
    if (!held) continue;
    // Holds that have ended since: nobody has changed those users, and they leave again.
    if (comparedAt !== null) await markHoldsEnded(kysely, comparedAt, new Date(now));
    compared += await compareHeld(deps, held);
  }
  return compared;
}

async function compareHeld(deps: FeedDeps, held: HeldTarget): Promise<number> {
  const stopRenewing = keepHold(deps, held);
  const opened: { close(): Promise<void> }[] = [];
  try {
    const target = await openStoredTarget(deps, held);
    opened.push(target);
    const comparison = await compareTarget(deps, held, target);
    if (comparison === null) return 0;
    const { companyId } = held;
    if (comparison.drift > 0)
      deps.log.info('An exchange has been changed by somebody else.', {
        companyId,
        counts: { drift: comparison.drift },
      });
    return 1;
  } catch (error) {
    await writeTrouble(deps, held, error);
    return 0;
  } finally {
    stopRenewing();
    for (const target of opened) await target.close().catch(() => undefined);
    await releaseTarget(deps.database.kysely, held);
  }
}
