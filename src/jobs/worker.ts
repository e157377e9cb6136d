// Carries out runs that wait, a few at a time, until it is closed; asks for those that are due; brings back what dead
// processes left. Any number of workers share one database. Closing takes no new run, lets the ones that go end for a
// moment, calls the rest off (nothing of them is applied) and puts them in line for another worker.
import { setTimeout as pause } from 'node:timers/promises';
import type { Job } from 'pg-boss';
import type { Log } from '../log.ts';
import { makeDueQuality } from '../run/make-quality.ts';
import type { RunReport } from '../run/report.ts';
import type { RunDeps } from '../run/run-request.ts';
import { carryOutJob } from './carry-out-job.ts';
import { fetchFairly } from './fair-share.ts';
import { keepHouse } from './maintenance.ts';
import { recoverOrphans } from './orphans.ts';
import { QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';
import { orderDueRuns } from './scheduler.ts';
import { putBackJob, readSettledIds } from './settle.ts';

export interface WorkerOptions {
  queue: Queue;
  deps: RunDeps;
  runsAtATime: number;
  /** ms; the clock that schedules go by. */
  now: () => number;
  log: Log;
  /** What else is done all the while, each by itself. */
  chores?: readonly Chore[];
  onReport?: (report: RunReport, of: { companyId: string | null }) => void;
}

export interface Chore {
  /** Pause between the end of one time and the beginning of the next. */
  everyMs: number;
  /** closing: aborted when the process stops; it ends within seconds then. */
  work: (closing: AbortSignal) => Promise<unknown>;
}

export interface Worker {
  /** Runs that were carried out so far. */
  runs(): number;
  /** Resolves within about eight seconds, whatever goes on. */
  close(): Promise<void>;
}

/** News wake the worker; this is for those that got lost, and for pauses that are over. */
const LOOK_EVERY_MS = 2_000;
/** A question more to the database; in a busy night it is not asked for each small run. */
const OVERTAKE_EVERY_MS = 500;
const SCHEDULE_EVERY_MS = 1_000;
const ORPHANS_EVERY_MS = 2_000;
const LIFE_SIGN_EVERY_MS = 5_000;
/** Asked so often; done once an hour in one process. */
const HOUSE_EVERY_MS = 300_000;
/** One template's report at a time: of a hundred thousand people it is some seconds of work. */
const QUALITY_EVERY_MS = 20_000;
/** What is allowed to end by itself, and then what a called-off run may need to give everything back. */
const GRACE_MS = 4_000;
const CALL_OFF_MS = 3_500;

interface Going {
  job: Job;
  stop: AbortController;
  ended: Promise<void>;
}

export function openWorker(options: WorkerOptions): Worker {
  const { queue, now, log } = options;
  const going = new Map<string, Going>();
  const closing = new AbortController();
  const taking = openTaking(options, going, closing.signal);
  const deaf = queue.feed.listen((news) => {
    if (news === null || news.what === 'queued') taking.wake();
    else if (news.what === 'failed') going.get(news.run)?.stop.abort(new Error('The run was called off.'));
  });
  const every = (ms: number, work: () => Promise<unknown>) => repeat(ms, closing.signal, work, log);
  const loops = [
    taking.ended,
    every(SCHEDULE_EVERY_MS, () => orderDueRuns(queue, now())),
    every(ORPHANS_EVERY_MS, () => recoverOrphans(queue, Date.now())),
    every(LIFE_SIGN_EVERY_MS, () => giveLifeSigns(queue, going)),
    every(HOUSE_EVERY_MS, () => keepHouse(queue, now())),
    every(QUALITY_EVERY_MS, () => makeDueQuality(queue.database, now(), closing.signal)),
    ...(options.chores ?? []).map(({ everyMs, work }) => every(everyMs, () => work(closing.signal))),
  ];
  const close = async () => {
    closing.abort();
    taking.wake();
    deaf();
    await within(GRACE_MS, [...going.values()]);
    for (const { stop } of going.values()) stop.abort(new Error('The process stops.'));
    await within(CALL_OFF_MS, [...going.values()]);
    await within(
      1_000,
      loops.map((ended) => ({ ended })),
    );
  };
  let closed: Promise<void> | null = null;
  return { runs: () => taking.count(), close: () => (closed ??= close()) };
}

async function within(ms: number, what: readonly { ended: Promise<void> }[]): Promise<void> {
  if (what.length === 0) return;
  const patience = new AbortController();
  const all = Promise.all(what.map(({ ended }) => ended));
  await Promise.race([all, pause(ms, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}

interface Taking {
  wake(): void;
  count(): number;
  ended: Promise<void>;
}

/** Takes up jobs whenever there is room, and never waits for one of them. */
function openTaking(options: WorkerOptions, going: Map<string, Going>, closing: AbortSignal): Taking {
  let bell = Promise.withResolvers<void>();
  let count = 0;
  let overtookAt = 0;
  const wake = () => bell.resolve();
  const start = (job: Job) => {
    const stop = new AbortController();
    const ended = carryOut(options, job, stop.signal, closing).finally(() => {
      going.delete(job.id);
      wake();
    });
    count += 1;
    going.set(job.id, { job, stop, ended });
  };
  const take = async () => {
    bell = Promise.withResolvers<void>();
    const mayOvertake = Date.now() - overtookAt >= OVERTAKE_EVERY_MS;
    if (mayOvertake) overtookAt = Date.now();
    const share = {
      going: [...going.values()].map(({ job }) => job.groupId ?? ''),
      places: options.runsAtATime,
      mayOvertake,
    };
    for (const job of await fetchFairly(options.queue, share)) {
      // Taken up in the very moment in which the process was told to stop: another worker has time for it.
      if (closing.aborted) await putBackJob(options.queue, job);
      else start(job);
    }
    if (!closing.aborted) await Promise.race([bell.promise, pause(LOOK_EVERY_MS, undefined, { ref: false })]);
  };
  const ended = repeat(0, closing, take, options.log);
  return { wake, count: () => count, ended };
}

async function carryOut(
  { queue, deps, log, onReport }: WorkerOptions,
  job: Job,
  signal: AbortSignal,
  closing: AbortSignal,
): Promise<void> {
  try {
    await carryOutJob(queue, job, {
      deps,
      signal,
      isStopping: () => closing.aborted,
      onReport: (report) => onReport?.(report, { companyId: job.groupId ?? null }),
    });
  } catch (error) {
    log.error('A run could not be carried out.', { runId: job.id, companyId: job.groupId ?? null, error });
  }
}

/** A run whose claim is gone has been taken for dead: it ends, and what it would write is refused anyway. */
async function giveLifeSigns(queue: Queue, going: ReadonlyMap<string, Going>): Promise<void> {
  const held = [...going.values()];
  if (held.length === 0) return;
  const alive = new Set(
    readSettledIds(
      await queue.boss.touch(
        QUEUE,
        held.map(({ job }) => job),
      ),
    ),
  );
  for (const { job, stop } of held) {
    if (going.has(job.id) && !alive.has(job.id)) stop.abort(new Error('Another process has the run.'));
  }
}

/** Never fails: the database may be away for an hour, which is one line and not a thousand. */
async function repeat(
  ms: number,
  closing: AbortSignal,
  work: () => Promise<unknown>,
  log: Log,
): Promise<void> {
  let lastTrouble = '';
  while (!closing.aborted) {
    let rest = ms;
    try {
      await work();
      lastTrouble = '';
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== lastTrouble) log.warn('The worker met trouble and tries again.', { error });
      lastTrouble = trouble;
      rest = Math.max(ms, LOOK_EVERY_MS);
    }
    if (rest > 0) await pause(rest, undefined, { signal: closing }).catch(() => undefined);
  }
}
