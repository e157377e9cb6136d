// What workers do with runs that wait: urgent ones first, a fair share for every company, templates that a command line
// holds, failures that pass and that do not, runs that are called off, a stop in mid-run, and what dead workers left.
import { openLog } from '../log.ts';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anna, asked, orderIn } from '../../test/order.ts';
import { day, runWorld, scriptedDeps, writeTestCompany, writeTestTemplate } from '../../test/run-world.ts';
import type { RunWorld } from '../../test/run-world.ts';
import { hire, personFacts, remove } from '../../test/scripted-tenant.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import type { Source } from '../connectors/source.ts';
import type { RunDeps } from '../run/run-request.ts';
import { pruneIdleRuns } from '../store/maintenance.ts';
import { openTemplateLock } from '../store/runs-lock.ts';
import { cancelRun } from './cancel-run.ts';
import { fetchFairly } from './fair-share.ts';
import { keepHouse } from './maintenance.ts';
import type { RunWish } from './order-run.ts';
import { recoverJobless, recoverOrphans } from './orphans.ts';
import { openQueue, QUEUE } from './queue.ts';
import type { Queue } from './queue.ts';
import { openWorker } from './worker.ts';
import type { Worker } from './worker.ts';

let world: RunWorld;
let queue: Queue;
let workers: Worker[] = [];
let lines: string[] = [];
const log = openLog({ level: 'info', write: (line) => lines.push(line) });

beforeEach(async () => {
  world = await runWorld();
  lines = [];
  queue = await openQueue(world.database, { maintains: false, log });
  for (let n = 1; n <= 3; n += 1) hire(world.tenant, `p${n}`, personFacts(n));
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await queue.close();
  await world.close();
});

const order = (changed?: Partial<RunWish>) => orderIn(world, queue, changed);

function work(deps: Partial<RunDeps> = {}, runsAtATime = 2): Worker {
  const scripted = scriptedDeps(world.database, world.tenant, {});
  const options = { queue, runsAtATime, now: () => asked, log };
  const worker = openWorker({ ...options, deps: { ...scripted, ...deps } });
  workers.push(worker);
  return worker;
}

const readRuns = () => world.database.kysely.selectFrom('runs').selectAll().orderBy('requested_at').execute();
const readStates = async () => (await readRuns()).map(({ state }) => state);
const patience = { timeout: 20_000, interval: 50 };
const failing = (code: 'graph.unavailable' | 'credential.expired') => (): Source => {
  throw new OutsideError('graph', code, 'It did not work.', 'Look into it.');
};

/** A source that does not answer until it is let, and tells that it was asked. */
function gate() {
  const asking = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const { openSource } = scriptedDeps(world.database, world.tenant, {});
  const open: RunDeps['openSource'] = async (template) => {
    const source = await openSource(template);
    return {
      ...source,
      async tenant() {
        asking.resolve();
        await answer.promise;
        return source.tenant();
      },
    };
  };
  return { openSource: open, asked: asking.promise, letGo: () => answer.resolve() };
}

describe('a run that waits', () => {
  test('is carried out, leaves nothing in the queue and makes people users', async () => {
    const { run } = await order();
    work();
    await expect.poll(readStates, patience).toEqual(['succeeded']);
    expect((await readRuns())[0]).toMatchObject({ id: run, requested_by: anna, attempt: 1 });
    expect(await world.database.kysely.selectFrom('users').select('id').execute()).toHaveLength(3);
    await expect
      .poll(async () => (await queue.boss.getJobById(QUEUE, run))?.state, patience)
      .toBe('completed');
    expect(lines).toEqual([]);
  });

  test('for a template that a command line holds goes back in line, and its place is free for another', async () => {
    const held = await openTemplateLock(world.database, world.templateId, { wait: false });
    if (typeof held === 'string') throw new Error(held);
    const other = await writeTestTemplate(world.database, world.companyId, { name: 'Andra' });
    const { run } = await order();
    await order({ templateId: other });
    work({}, 1);
    await expect.poll(async () => (await readStates()).toSorted(), patience).toEqual(['queued', 'succeeded']);
    await held.close();
    await expect.poll(readStates, patience).toEqual(['succeeded', 'succeeded']);
    expect((await readRuns()).find(({ id }) => id === run)?.attempt).toBe(1);
  });
});

