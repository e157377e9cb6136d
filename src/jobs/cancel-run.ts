// Calls a run off: one that waits is taken out of the queue, one that goes is told to end and may write nothing more
// (its end finds the row ended and the transaction is undone). A run that has ended stands as it is.
import type { Kysely } from 'kysely';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import { writeCancelled } from '../store/run-queue.ts';
import { forgetNextStartUnlessBusy } from '../store/schedule.ts';
import type { Tables } from '../store/tables.ts';
import { inTransaction, QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';

export interface Cancelling {
  companyId: string;
  run: string;
  by: Actor;
  /** ms */
  now: number;
  address?: string | null;
}

/**
 * trx: a transaction. null: the company has no such run that waits or goes. The worker that carries out a run which goes
 * ends it within a moment; a command line ends at its next look at the database.
 */
export async function cancelRun(
  trx: Kysely<Tables>,
  queue: Queue,
  { companyId, run, by, now, address }: Cancelling,
): Promise<{ was: 'queued' | 'running' } | null> {
  const cancelled = await writeCancelled(trx, { id: run, companyId, by, at: new Date(now) });
  if (!cancelled) return null;
  const { was } = cancelled;
  // The job of one that goes is its worker's to complete: until it has ended, no other run of the template may start.
  if (was === 'queued') {
    await queue.boss.cancel(QUEUE, run, inTransaction(trx));
    // While it waited no interval was decided, and it has no end that would do that.
    await forgetNextStartUnlessBusy(trx, cancelled.run.template_id);
  }
  await writeAudit(trx, {
    companyId,
    actor: by,
    action: 'run.cancel',
    subject: { kind: 'run', id: run, name: null },
    details: { was, templateId: cancelled.run.template_id },
    address: address ?? null,
  });
  return { was };
}
