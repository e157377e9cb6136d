// What dead processes left: runs that stand as going are marked interrupted, and their jobs are settled, which starts them
// again where that is worth it (R14). A process is dead for a template when it does not hold the template's lock any more,
// and for a job when it has not said for a while that it lives. Any process may look, at any time.
import { markDeadRuns } from '../run/dead-runs.ts';
import type { Trigger } from '../run/run-request.ts';
import { readJoblessRuns, readLapsedJobs } from '../store/queue-load.ts';
import type { LapsedJob } from '../store/queue-load.ts';
import { readRun } from '../store/runs.ts';
import { presentLostJob } from './order-run.ts';
import { QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';
import { putBackJob, settleJob } from './settle.ts';

/** Several times as long as between two signs of life (worker.ts): a busy process is not a dead one. */
const LAPSED_SECONDS = 20;

/** now: ms. Gives back how many jobs it brought back. */
export async function recoverOrphans(queue: Queue, now: number): Promise<number> {
  const marked = new Set(await markDeadRuns(queue.database, now));
  let recovered = 0;
  for (const id of marked) {
    // One that a command line carried out has no job, and who typed it starts it again.
    const job = await queue.boss.getJobById(QUEUE, id);
    if (job?.state === 'active' && (await recover(queue, job))) recovered += 1;
  }
  for (const job of await readLapsedJobs(queue.database.kysely, QUEUE, LAPSED_SECONDS)) {
    if (!marked.has(job.id) && (await recover(queue, job))) recovered += 1;
  }
  return recovered;
}

async function recover(queue: Queue, job: LapsedJob): Promise<boolean> {
  const run = await readRun(queue.database.kysely, job.id);
  // Its template's lock is held: the process lives and has not come round to saying so, or the database has not noticed yet.
  if (run?.state === 'running') return false;
  if (run?.state === 'queued') await putBackJob(queue, job);
  else await settleJob(queue, job, { isStopping: false });
  return true;
}

/** Runs that wait without a job get one again: seldom, for it takes an emptied queue to come to that. */
export async function recoverJobless(queue: Queue): Promise<number> {
  const runs = await readJoblessRuns(queue.database.kysely, QUEUE);
  const jobs = runs.map(({ id, trigger, ...template }) =>
    presentLostJob({ run: id, trigger: trigger as Trigger, ...template }),
  );
  // Ids are the runs': whoever else does the same adds nothing.
  if (jobs.length > 0) await queue.boss.insert(QUEUE, jobs);
  return jobs.length;
}