describe('a run that failed', () => {
  test('of what can pass is tried again as a run of its own, for the same moment', async () => {
    const { run } = await order({
      trigger: 'schedule',
      requestedBy: { kind: 'system', id: null, name: 'schedule' },
    });
    work({ openSource: failing('graph.unavailable') });
    await expect.poll(readStates, patience).toEqual(['failed', 'queued']);
    const [, again] = await readRuns();
    expect(again).toMatchObject({
      retries: run,
      attempt: 2,
      trigger: 'schedule',
      nominal_at: new Date(asked),
    });
    const job = await queue.boss.getJobById(QUEUE, again?.id ?? '');
    expect((job?.startAfter.getTime() ?? 0) - Date.now()).toBeGreaterThan(30_000);
  });

  test('of what somebody has to see to is not tried again', async () => {
    const { run } = await order();
    work({ openSource: failing('credential.expired') });
    await expect
      .poll(async () => (await queue.boss.getJobById(QUEUE, run))?.state, patience)
      .toBe('completed');
    expect(await readStates()).toEqual(['failed']);
  });

  test('and waits for its next try goes at once when a person asks', async () => {
    await order();
    const broken = work({ openSource: failing('graph.unavailable') });
    await expect.poll(readStates, patience).toEqual(['failed', 'queued']);
    await broken.close();
    work();
    const { isNew } = await order();
    expect(isNew).toBe(false);
    await expect.poll(readStates, patience).toEqual(['failed', 'succeeded']);
  });

  test('of a mistake of the program is told in the log and not tried again', async () => {
    const { run } = await order();
    work({
      openSource: () => {
        throw new TypeError('a mistake');
      },
    });
    await expect
      .poll(async () => (await queue.boss.getJobById(QUEUE, run))?.state, patience)
      .toBe('completed');
    expect((await readRuns()).map(({ error }) => (error as { code: string }).code)).toEqual(['internal']);
    expect(lines.join('\n')).toContain('a mistake');
  });
});

describe('a run that goes', () => {
  test('and is called off ends at once, applies nothing and is not tried again', async () => {
    const held = gate();
    const { run } = await order();
    work(held);
    await held.asked;
    const cancelling = { companyId: world.companyId, run, by: anna, now: asked };
    const cancelled = await world.database.kysely
      .transaction()
      .execute((trx) => cancelRun(trx, queue, cancelling));
    expect(cancelled).toEqual({ was: 'running' });
    await expect
      .poll(async () => (await queue.boss.getJobById(QUEUE, run))?.state, patience)
      .toBe('completed');
    held.letGo();
    expect(await readRuns()).toMatchObject([{ state: 'failed', cancelled_by: anna }]);
    expect(await world.database.kysely.selectFrom('users').select('id').execute()).toEqual([]);
  });

  test('when its worker stops is called off and waits for another worker, which is no failed try', async () => {
    const held = gate();
    const { run } = await order();
    const stopping = work(held);
    await held.asked;
    const before = Date.now();
    await stopping.close();
    expect(Date.now() - before).toBeLessThan(9_000);
    expect(await readRuns()).toMatchObject([
      { id: run, state: 'failed', error: { code: 'run.interrupted' } },
      { state: 'queued', attempt: 1, retries: run },
    ]);
    work();
    await expect.poll(readStates, patience).toEqual(['failed', 'succeeded']);
    held.letGo();
  });

  test('of a worker that died is found by another within moments and started again', async () => {
    const { run } = await order();
    const [job] = await queue.boss.fetch<object>(QUEUE);
    expect(job?.id).toBe(run);
    await world.database.kysely.updateTable('runs').set({ state: 'running' }).where('id', '=', run).execute();
    work();
    await expect.poll(readStates, patience).toEqual(['failed', 'succeeded']);
    expect(await readRuns()).toMatchObject([
      { error: { code: 'run.interrupted' } },
      { attempt: 2, retries: run },
    ]);
  });

  test('is left alone by whoever looks for the dead while its process lives', async () => {
    const held = gate();
    await order();
    work(held);
    await held.asked;
    expect(await recoverOrphans(queue, Date.now())).toBe(0);
    expect(await readStates()).toEqual(['running']);
    held.letGo();
    await expect.poll(readStates, patience).toEqual(['succeeded']);
  });
});

test('a run that was taken up by a worker that died before it began is taken up by another', async () => {
  const { run } = await order();
  await queue.boss.fetch(QUEUE);
  expect(await recoverOrphans(queue, Date.now())).toBe(0);
  // As if the last sign of life had come long ago.
  await world.database.pool.query(
    `update pgboss.job set heartbeat_on = now() - interval '1 minute' where id = $1`,
    [run],
  );
  expect(await recoverOrphans(queue, Date.now())).toBe(1);
  work();
  await expect.poll(readStates, patience).toEqual(['succeeded']);
});

