// Asking for runs: row and job together, the same order once, the urgent first, called off, watched.
import { noLog } from '../log.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { anna, asked, orderIn, presentWish } from '../../test/order.ts';
import { runWorld } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import type { Actor } from '../store/audit-log.ts';
import { openDatabase } from '../store/database.ts';
import { withSetupLock } from '../store/setup-lock.ts';
import { cancelRun } from './cancel-run.ts';
import { orderRun } from './order-run.ts';
import type { RunWish } from './order-run.ts';
import { openQueue, QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';
import { watchRun } from './watch-run.ts';

const night: Actor = { kind: 'system', id: null, name: 'schedule' };

let world: RunWorld;
let queue: Queue;

beforeAll(async () => {
  world = await runWorld();
  queue = await openQueue(world.database, { maintains: false, log: noLog });
});

afterAll(async () => {
  await queue.close();
  await world.close();
});

beforeEach(async () => {
  await world.database.kysely.deleteFrom('runs').execute();
  await queue.boss.deleteAllJobs(QUEUE);
});

const wish = (changed?: Partial<RunWish>) => presentWish(world, changed);
const order = (changed?: Partial<RunWish>) => orderIn(world, queue, changed);

const readRow = (id: string) =>
  world.database.kysely.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('a run that is asked for', () => {
  test('waits as a row and as a job of the same id, with the order on the row and nothing in the job', async () => {
    const { run, isNew } = await order();
    expect(isNew).toBe(true);
    expect(await readRow(run)).toMatchObject({
      state: 'queued',
      trigger: 'manual',
      request: { do: 'run', preview: false },
      requested_by: anna,
      attempt: 1,
    });
    const job = await queue.boss.getJobById(QUEUE, run);
    expect(job).toMatchObject({ state: 'created', singletonKey: world.templateId, data: null });
  });

  test('is not there at all when the transaction is rolled back', async () => {
    const rolledBack = world.database.kysely.transaction().execute(async (trx) => {
      await orderRun(trx, queue, wish());
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    expect(await world.database.kysely.selectFrom('runs').select('id').execute()).toEqual([]);
    expect(await queue.boss.findJobs(QUEUE)).toEqual([]);
  });

  test('waits once, however many ask at the same moment', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => order()));
    expect(new Set(orders.map(({ run }) => run)).size).toBe(1);
    expect(orders.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await queue.boss.findJobs(QUEUE)).toHaveLength(1);
  });

  test('waits beside a preview and beside each approval, which are other orders', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const orders = [
      await order(),
      await order({ order: { do: 'run', preview: true } }),
      await order({ order: { do: 'approve', run: first, kind: 'removals' } }),
      await order({ order: { do: 'approve', run: second, kind: 'removals' } }),
      await order({ order: { do: 'approve', run: first, kind: 'numbers' } }),
    ];
    expect(orders.every(({ isNew }) => isNew)).toBe(true);
    const again = await order({ order: { kind: 'removals', do: 'approve', run: first } });
    expect(again).toEqual({ run: orders[2]?.run, isNew: false });
  });

  test('goes in line once more while one of its template is going', async () => {
    const { run } = await order();
    await world.database.kysely.updateTable('runs').set({ state: 'running' }).where('id', '=', run).execute();
    const second = await order();
    expect(second.isNew).toBe(true);
    expect(await order()).toEqual({ run: second.run, isNew: false });
  });

  test('and finds one waiting stands for the later moment, is as urgent as the more urgent, and ends a pause', async () => {
    const slot = asked + 3_600_000;
    const { run } = await order({ trigger: 'schedule', requestedBy: night, afterSeconds: 600 });
    expect(await order({ nominalAt: slot })).toEqual({ run, isNew: false });
    expect((await readRow(run)).nominal_at.getTime()).toBe(slot);
    const job = await queue.boss.getJobById(QUEUE, run);
    expect(job?.priority).toBe(100);
    expect(job?.startAfter.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await order({ trigger: 'schedule', requestedBy: night, nominalAt: asked })).toEqual({
      run,
      isNew: false,
    });
    expect((await readRow(run)).nominal_at.getTime()).toBe(slot);
    expect((await queue.boss.getJobById(QUEUE, run))?.priority).toBe(100);
  });

  test('and waits is carried out by a command line that comes first: one run more, and never two', async () => {
    const { run } = await order();
    const report = await world.run({ at: asked + 60_000 });
    expect(report).toMatchObject({ run, state: 'succeeded', trigger: 'cli' });
    expect(await world.database.kysely.selectFrom('runs').select('id').execute()).toHaveLength(1);
    // What stands for a later moment is another matter, and so is a preview.
    const later = await order({ nominalAt: asked + 7_200_000 });
    await order({ order: { do: 'run', preview: true } });
    expect((await world.run({ at: asked + 3_600_000 })).run).not.toBe(later.run);
    expect((await readRow(later.run)).state).toBe('queued');
  });

  test('by a person is in the audit log, by the schedule it is not', async () => {
    const before = await readAudit();
    const { run } = await order();
    await order({ trigger: 'schedule', requestedBy: night });
    const entries = (await readAudit()).slice(before.length);
    expect(entries).toMatchObject([{ action: 'run.start', subject_id: run, actor: anna }]);
  });
});

