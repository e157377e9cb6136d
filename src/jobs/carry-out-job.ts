// One job from the moment it is taken up until it is settled. It takes the template's lock without waiting: while a run of
// the command line holds it, the job goes back in line and its place is free for others.
import type { Job } from 'pg-boss';
import { endDeadRuns } from '../run/dead-runs.ts';
import type { RunReport } from '../run/report.ts';
import { carryOutOrder } from '../run/run-order.ts';
import type { RunOrder } from '../run/run-order.ts';
import type { RunDeps, Trigger } from '../run/run-request.ts';
import type { Actor } from '../store/audit-log.ts';
import { DatabaseUnavailable } from '../store/database-unavailable.ts';
import { openTemplateLock } from '../store/runs-lock.ts';
import type { TemplateLock } from '../store/runs-lock.ts';
import { FenceLost, readRun } from '../store/runs.ts';
import type { RunRow } from '../store/runs.ts';
import type { Queue } from './queue.ts';
import { completeJob, putBackJob, settleJob } from './settle.ts';

export interface JobSurroundings {
  deps: RunDeps;
  /** Aborted when the run is to end: it was called off, the process stops, or the claim is lost. */
  signal: AbortSignal;
  isStopping: () => boolean;
  onReport: (report: RunReport) => void;
}

/** Throws when the database is away (jobs/orphans.ts finds the job then) or the program made a mistake. */
export async function carryOutJob(queue: Queue, job: Job, around: JobSurroundings): Promise<void> {
  const run = await readRun(queue.database.kysely, job.id);
  if (run === null || (run.state !== 'queued' && run.state !== 'running')) {
    // Ended by a process that had lost its claim on the job by then, and could not put a next try in line.
    await settleJob(queue, job, { isStopping: false });
    return;
  }
  const lock = await openTemplateLock(queue.database, run.template_id, { wait: false });
  if (typeof lock === 'string') return putBackJob(queue, job);
  try {
    if (run.state === 'running') {
      // Taken up before by a process that is gone: nobody holds the template any more.
      await endDeadRuns(queue.database, run.template_id, around.deps.now());
      await settleJob(queue, job, { isStopping: false });
      return;
    }
    await carryOutLocked(queue, job, run, lock, around);
  } finally {
    await lock.close();
  }
}

async function carryOutLocked(
  queue: Queue,
  job: Job,
  run: RunRow,
  lock: TemplateLock,
  { deps, signal, isStopping, onReport }: JobSurroundings,
): Promise<void> {
  let isBug = true;
  try {
    const report = await carryOutOrder(deps, run.request as RunOrder, {
      runId: run.id,
      templateId: run.template_id,
      trigger: run.trigger as Trigger,
      nominalAt: decideNominalAt(run, deps.now()),
      ...(run.requested_by === null ? {} : { requestedBy: run.requested_by as Actor }),
      signal,
      lock,
    });
    isBug = false;
    onReport(report);
    if (report.state === 'failed') await settleJob(queue, job, { isStopping: isStopping() });
    else await completeJob(queue, job);
  } catch (error) {
    // Called off, or carried out by another, between the look at its row and its beginning: its row says so already.
    const isEnded = error instanceof FenceLost;
    if (isEnded || (isBug && !(error instanceof DatabaseUnavailable)))
      await settleJob(queue, job, { isStopping: false });
    if (!isEnded) throw error;
  }
}

/** As long as a missed night is caught up (run/next-start.ts). */
const LONGEST_WAIT_MS = 20 * 3_600_000;

/**
 * A run stands for the moment it was asked for. One that has waited longer, because no worker was there, stands for a later
 * one by as much: it would date a leave weeks back, and the days that the user is kept would be over at once (R3).
 */
function decideNominalAt({ nominal_at: nominalAt, requested_at: requestedAt }: RunRow, now: number): number {
  const waited = requestedAt === null ? 0 : now - requestedAt.getTime();
  return nominalAt.getTime() + (waited > LONGEST_WAIT_MS ? waited : 0);
}
