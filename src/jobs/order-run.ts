// Asks for runs: a row that waits and a job, both in the caller's transaction, so that there is never one without the
// other. The same order of a template waits once, and whoever asks again gets the run that waits. The deed of a person
// is in the audit log. Starting what waits is worker.ts.
import { randomUUIDv7 } from 'node:crypto';
import type { Kysely } from 'kysely';
import { isGuid } from '../plan/provider-values.ts';
import { isPreview, presentOrderKey } from '../run/run-order.ts';
import type { RunOrder } from '../run/run-order.ts';
import type { Trigger } from '../run/run-request.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Actor } from '../store/audit-log.ts';
import { writeAskedAgain, writeQueuedRuns } from '../store/run-queue.ts';
import type { QueuedRun } from '../store/run-queue.ts';
import type { Tables } from '../store/tables.ts';
import { inTransaction, presentJob, QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';

export interface RunWish {
  companyId: string;
  templateId: string;
  order: RunOrder;
  trigger: Trigger;
  requestedBy: Actor;
  /** ms; the scheduled slot, else now. */
  nominalAt: number;
  /** Network address of whoever asked; for the audit log. */
  address?: string | null;
  /** Seconds to wait at least. */
  afterSeconds?: number;
  /** Tries another run again. */
  retry?: { of: string; attempt: number };
}

export interface OrderedRun {
  run: string;
  /** False: it waited already, and this is that run. */
  isNew: boolean;
}

/** trx: a transaction; rolled back, nothing was asked for. Whether the template may run at all is the run's own matter. */
export async function orderRun(trx: Kysely<Tables>, queue: Queue, wish: RunWish): Promise<OrderedRun> {
  const [ordered] = await orderRuns(trx, queue, [wish]);
  if (!ordered) throw new Error('A run was asked for and none is there.');
  return ordered;
}

/** Many at once, in the order of the wishes. Wishes for one template in one call must be of different orders. */
export async function orderRuns(
  trx: Kysely<Tables>,
  queue: Queue,
  wishes: readonly RunWish[],
): Promise<OrderedRun[]> {
  const now = new Date();
  const asked = wishes.map((wish) => ({ wish, row: presentQueued(wish, now) }));
  const made = await writeQueuedRuns(
    trx,
    asked.map(({ row }) => row),
  );
  const jobs = asked
    .filter(({ row }) => made.has(row.id))
    .map(({ wish, row }) => presentWishJob(wish, row.id));
  if (jobs.length > 0) await queue.boss.insert(QUEUE, jobs.map(presentJob), inTransaction(trx));
  const ordered: OrderedRun[] = [];
  for (const { wish, row } of asked) {
    const one = made.has(row.id) ? { run: row.id, isNew: true } : await joinWaiting(trx, queue, wish, row);
    await auditWish(trx, wish, one);
    ordered.push(one);
  }
  return ordered;
}

async function auditWish(trx: Kysely<Tables>, wish: RunWish, { run, isNew }: OrderedRun): Promise<void> {
  const { requestedBy, companyId, templateId, order } = wish;
  // A person asked once; trying again is the program's own doing.
  if (requestedBy.kind === 'system' || wish.retry) return;
  await writeAudit(trx, {
    companyId,
    actor: requestedBy,
    action: decideAction(order),
    subject: { kind: 'run', id: run, name: null },
    details: { templateId, order: presentAudited(order), isNew },
    address: wish.address ?? null,
  });
}

/** Whom nobody knows by an id yet can not be forgotten by one either: a name of hers does not get into the log. */
function presentAudited(order: RunOrder): object {
  if (order.do !== 'person' || isGuid(order.person)) return order;
  return { do: order.do, preview: order.preview };
}

function presentQueued(wish: RunWish, now: Date): QueuedRun {
  const { order, requestedBy, retry } = wish;
  return {
    // In the order of time, so that rows lie in the index as they come.
    id: randomUUIDv7(),
    templateId: wish.templateId,
    trigger: wish.trigger,
    preview: isPreview(order),
    nominalAt: new Date(wish.nominalAt),
    requestedAt: now,
    requestedBy,
    person: order.do === 'person' ? order.person : null,
    request: JSON.stringify(order),
    orderKey: presentOrderKey(order),
    attempt: retry?.attempt ?? 1,
    retries: retry?.of ?? null,
  };
}

/** A person waits for it; a script or the night can. Of one company only: worker.ts sees to others first. */
const priorities: Record<Trigger, number> = {
  manual: 100,
  first: 100,
  approval: 100,
  undo: 100,
  person: 100,
  api: 50,
  cli: 50,
  schedule: 0,
};

function presentWishJob({ templateId, companyId, trigger, afterSeconds }: RunWish, run: string) {
  return { run, templateId, companyId, priority: priorities[trigger], afterSeconds: afterSeconds ?? 0 };
}

function decideAction(order: RunOrder): string {
  if (isPreview(order)) return 'run.preview';
  return order.do === 'run' || order.do === 'person' ? 'run.start' : `run.${order.do}`;
}

/** For a run that waits and has lost its job. */
export function presentLostJob(of: { run: string; templateId: string; companyId: string; trigger: Trigger }) {
  return presentJob({ ...of, priority: priorities[of.trigger], afterSeconds: 0 });
}

/** The one that waits is served as the more urgent of the two, and a pause that it sits out ends when somebody asks now. */
async function joinWaiting(
  trx: Kysely<Tables>,
  queue: Queue,
  wish: RunWish,
  row: QueuedRun,
): Promise<OrderedRun> {
  const waiting = await writeAskedAgain(trx, row);
  if (!waiting) return orderAfterAll(trx, queue, wish, row);
  const { priority, afterSeconds } = presentWishJob(wish, waiting.id);
  const job = await queue.boss.getJobById(QUEUE, waiting.id, inTransaction(trx));
  await queue.boss.update(QUEUE, undefined, {
    id: waiting.id,
    priority: Math.max(priority, job?.priority ?? 0),
    ...(afterSeconds === 0 ? { startAfter: 0 } : {}),
    ...inTransaction(trx),
  });
  return { run: waiting.id, isNew: false };
}

/** What waited has been taken up between two statements: nothing waits any more, so this one does. */
async function orderAfterAll(
  trx: Kysely<Tables>,
  queue: Queue,
  wish: RunWish,
  row: QueuedRun,
): Promise<OrderedRun> {
  const made = await writeQueuedRuns(trx, [row]);
  if (!made.has(row.id)) return joinWaiting(trx, queue, wish, row);
  await queue.boss.insert(QUEUE, [presentJob(presentWishJob(wish, row.id))], inTransaction(trx));
  return { run: row.id, isNew: true };
}