test('a run that a command starts is in the audit log as well, once', async () => {
  const before = await readAudit();
  const typed: Actor = { kind: 'cli', id: null, name: 'anna' };
  const { run } = await world.run({ requestedBy: typed });
  expect((await readAudit()).slice(before.length)).toMatchObject([
    { action: 'run.start', subject_id: run, actor: typed, company_id: world.companyId },
  ]);
});

const readAudit = () => world.database.kysely.selectFrom('audit_log').selectAll().orderBy('id').execute();

describe('a run that is called off', () => {
  const cancel = (run: string, companyId = world.companyId) =>
    world.database.kysely
      .transaction()
      .execute((trx) => cancelRun(trx, queue, { companyId, run, by: anna, now: asked }));

  test('while it waits is taken out of the queue and stands in the history', async () => {
    const { run } = await order();
    expect(await cancel(run)).toEqual({ was: 'queued' });
    expect(await readRow(run)).toMatchObject({
      state: 'failed',
      error: { code: 'run.interrupted' },
      cancelled_by: anna,
    });
    expect(await queue.boss.fetch(QUEUE)).toEqual([]);
    expect((await readAudit()).at(-1)).toMatchObject({ action: 'run.cancel', subject_id: run });
    expect(await cancel(run)).toBeNull();
  });

  test('by somebody of another company stands as it was', async () => {
    const { run } = await order();
    expect(await cancel(run, randomUUID())).toBeNull();
    expect((await readRow(run)).state).toBe('queued');
  });
});

describe('whoever watches a run', () => {
  async function collect(run: string, after = 0) {
    const events = [];
    for await (const event of watchRun(queue, run, after, AbortSignal.timeout(20_000))) events.push(event);
    return events;
  }

  test('sees its states as they come, and the watch ends with the run', async () => {
    const { run } = await order();
    const seen = collect(run);
    await world.run({ runId: run });
    const events = await seen;
    expect(events.map(({ kind, data }) => [kind, (data as { state: string }).state])).toEqual([
      ['state', 'queued'],
      ['state', 'running'],
      ['state', 'succeeded'],
    ]);
    const [first] = events;
    const resumed = await collect(run, first?.id);
    expect(resumed).toEqual(events.slice(1));
  });

  test('of no run at all sees nothing, and one who goes away is let go', async () => {
    expect(await collect(randomUUID())).toEqual([]);
    const { run } = await order();
    const going = new AbortController();
    const watch = watchRun(queue, run, 0, going.signal);
    expect((await watch.next()).value).toMatchObject({ kind: 'state', data: { state: 'queued' } });
    const next = watch.next();
    going.abort();
    expect((await next).done).toBe(true);
  });
});

test('the queue is set up by one process at a time, and the others wait for their turn', async () => {
  const { url, database, close } = await testDatabase();
  const other = await openDatabase(url);
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const held = withSetupLock(other, async () => {
    first.resolve();
    await second.promise;
  });
  await first.promise;
  const opening = openQueue(database, { maintains: false, log: noLog });
  const waiting = () =>
    other.pool.query(`select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`);
  await expect.poll(async () => (await waiting()).rowCount, { timeout: 20_000 }).toBe(1);
  second.resolve();
  await held;
  await (await opening).close();
  await other.close();
  await close();
});
