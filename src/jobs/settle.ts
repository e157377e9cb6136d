// Ends a job once its run has ended: completed, and where it is worth it another run is put in line in the same transaction
// (retry.ts). Whoever has lost the claim on the job ends nothing: another has done it.
import type { JobAttempt } from 'pg-boss';
import { isPreview } from '../run/run-order.ts';
import type { RunOrder } from '../run/run-order.ts';
import type { Trigger } from '../run/run-request.ts';
import type { Actor } from '../store/audit-log.ts';
import type { RunError, RunRow } from '../store/runs.ts';
import { readRun } from '../store/runs.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { orderRun } from './order-run.ts';
import { inTransaction, QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';
import { decideRetry } from './retry.ts';

/** After a run that came to its end by itself: nothing is left to decide. */
export async function completeJob(queue: Queue, job: JobAttempt): Promise<void> {
  await queue.boss.complete(QUEUE, [job]);
}

/** Back in line where it was, to be looked at again in a moment: its template is busy, or nobody has begun it. */
export async function putBackJob(queue: Queue, job: JobAttempt): Promise<void> {
  await queue.boss.fail(QUEUE, [job]);
}

/** The jobs whose claim still stood, of those that pg-boss was asked to settle or to keep alive. */
export function readSettledIds(answer: object): string[] {
  if ('settled' in answer && Array.isArray(answer.settled)) return answer.settled.map(String);
  throw new Error('pg-boss does not say which jobs it settled.');
}

/**
 * After a run that failed or whose process died. isStopping: this process called it off because it stops itself, which is
 * no try that failed. Gives back the id of the run that tries it again.
 */
export async function settleJob(
  queue: Queue,
  job: JobAttempt,
  options: { isStopping: boolean },
): Promise<string | null> {
  return queue.database.kysely.transaction().execute(async (trx) => {
    const completed = await queue.boss.complete(QUEUE, [job], null, inTransaction(trx));
    if (readSettledIds(completed).length === 0) return null;
    const run = await readRun(trx, job.id);
    const again = run && decideAgain(run, options.isStopping);
    const template = again && (await readSyncTemplate(trx, run.template_id));
    if (!again || !template) return null;
    const ordered = await orderRun(trx, queue, {
      companyId: template.companyId,
      templateId: run.template_id,
      order: run.request as RunOrder,
      trigger: run.trigger as Trigger,
      requestedBy: (run.requested_by ?? unknown) as Actor,
      nominalAt: run.nominal_at.getTime(),
      afterSeconds: again.afterSeconds,
      retry: { of: run.id, attempt: again.attempt },
    });
    return ordered.run;
  });
}

const unknown: Actor = { kind: 'system', id: null, name: 'queue' };

function decideAgain(run: RunRow, isStopping: boolean): { afterSeconds: number; attempt: number } | null {
  if (run.state !== 'failed' || run.cancelled_by !== null || run.request === null) return null;
  const { code } = run.error as RunError;
  if (isStopping && code === 'run.interrupted') return { afterSeconds: 0, attempt: run.attempt };
  const failed = { code, attempt: run.attempt, isPreview: isPreview(run.request as RunOrder) };
  return decideRetry(failed, Math.random());
}
