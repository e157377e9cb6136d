// Asking for runs of a test's template, as an administrator would on one and the same morning.
import { orderRun } from '../src/jobs/order-run.ts';
import type { RunWish } from '../src/jobs/order-run.ts';
import type { Queue } from '../src/jobs/queue.ts';
import type { Actor } from '../src/store/audit-log.ts';
import type { RunWorld } from './run-world.ts';

export const anna: Actor = { kind: 'administrator', id: '7', name: 'Anna Administratör' };
/** Long ago: nothing is ever due by itself. */
export const asked = Date.parse('2026-03-02T10:00:00Z');

/** A run of everybody by hand, unless something else is said. */
export function presentWish(world: RunWorld, changed: Partial<RunWish> = {}): RunWish {
  return {
    companyId: world.companyId,
    templateId: world.templateId,
    order: { do: 'run', preview: false },
    trigger: 'manual',
    requestedBy: anna,
    nominalAt: asked,
    ...changed,
  };
}

/** In a transaction of its own. */
export function orderIn(world: RunWorld, queue: Queue, changed?: Partial<RunWish>) {
  return world.database.kysely
    .transaction()
    .execute((trx) => orderRun(trx, queue, presentWish(world, changed)));
}
