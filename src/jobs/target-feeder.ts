// Feeds targets with what has changed, several at a time and each by one process, until the process stops. An exchange that is away
// holds up nobody else and is caught up with when it is back. Killed, what was under way is written again, which changes nothing there.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../connectors/target.ts';
import { feedBatch } from '../run/feed-target.ts';
import type { Fed, FeedDeps } from '../run/feed-target.ts';
import { openStoredTarget } from '../run/open-target.ts';
import { claimTargets, readIsEmpty, releaseTarget, renewTarget } from '../store/target-line.ts';
import type { HeldTarget } from '../store/target-line.ts';
import { applyMarks } from '../store/target-marks.ts';
import { deleteTarget } from '../store/targets.ts';
import { keepHold, writeTrouble } from './held-target.ts';
import type { HeldTrouble } from './held-target.ts';
import type { Chore } from './worker.ts';

export interface FeederOptions extends FeedDeps {
  /** Between two looks while nothing has changed. */
  lookEveryMs?: number;
}

/** Exchanges that one process feeds at a time. */
const MOST_AT_A_TIME = 6;
const LOOK_EVERY_MS = 1_000;
/** Then the others get their turn. */
const MOST_BATCHES = 50;

export function openTargetFeeder(options: FeederOptions): Chore {
  return { everyMs: LOOK_EVERY_MS, work: (closing) => feedUntilClosed(options, closing) };
}

/** Ends when the process does, or with the database's failure. */
async function feedUntilClosed(options: FeederOptions, closing: AbortSignal): Promise<void> {
  const { kysely } = options.database;
  const going = new Set<Promise<unknown>>();
  const troubles: unknown[] = [];
  const start = (held: HeldTarget) => {
    const feeding = feedHeld(options, held, closing)
      .catch((error: unknown) => void troubles.push(error))
      .finally(() => going.delete(feeding));
    going.add(feeding);
  };
  try {
    while (!closing.aborted && troubles.length === 0) {
      await applyMarks(kysely);
      const limit = MOST_AT_A_TIME - going.size;
      for (const held of limit > 0 ? await claimTargets(kysely, { claim: randomUUID(), limit }) : [])
        start(held);
      const look = pause(options.lookEveryMs ?? LOOK_EVERY_MS, undefined, { signal: closing });
      await look.catch(() => undefined);
    }
  } finally {
    await Promise.all(going);
  }
  if (troubles.length > 0) throw troubles[0];
}

export interface FedTarget extends Fed {
  target: { id: string; name: string };
  trouble: HeldTrouble | null;
}

/** Once, to the end: for those who have no worker running. companyId: null for all. */
export async function feedDue(
  options: FeederOptions,
  companyId: string | null,
  closing: AbortSignal,
): Promise<FedTarget[]> {
  const { kysely } = options.database;
  const fed = new Map<string, FedTarget>();
  const done: string[] = [];
  while (!closing.aborted) {
    await applyMarks(kysely, { waits: true });
    const ask = { claim: randomUUID(), limit: 1, companyId, except: done };
    const [held] = await claimTargets(kysely, ask);
    if (!held) break;
    const one = await feedHeld(options, held, closing);
    const before = fed.get(held.id);
    fed.set(held.id, before ? addUp(before, one) : one);
    if (one.trouble !== null || isNothing(one)) done.push(held.id);
  }
  return [...fed.values()];
}

const isNothing = ({ written, removed, same, failed }: Fed) => written + removed + same + failed === 0;

const addUp = (a: FedTarget, b: FedTarget): FedTarget => ({
  ...b,
  written: a.written + b.written,
  removed: a.removed + b.removed,
  same: a.same + b.same,
  failed: a.failed + b.failed,
});

async function feedHeld(options: FeederOptions, held: HeldTarget, closing: AbortSignal): Promise<FedTarget> {
  const { kysely } = options.database;
  const { id, name } = held;
  let all: FedTarget = { target: { id, name }, written: 0, removed: 0, same: 0, failed: 0, trouble: null };
  const stopRenewing = keepHold(options, held);
  let target: Target | null = null;
  try {
    target = await openStoredTarget(options, held);
    for (let batch = 0; batch < MOST_BATCHES && !closing.aborted; batch += 1) {
      if (!(await renewTarget(kysely, held))) break;
      const fed = await feedBatch(options, held, target);
      if (fed === null) break;
      all = addUp(all, { ...all, ...fed });
      if (isNothing(fed)) break;
      await applyMarks(kysely);
    }
    if (held.state === 'ending') await endWhenEmpty(options, held);
  } catch (error) {
    all = { ...all, trouble: await writeTrouble(options, held, error) };
  } finally {
    stopRenewing();
    await target?.close().catch(() => undefined);
    await releaseTarget(kysely, held);
  }
  return all;
}

async function endWhenEmpty({ database, log }: FeederOptions, held: HeldTarget): Promise<void> {
  if (!(await readIsEmpty(database.kysely, held.id))) return;
  await deleteTarget(database.kysely, held.id);
  log.info('A target has ended: all its entries are removed.', { companyId: held.companyId });
}