test('a run that failed under a worker that had lost its claim is tried again by whoever has the claim', async () => {
  const { run } = await order();
  const failed = { state: 'failed', finished_at: new Date(), error: { code: 'graph.unavailable' } };
  await world.database.kysely
    .updateTable('runs')
    .set({ ...failed, error: JSON.stringify(failed.error) })
    .where('id', '=', run)
    .execute();
  work();
  await expect.poll(async () => (await readRuns())[1], patience).toMatchObject({ retries: run, attempt: 2 });
});

test('a run that waited for weeks stands for the moment it begins, so that nobody who is gone by then is gone for weeks', async () => {
  await world.run({ at: asked });
  remove(world.tenant, 'p1');
  const weeks = 40 * 24 * 3_600_000;
  const { run } = await order();
  await world.database.kysely
    .updateTable('runs')
    .set({ requested_at: new Date(Date.now() - weeks) })
    .where('id', '=', run)
    .execute();
  work();
  await expect.poll(readStates, patience).toEqual(['succeeded', 'succeeded']);
  const links = await world.database.kysely
    .selectFrom('links')
    .select(['missing_since'])
    .where('person_id', '=', 'p1')
    .execute();
  expect(links[0]?.missing_since?.getTime()).toBeGreaterThanOrEqual(asked + weeks);
});

test('a run whose job was lost gets one again', async () => {
  const { run } = await order();
  await queue.boss.deleteAllJobs(QUEUE);
  expect(await recoverJobless(queue)).toBe(0);
  await world.database.kysely
    .updateTable('runs')
    .set({ requested_at: new Date(Date.now() - 3_600_000) })
    .where('id', '=', run)
    .execute();
  expect(await recoverJobless(queue)).toBe(1);
  work();
  await expect.poll(readStates, patience).toEqual(['succeeded']);
});

test('house is kept once an hour in one process: old events and steps of old previews go, the change log stays', async () => {
  const { kysely, pool } = world.database;
  const old = await world.run({ preview: true });
  const applied = await world.run();
  const count = async (table: 'run_events' | 'steps', run: string) =>
    (await kysely.selectFrom(table).select('id').where('run_id', '=', run).execute()).length;
  const stepsApplied = await count('steps', applied.run);
  expect(await count('steps', old.run)).toBeGreaterThan(0);
  await pool.query(`update runs set finished_at = finished_at - interval '8 days'`);
  await pool.query(`update run_events set at = at - interval '8 days' where run_id = $1`, [old.run]);
  const houses = await Promise.all([0, 1, 2].map(() => keepHouse(queue, asked)));
  expect(houses.filter(Boolean)).toHaveLength(1);
  expect([await count('run_events', old.run), await count('steps', old.run)]).toEqual([0, 0]);
  expect(await count('run_events', applied.run)).toBe(2);
  expect(await count('steps', applied.run)).toBe(stepsApplied);
});

test('old runs that changed nothing go; the newest, what can be approved, and whatever changed somebody stay', async () => {
  const { pool } = world.database;
  const applied = await world.run({ at: asked - 3 * day });
  const idle = await world.run({ at: asked - 2 * day });
  await world.change({
    brakes: {
      removals: { count: 0, percent: 0 },
      numbers: { count: 5, percent: 20 },
      creates: { count: null },
    },
  });
  for (const person of ['p1', 'p2']) remove(world.tenant, person);
  const superseded = await world.run({ at: asked - day });
  const withheld = await world.run({ at: asked - day + 1 });
  for (const person of ['p1', 'p2']) hire(world.tenant, person, personFacts(person === 'p1' ? 1 : 2));
  const newest = await world.run({ at: asked });
  expect([idle, superseded, withheld, newest].map(({ state }) => state)).toEqual([
    'succeeded',
    'withheld',
    'withheld',
    'succeeded',
  ]);
  await pool.query(`update runs set finished_at = finished_at - interval '89 days'`);
  await pruneIdleRuns(world.database.kysely, new Date(Date.now() - 90 * day));
  expect((await pool.query('select from runs')).rowCount).toBe(5);
  await pool.query(`update runs set finished_at = finished_at - interval '2 days'`);
  await pruneIdleRuns(world.database.kysely, new Date(Date.now() - 90 * day));
  const { rows } = await pool.query<{ id: string }>('select id from runs');
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([applied.run, withheld.run, newest.run]));
  const steps = await pool.query(`select from steps where run_id = $1`, [superseded.run]);
  expect(steps.rowCount).toBe(0);
});

describe('who is served next', () => {
  /** Companies with so many templates each, all of which wait; by name of the company. */
  async function companies(counts: readonly number[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const [nth, count] of counts.entries()) {
      const companyId = randomUUID();
      await writeTestCompany(world.database, companyId, `Bolag ${nth}`);
      names.set(companyId, `Bolag ${nth}`);
      for (let template = 0; template < count; template += 1) {
        const name = `Mall ${template}`;
        const templateId = await writeTestTemplate(world.database, companyId, { name });
        await order({ companyId, templateId, trigger: 'schedule' });
      }
    }
    return names;
  }

  const take = async (going: string[], places: number) =>
    (await fetchFairly(queue, { going, places, mayOvertake: true })).map(({ groupId }) => groupId ?? '');

  test('is what people wait for, then scripts, then the night', async () => {
    const triggers = ['schedule', 'api', 'manual'] as const;
    const runs = new Map<string, string>();
    for (const trigger of triggers) {
      const companyId = randomUUID();
      await writeTestCompany(world.database, companyId, trigger);
      const templateId = await writeTestTemplate(world.database, companyId, { name: trigger });
      runs.set((await order({ companyId, templateId, trigger })).run, trigger);
    }
    const jobs = [];
    for (let nth = 0; nth < 3; nth += 1)
      jobs.push(...(await fetchFairly(queue, { going: [], places: 1, mayOvertake: true })));
    expect(jobs.map(({ id }) => runs.get(id))).toEqual(['manual', 'api', 'schedule']);
  });

  test('are a hundred small companies before the hundred further templates of a large one', async () => {
    const small = 100;
    const names = await companies([100, ...Array.from({ length: small }, () => 1)]);
    const taken: string[] = [];
    // Three workers of four places: each takes up four, and all of them end before the next round.
    for (let round = 0; taken.length < 110; round += 1) {
      const jobs = (
        await Promise.all(
          [0, 1, 2].map(() => fetchFairly(queue, { going: [], places: 4, mayOvertake: true })),
        )
      ).flat();
      taken.push(...jobs.map(({ groupId }) => names.get(groupId ?? '') ?? ''));
      await queue.boss.complete(
        QUEUE,
        jobs.map(({ id, retryCount }) => ({ id, retryCount })),
      );
    }
    const firstOfAll = taken.slice(0, 110);
    const large = firstOfAll.filter((name) => name === 'Bolag 0').length;
    // One in each round or so, and never the places that the others could have had.
    expect(large).toBeGreaterThan(0);
    expect(large).toBeLessThanOrEqual(20);
    expect(new Set(firstOfAll).size).toBeGreaterThanOrEqual(90);
  });

  test('is somebody else as long as a company has all but one of the places, and the least busy of those that wait', async () => {
    const names = await companies([8, 3, 3]);
    const [large = '', ...others] = names.keys();
    const first = await take([], 4);
    expect(new Set(first)).toEqual(new Set(names.keys()));
    // A worker with three long runs of the large company: the last place is never hers.
    expect(await take([large, large, large], 4)).not.toContain(large);
    const next = await take([], 4);
    expect(next.filter((company) => others.includes(company)).length).toBeGreaterThanOrEqual(1);
  });

  test('is nobody rather than the company that has all places but one, so that whoever comes finds one free', async () => {
    const [only = ''] = (await companies([6])).keys();
    expect(await take([], 4)).toEqual([only, only, only]);
    expect(await take([only, only, only], 4)).toEqual([]);
    // A worker of one place serves everybody with it.
    expect(await take([], 1)).toEqual([only]);
  });

  test('may be a company’s second run that a person waits for, but not her third', async () => {
    const [company = ''] = (await companies([4])).keys();
    const other = randomUUID();
    await writeTestCompany(world.database, other, 'Annat bolag');
    await order({
      companyId: other,
      templateId: await writeTestTemplate(world.database, other, { name: 'Natt' }),
      trigger: 'schedule',
    });
    const templates = await world.database.kysely
      .selectFrom('sync_templates')
      .select('id')
      .where('company_id', '=', company)
      .execute();
    for (const { id } of templates) await order({ companyId: company, templateId: id, trigger: 'manual' });
    expect(await take([], 3)).toEqual([company, company, other]);
  });
});
